import type { QueryClient } from '@tanstack/react-query';
import { Live, liveUrl } from '@/api/live';
import { touches, type LiveEvent, type LiveMessage } from '@/api/live-rules';
import { changes } from '@/api/changes';
import { api } from '@/api/client';
import { renew } from '@/api/renew';
import { sessionQuery } from '@/api/session';
import type { Counts, Session } from '@/api/types';

export const countsKey = api.queryOptions('get', '/api/v1/cases/counts').queryKey;

/** Joins the live stream to the cache: events make readings old, counters are put in as pushed. */
export function makeLive(cache: QueryClient): Live {
  const take = taking(cache);
  return new Live({
    connect: (since) => new WebSocket(liveUrl(globalThis.location, since)),
    later: (run, ms) => void setTimeout(run, ms),
    onMessage: take,
  });
}

/** At the first greeting lists are read anew: what happened between them and the stream's beginning would be in neither. */
function taking(cache: QueryClient): (message: LiveMessage) => void {
  let begun = false;
  return (message) => {
    if (message.type === 'hello') void (begun ? again(cache) : renew(cache, { queryKey: ['get', '/api/v1/cases'] }));
    begun = true;
    if (message.type === 'event') hear(cache, message);
    if (message.type === 'counts') {
      cache.setQueryData<Counts>(countsKey, (old) => (old ? { ...old, ...message.counts } : old));
    }
  };
}

/** The server was away and is back: what could not be read meanwhile is tried again. */
function again(cache: QueryClient): Promise<void> {
  return cache.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
}

/** The counters of pinned views are asked for again a little after something happened to a case, at most once in so long. */
const countAfter = 2_000;
let counting: ReturnType<typeof setTimeout> | undefined;

function recount(cache: QueryClient): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void cache.invalidateQueries({ queryKey: ['get', '/api/v1/cases/views/counts'] });
  }, countAfter);
}

function hear(cache: QueryClient, event: LiveEvent): void {
  if (event.kind.startsWith('cases.')) recount(cache);
  if (isForeign(cache, event)) changes.heard(event.case_id);
  void renew(cache, { predicate: ({ queryKey }) => touches(queryKey, event) });
}

/** A case that somebody else changed; own changes are seen at once. */
function isForeign(cache: QueryClient, event: LiveEvent): event is LiveEvent & { case_id: string } {
  const me = cache.getQueryData<Session>(sessionQuery.queryKey)?.person.id;
  return Boolean(event.case_id) && event.actor_id !== me && event.kind.startsWith('cases.');
}
