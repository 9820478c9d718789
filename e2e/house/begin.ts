import { Api } from './api.ts';
import { startDemo } from './program.ts';
import { type Cast, keepCast, parts } from './cast.ts';

type Session = { person: { name: string; unit_name: string; roles: string[] } };

/** Starts the demo organisation once for all journeys, and learns who of the printed people plays which part. */
export default async function begin(): Promise<() => Promise<void>> {
  const running = await startDemo();
  try {
    keepCast(await castOf(running.address, running.said));
  } catch (why) {
    await running.stop();
    throw why;
  }
  return running.stop;
}

async function castOf(address: string, said: string): Promise<Cast> {
  const { administrator, password, others } = howToSignIn(said);
  const cast: Partial<Cast> = { address, administrator: { login: administrator, password, name: '' } };
  for (const login of others) {
    const api = new Api(address);
    await api.signIn(login, password);
    const { name, unit_name: unit, roles } = (await api.get<Session>('/session')).person;
    for (const part of parts.filter((it) => roles.includes(it))) cast[part] ??= { login, password, name, unit };
  }
  const missing = parts.filter((it) => !cast[it]);
  if (missing.length > 0) throw new Error(`nobody of the printed people is ${missing.join(', ')}:\n${said}`);
  return cast as Cast;
}

/** What the program printed: the administrator, the password of all, and further people. */
function howToSignIn(said: string): { administrator: string; password: string; others: string[] } {
  const administrator = /^administrator\W+(\w\S*)/m.exec(said)?.[1];
  const password = /password\W+(\w\S*)/.exec(said)?.[1];
  const others = /^others\W+(\w.*?)\s+\(/m.exec(said)?.[1]?.split(/\s+/);
  if (!administrator || !password || !others) throw new Error(`no sign-in was printed:\n${said}`);
  return { administrator, password, others };
}
