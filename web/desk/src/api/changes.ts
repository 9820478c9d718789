import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/**
 * Which cases others changed and when we heard of it, and when each reading was last asked for. Kept for the whole app,
 * so that a list that was left and comes back from the cache still knows what happened since it was read.
 */
export class Changes {
  readonly #heard = new Map<string, number>();
  readonly #asked = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  /** Goes up with everything noted, so that before and after are never the same. */
  #count = 0;

  /** From now on notes when readings are asked for: what is heard after that may be missing in them. */
  follow(cache: QueryClient): () => void {
    return cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'fetch') return;
      // A further page makes those before it no newer.
      if (!event.action.meta?.fetchMore) this.asked(event.query.queryKey);
    });
  }

  asked(key: QueryKey): void {
    this.#asked.set(hashKey(key), (this.#count += 1));
    this.#tell();
  }

  heard(caseId: string): void {
    this.#heard.set(caseId, (this.#count += 1));
    this.#tell();
  }

  /** How many cases changed since the reading was last asked for. */
  since(key: QueryKey): number {
    const asked = this.#asked.get(hashKey(key)) ?? Infinity;
    return [...this.#heard.values()].filter((at) => at > asked).length;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const changes = new Changes();

export function useChangesSince(key: QueryKey): number {
  return useSyncExternalStore(changes.subscribe, () => changes.since(key));
}
