import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import { presenceKey, talkCountsKey, type Presence, type TalkCounts, type TalkRow } from '@/api/conversations';
import { useMay } from '@/api/session';
import { TalkLive, talkUrl } from '@/api/talk-live';
import type { TalkEvent } from '@/api/talk-rules';

/** The wire for conversations, for those who work or supervise them; it is open on every page, for it is also the lease of presence. */
export function useTalkStream(): TalkLive | null {
  const cache = useQueryClient();
  const may = useMay();
  const has = may('conversations.work') || may('conversations.supervise');
  const [live] = useState(() => (has ? makeTalkLive(cache) : null));
  useEffect(() => {
    live?.start();
    return () => live?.stop();
  }, [live]);
  return live;
}

function makeTalkLive(cache: QueryClient): TalkLive {
  return new TalkLive({
    connect: () => new WebSocket(talkUrl(globalThis.location)),
    later: (run, ms) => void setTimeout(run, ms),
    onEvent: (event) => take(cache, event),
    onOpen: () => void resync(cache),
  });
}

/** What was pushed while there was no wire was not heard: all that is shown of conversations is asked for again. */
function resync(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => /^\/api\/v1\/(conversations|presence|floor|alerts)/.test(String(queryKey[1])) });
}

/** Counters, presence and offers are put in as they are pushed. */
function take(cache: QueryClient, event: TalkEvent): void {
  if (event.type === 'counts') cache.setQueryData<TalkCounts>(talkCountsKey, event.counts);
  if (event.type === 'presence') cache.setQueryData<Presence>(presenceKey, event.presence);
  if (event.type === 'offer') setOffers(cache, (all) => [...all.filter(({ id }) => id !== event.row.id), event.row]);
  if (event.type === 'row' && event.row.state !== 'offered') setOffers(cache, (all) => all.filter(({ id }) => id !== event.row.id));
  if (event.type === 'gone') setOffers(cache, (all) => all.filter(({ id }) => id !== event.id));
}

/** My list, for what is offered to me stands at its head. */
export const offersQuery = api.queryOptions('get', '/api/v1/conversations', { params: { query: { view: 'mine', limit: 20 } } });

export function setOffers(cache: QueryClient, change: (all: TalkRow[]) => TalkRow[]): void {
  cache.setQueryData<{ items: TalkRow[] }>(offersQuery.queryKey, (old) => ({ ...old, items: change(old?.items ?? []) }));
}
