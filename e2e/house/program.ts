import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program that `cargo xtask e2e` built. */
const program = process.env.HEARTH_PROGRAM ?? join(import.meta.dirname, '../../target/debug/hearth');

/** A running Hearth with data of its own. */
export type Running = {
  address: string;
  /** What it printed until it was ready: how to sign in. */
  said: string;
  stop: () => Promise<void>;
};

/** Starts the real program on a free port and waits until it answers. */
export async function start(...options: string[]): Promise<Running> {
  const data = await mkdtemp(join(tmpdir(), 'hearth-e2e-'));
  const args = ['serve', '--listen', '127.0.0.1:0', '--data', data, ...options];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  const stop = async () => {
    await ended(child);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const said = await ready(child);
    const address = /http:\/\/[\w.:-]+/.exec(said)?.[0] ?? '';
    return { address, said, stop };
  } catch (why) {
    await stop();
    throw why;
  }
}

/** Collects what is printed until the program says that it is ready, at most two minutes. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`${program} ${why}:\n${said}`));
    const late = setTimeout(() => fail('was not ready in time'), 120_000);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!isReady(said)) return;
      clearTimeout(late);
      resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (why) => fail(why.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}

/** The address comes first, then how to sign in, each on a line of its own. */
function isReady(said: string): boolean {
  return /http:\/\/\S+\n/.test(said) && /^(others|set-up code)\b.*\n/m.test(said);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(killer);
}
