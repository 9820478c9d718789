import { backoff, nextCursor, readFrame, type LiveEvent, type LiveMessage, type Watcher } from './live-rules';

export type LiveState = 'connecting' | 'open' | 'lost';
export type Wire = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>;
export type LiveOptions = {
  connect: (since: string | undefined) => Wire;
  later: (run: () => void, ms: number) => void;
  onMessage: (message: LiveMessage) => void;
};

/** One connection for the whole page: reconnects by itself and asks for what it missed. */
export class Live {
  readonly #options: LiveOptions;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Set<(event: LiveEvent) => void>();
  #wire: Wire | undefined;
  #cursor: string | undefined;
  #attempt = 0;
  #stopped = true;
  #watched: string | undefined;
  #state: LiveState = 'connecting';
  #watchers = new Map<string, Watcher[]>();

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#open();
  }

  #open(): void {
    const wire = this.#options.connect(this.#cursor);
    this.#wire = wire;
    // An older wire that closes late has nothing more to say.
    const ours = () => this.#wire === wire && !this.#stopped;
    wire.addEventListener('open', () => ours() && this.#opened());
    wire.addEventListener('message', (event) => ours() && this.#heard(String((event as MessageEvent).data)));
    wire.addEventListener('close', () => ours() && this.#lost());
  }

  #opened(): void {
    this.#attempt = 0;
    this.#become('open');
    if (this.#watched !== undefined) this.#say({ type: 'watch', case_id: this.#watched });
  }

  #heard(text: string): void {
    const message = readFrame(text);
    if (message === undefined) return;
    this.#cursor = nextCursor(this.#cursor, message);
    if (message.type === 'presence') {
      this.#watchers = new Map(this.#watchers).set(message.case_id, message.people);
      this.#tell();
    }
    if (message.type === 'event') for (const hear of this.#hearers) hear(message);
    this.#options.onMessage(message);
  }

  #lost(): void {
    this.#become('lost');
    this.#options.later(() => this.#stopped || this.#open(), backoff(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #say(message: object): void {
    if (this.#state === 'open') this.#wire?.send(JSON.stringify(message));
  }

  #become(state: LiveState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Says which case is open here, so that colleagues see it; also that somebody is typing. */
  watch(caseId: string, typing = false): void {
    this.#watched = caseId;
    this.#say({ type: 'watch', case_id: caseId, typing });
  }

  unwatch(): void {
    this.#watched = undefined;
    this.#say({ type: 'unwatch' });
  }

  stop(): void {
    this.#stopped = true;
    this.#wire?.close();
  }

  readonly state = (): LiveState => this.#state;
  readonly watchers = (): ReadonlyMap<string, Watcher[]> => this.#watchers;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly hear = (hearer: (event: LiveEvent) => void): (() => void) => {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  };
}

/** The stream's address; the cursor is where to go on. */
export function liveUrl(location: Pick<Location, 'protocol' | 'host'>, since: string | undefined): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
  return `${scheme}://${location.host}/api/v1/live${query}`;
}
