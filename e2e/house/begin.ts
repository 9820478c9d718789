import { Api } from './api.ts';
import { start } from './program.ts';
import { type Cast, keepCast, parts, type Part } from './cast.ts';

type Person = { id: string; login: string; name: string; unit_name: string; roles: string[] };

/** Starts the demo organisation once for all journeys, and gives somebody of each part a known password. */
export default async function begin(): Promise<() => Promise<void>> {
  const running = await start('--demo');
  try {
    const { login, password } = howToSignIn(running.said);
    const api = new Api(running.address);
    await api.signIn(login, password);
    const people = await everybody(api);
    const cast = { address: running.address, administrator: { login, password, name: '' } } as Cast;
    for (const part of parts) cast[part] = await play(api, people, part);
    keepCast(cast);
  } catch (why) {
    await running.stop();
    throw why;
  }
  return running.stop;
}

/** The first administrator, as the program printed it. */
function howToSignIn(said: string): { login: string; password: string } {
  const login = /login\W+(\S+)/i.exec(said)?.[1];
  const password = /password\W+(\S+)/i.exec(said)?.[1];
  if (!login || !password) throw new Error(`no sign-in was printed:\n${said}`);
  return { login, password };
}

async function everybody(api: Api): Promise<Person[]> {
  const all: Person[] = [];
  let after: string | null = '';
  while (after !== null) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page: { items: Person[]; next: string | null } = await api.get(`/people?limit=100${query}`);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}

async function play(api: Api, people: Person[], part: Part) {
  const person = people.find(({ roles }) => roles.includes(part));
  if (!person) throw new Error(`nobody in the demo organisation is ${part}`);
  const password = `pw-${crypto.randomUUID()}`;
  await api.post(`/people/${person.id}/password`, { password });
  return { login: person.login, password, name: person.name, unit: person.unit_name };
}
