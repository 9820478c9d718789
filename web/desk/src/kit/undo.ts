import { useSyncExternalStore } from 'react';

/** What was just done, in words, and how to take it back; without `back` it is only said. */
export type Done = { id: number; said: string; back?: (() => Promise<unknown>) | undefined };

const listeners = new Set<() => void>();
let last: Done | undefined;
let count = 0;

function put(done: Done | undefined): void {
  last = done;
  for (const listener of listeners) listener();
}

/** Says what was done and offers to take it back; the one said before is gone then. */
export function tellDone(said: string, back?: () => Promise<unknown>): void {
  count += 1;
  put({ id: count, said, back });
}

export function dropDone(): void {
  put(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDone(): Done | undefined {
  return useSyncExternalStore(subscribe, () => last);
}
