import type { LiveState, Wire } from './live';
import { backoff } from './live-rules';
import { aroundAfter, nobodyAround, readTalkFrame, type Around, type TalkEvent } from './talk-rules';

export type TalkOptions = {
  connect: () => Wire;
  later: (run: () => void, ms: number) => void;
  onEvent: (event: TalkEvent) => void;
  /** The wire is there; `again` where it had been before, so that something may have been missed. */
  onOpen: (again: boolean) => void;
};

/** The page's wire for conversations. It is also the lease of presence: without it one counts as away after a while. */
export class TalkLive {
  readonly #options: TalkOptions;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Set<(event: TalkEvent) => void>();
  #wire: Wire | undefined;
  #attempt = 0;
  #opened = false;
  #stopped = true;
  #watched: string | undefined;
  #state: LiveState = 'connecting';
  #around = nobodyAround;

  constructor(options: TalkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#open();
  }

  #open(): void {
    const wire = this.#options.connect();
    this.#wire = wire;
    // An older wire that closes late has nothing more to say.
    const ours = () => this.#wire === wire && !this.#stopped;
    wire.addEventListener('open', () => ours() && this.#isOpen());
    wire.addEventListener('message', (event) => ours() && this.#heard(String((event as MessageEvent).data)));
    wire.addEventListener('close', () => ours() && this.#lost());
  }

  #isOpen(): void {
    this.#attempt = 0;
    this.#become('open');
    if (this.#watched !== undefined) this.#say({ type: 'watch', conversation: this.#watched, typing: false });
    this.#options.onOpen(this.#opened);
    this.#opened = true;
  }

  #heard(text: string): void {
    const event = readTalkFrame(text);
    if (event === undefined) return;
    this.#put(aroundAfter(this.#around, event, this.#watched));
    this.#options.onEvent(event);
    for (const hear of this.#hearers) hear(event);
  }

  #lost(): void {
    this.#put(nobodyAround);
    this.#become('lost');
    this.#options.later(() => this.#stopped || this.#open(), backoff(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #say(message: object): void {
    if (this.#state === 'open') this.#wire?.send(JSON.stringify(message));
  }

  #put(around: Around): void {
    if (around === this.#around) return;
    this.#around = around;
    this.#tell();
  }

  #become(state: LiveState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Which conversation is open here, and whether something is being written on it. */
  watch(conversation: string, typing = false): void {
    if (conversation !== this.#watched) this.#put(nobodyAround);
    this.#watched = conversation;
    this.#say({ type: 'watch', conversation, typing });
  }

  unwatch(): void {
    this.#watched = undefined;
    this.#put(nobodyAround);
    this.#say({ type: 'unwatch' });
  }

  stop(): void {
    this.#stopped = true;
    this.#wire?.close();
  }

  readonly state = (): LiveState => this.#state;
  readonly around = (): Around => this.#around;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly hear = (hearer: (event: TalkEvent) => void): (() => void) => {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  };
}

export function talkUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/conversations/live`;
}
