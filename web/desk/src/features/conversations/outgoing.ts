import type { Message, NewMessage } from '@/api/conversations';
import { offline, toProblem } from '@/api/problem';
import type { Problem } from '@/api/types';
import type { After } from '@/kit/templates';

/**
 * A message on its way. `held`: it can still be taken back; `away`: the server could not be reached, it goes out as soon
 * as it can; `newer`: the customer wrote meanwhile, somebody has to decide; `refused`: the server said no. `after` is what
 * happens to the conversation once it was sent.
 */
export type Outgoing = { conversation: string; body: NewMessage; files: string[]; after?: After | undefined; at: number; state: 'held' | 'due' | 'sending' | 'away' | 'newer' | 'refused'; newer: number; problem?: Problem };

export type OutboxOptions = {
  send: (conversation: string, body: NewMessage) => Promise<Message>;
  later: (run: () => void, ms: number) => void;
  onSent: (conversation: string, message: Message, after: After | undefined) => void;
};

/**
 * Messages written here that have not arrived. It outlives the page of their conversation, so that going to the next one
 * loses nothing. One at a time leaves a conversation, in the order written; a repeated one is recognised by its client id.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #items: readonly Outgoing[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** `held_ms`: how long it can be taken back; 0 sends at once. `files` are the names shown meanwhile. */
  put(conversation: string, body: NewMessage, files: string[], at: number, held_ms: number, after?: After): void {
    this.#become([...this.#items, { conversation, body, files, after, at, state: held_ms > 0 ? 'held' : 'due', newer: 0 }]);
    if (held_ms > 0) this.#options.later(() => this.#release(body.client_id), held_ms);
    else this.#next(conversation);
  }

  #release(id: string): void {
    const one = this.#find(id);
    if (one?.state !== 'held') return;
    this.#patch(id, { state: 'due' });
    this.#next(one.conversation);
  }

  /** Takes a message back that has not gone; nothing where it is too late. */
  takeBack(id: string): Outgoing | undefined {
    const one = this.#find(id);
    if (!one || one.state === 'sending' || one.state === 'due') return undefined;
    this.#become(this.#items.filter((it) => it !== one));
    this.#next(one.conversation);
    return one;
  }

  /** Tries again; `anyway` although the customer wrote meanwhile. */
  again(id: string, anyway = false): void {
    const one = this.#find(id);
    if (!one || one.state === 'sending') return;
    this.#patch(id, { state: 'due', body: { ...one.body, anyway } });
    this.#next(one.conversation);
  }

  /** The server can be reached again. */
  reachable(): void {
    const away = this.#items.filter(({ state }) => state === 'away');
    for (const { body } of away) this.again(body.client_id, body.anyway);
  }

  #next(conversation: string): void {
    const own = this.#items.filter((it) => it.conversation === conversation);
    const first = own.find(({ state }) => state !== 'newer' && state !== 'refused');
    if (first?.state === 'due') void this.#send(first);
  }

  async #send({ conversation, body, after }: Outgoing): Promise<void> {
    this.#patch(body.client_id, { state: 'sending' });
    try {
      const message = await this.#options.send(conversation, body);
      this.#options.onSent(conversation, message, after);
      this.#become(this.#items.filter((it) => it.body.client_id !== body.client_id));
      this.#next(conversation);
    } catch (thrown) {
      const problem = toProblem(thrown);
      this.#patch(body.client_id, { problem, ...fate(problem) });
    }
  }

  #find(id: string): Outgoing | undefined {
    return this.#items.find(({ body }) => body.client_id === id);
  }

  #patch(id: string, change: Partial<Outgoing>): void {
    this.#become(this.#items.map((it) => (it.body.client_id === id ? { ...it, ...change } : it)));
  }

  #become(items: readonly Outgoing[]): void {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }

  readonly items = (): readonly Outgoing[] => this.#items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** What becomes of a message the server did not take. */
function fate(problem: Problem): Pick<Outgoing, 'state' | 'newer'> {
  if (problem.code === 'channels.newer_messages') return { state: 'newer', newer: newerIn(problem) };
  return { state: problem.code === offline || problem.status >= 500 ? 'away' : 'refused', newer: 0 };
}

function newerIn(problem: Problem): number {
  const said = (problem as { with?: { count?: unknown } }).with?.count;
  return typeof said === 'number' ? said : 1;
}
