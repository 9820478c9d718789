import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mailServers } from './mail.ts';

/** The program that `cargo xtask e2e` built. */
const program = process.env.HEARTH_PROGRAM ?? join(import.meta.dirname, '../../target/debug/hearth');

/** A running Hearth with data of its own. */
export type Running = {
  address: string;
  /** What it printed until it was ready: how to sign in. */
  said: string;
  stop: () => Promise<void>;
  /** Stops it and starts it again over the same data, at the same address. */
  restart: () => Promise<void>;
};

/** Starts the real program on a free port with nothing in it. */
export async function startEmpty(): Promise<Running> {
  const data = await temporary();
  return start(data, () => rm(data, { recursive: true, force: true }));
}

/** Starts the real program with the demo organisation. It is made once a day for each build, and copied. */
export async function startDemo(): Promise<Running> {
  const made = await demo();
  const data = await temporary();
  await cp(join(made, 'data'), data, { recursive: true });
  const running = await start(data, () => rm(data, { recursive: true, force: true }));
  return { ...running, said: await readFile(join(made, 'said'), 'utf8') };
}

/** The folder of the demo's data and of what was printed when it was made. */
async function demo(): Promise<string> {
  const { mtimeMs, size } = await stat(program);
  const day = new Date().toISOString().slice(0, 10);
  const folder = join(dirname(program), `../xtask/demo/${day}-${size}-${Math.round(mtimeMs)}`);
  if (await stat(folder).catch(() => undefined)) return folder;
  // Two runs at once make one each; only what is finished is taken, and only what is old is thrown away.
  const half = `${folder}.unfinished-${process.pid}`;
  await mkdir(half, { recursive: true });
  const running = await start(join(half, 'data'), async () => undefined, '--demo');
  await writeFile(join(half, 'said'), running.said);
  await running.stop();
  await throwAwayOld(dirname(folder));
  await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  return folder;
}

async function throwAwayOld(folder: string): Promise<void> {
  const hour = 3_600_000;
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > hour) await rm(join(folder, name), { recursive: true, force: true });
  }
}

const temporary = () => mkdtemp(join(tmpdir(), 'hearth-e2e-'));

/** Hearth believes the mail servers of the tests as it would those of the house: their certificate is the machine's. */
function believing(): { SSL_CERT_FILE?: string } {
  const servers = mailServers();
  return servers ? { SSL_CERT_FILE: servers.ca } : {};
}

async function start(data: string, after: () => Promise<void>, ...options: string[]): Promise<Running> {
  const begin = (listen: string, more: string[]) => {
    const args = ['serve', '--listen', listen, '--data', data, ...more];
    return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...believing() } });
  };
  let child = begin('127.0.0.1:0', options);
  const stop = async () => {
    await ended(child);
    await after();
  };
  try {
    const said = await ready(child);
    const address = /http:\/\/[\w.:-]+/.exec(said)?.[0] ?? '';
    const restart = async () => {
      await ended(child);
      child = begin(new URL(address).host, []);
      await ready(child);
    };
    return { address, said, stop, restart };
  } catch (why) {
    await stop();
    throw why;
  }
}

/** Collects what is printed until the address and all that belongs to it is there, at most five minutes. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [said, noted] = ['', ''];
    const fail = (why: string) => reject(new Error(`${program} ${why}:\n${said}\n${noted}`));
    const late = setTimeout(() => fail('was not ready in time'), 300_000);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      // How to sign in is printed in one go after the address; a moment lets all of it come.
      if (!/http:\/\/\S+\n/.test(said)) return;
      clearTimeout(late);
      setTimeout(() => resolve(said), 200);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      noted = (noted + chunk.toString()).slice(-4000);
    });
    child.on('error', (why) => fail(why.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
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
