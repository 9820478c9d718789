import type { QueryClient } from '@tanstack/react-query';
import { Live, liveUrl } from '@/api/live';
import { touches, type LiveMessage } from '@/api/live-rules';
import { api } from '@/api/client';
import type { Counts } from '@/api/types';

export const countsKey = api.queryOptions('get', '/api/v1/cases/counts').queryKey;

/** Joins the live stream to the cache: events make readings old, counters are put in as pushed. */
export function makeLive(cache: QueryClient): Live {
  return new Live({
    connect: (since) => new WebSocket(liveUrl(globalThis.location, since)),
    later: (run, ms) => void setTimeout(run, ms),
    onMessage: (message) => take(cache, message),
  });
}

function take(cache: QueryClient, message: LiveMessage): void {
  if (message.type === 'event') void cache.invalidateQueries({ predicate: ({ queryKey }) => touches(queryKey, message) });
  if (message.type === 'counts') {
    cache.setQueryData<Counts>(countsKey, (old) => (old ? { ...old, ...message.counts } : old));
  }
}
