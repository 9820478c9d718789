/** The line to the server: made again when it breaks, with growing waits, for as long as somebody wants it. */
import type { FromServer, ToServer } from './wire';
import { read } from './wire';

/** How long to wait before a try, in milliseconds: from half a second to half a minute, with a third of jitter. */
export function waitBefore(tries: number, chance: number): number {
  const base = Math.min(30_000, 500 * 2 ** Math.min(tries, 10));
  return Math.round(base * (2 / 3 + chance / 3));
}

/** What is sent and not answered within this time, in milliseconds, means that the line is dead without knowing it. */
export const DEAD_AFTER = 12_000;

export interface Listening {
  /** What to say first on each new line. */
  hello(): ToServer;
  heard(said: FromServer): void;
  /** Whether words go through now. */
  turned(on: boolean): void;
}

export interface World {
  socket(url: string): WebSocket;
  chance(): number;
}

export const BROWSER: World = { socket: (url) => new WebSocket(url), chance: () => Math.random() };

export class Line {
  private socket: WebSocket | null = null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  /** Whether the server answered the first word of this socket. */
  private on = false;
  private readonly url: string;
  private readonly listening: Listening;
  private readonly world: World;

  constructor(url: string, listening: Listening, world: World = BROWSER) {
    this.url = url;
    this.listening = listening;
    this.world = world;
  }

  /** Makes the line, unless it is there or being made. */
  open(): void {
    this.wanted = true;
    if (!this.socket && this.timer === undefined) this.dial();
  }

  /** Lets it go. */
  close(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.drop();
  }

  /** Makes it anew at once: the network is back, or the machine woke up. */
  renew(): void {
    if (!this.wanted) return;
    this.drop();
    clearTimeout(this.timer);
    this.tries = 0;
    this.dial();
  }

  /** Says something, if the line is there; whoever wants it to arrive keeps it until it is acknowledged. */
  say(it: ToServer): boolean {
    if (!this.on || !this.socket) return false;
    this.socket.send(JSON.stringify(it));
    return true;
  }

  /** An answer is due: without any, the line is dead and made anew. */
  expectAnswer(): void {
    if (this.watch !== undefined) return;
    this.watch = setTimeout(() => this.renew(), DEAD_AFTER);
  }

  private answered(): void {
    clearTimeout(this.watch);
    this.watch = undefined;
  }

  private dial(): void {
    this.timer = undefined;
    let socket: WebSocket;
    try {
      socket = this.world.socket(this.url);
    } catch {
      this.later();
      return;
    }
    this.socket = socket;
    // Also a line that is never made is dead.
    this.expectAnswer();
    socket.addEventListener('open', () => {
      if (this.socket !== socket) return;
      socket.send(JSON.stringify(this.listening.hello()));
    });
    socket.addEventListener('message', (event) => {
      if (this.socket !== socket) return;
      this.answered();
      const said = read(event.data);
      if (!said) return;
      const welcome = said.type === 'welcome';
      if (welcome) {
        this.tries = 0;
        this.on = true;
      }
      this.listening.heard(said);
      // Whoever heard it may have had the line made anew.
      if (welcome && this.on && this.socket === socket) this.listening.turned(true);
    });
    socket.addEventListener('close', () => {
      if (this.socket !== socket) return;
      this.drop();
      this.later();
    });
  }

  private later(): void {
    if (!this.wanted) return;
    this.timer = setTimeout(() => this.dial(), waitBefore(this.tries, this.world.chance()));
    this.tries += 1;
  }

  private drop(): void {
    const socket = this.socket;
    const was = this.on;
    this.socket = null;
    this.on = false;
    this.answered();
    try {
      socket?.close();
    } catch {
      // It was never open.
    }
    if (was) this.listening.turned(false);
  }
}
