import { useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useRef } from 'react';
import { api, http } from '@/api/client';
import { renew } from '@/api/renew';
import { useMay } from '@/api/session';
import { taken } from '@/api/taken';
import { useTalkEvents } from '@/api/talk-context';
import { askedOf, type Alert, type Shown } from './rules';

/** Milliseconds between two readings of the day's figures while much happens: they are asked of the database. */
const rest = 10_000;

/** The board, read anew when the wire says that it is different: at most once a second. */
export function useBoard() {
  const cache = useQueryClient();
  const figures = useRef(0);
  useTalkEvents(({ type }) => {
    if (type !== 'board') return;
    void cache.invalidateQueries({ predicate: ({ queryKey }) => /^\/api\/v1\/(floor|alerts)/.test(String(queryKey[1])) });
    if (Date.now() - figures.current < rest) return;
    figures.current = Date.now();
    void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/metrics/') });
  });
  return api.useQuery('get', '/api/v1/floor', undefined, { refetchOnMount: 'always', staleTime: Infinity });
}

/** The conversations behind the figure that is open. */
export function useBehind(shown: Shown) {
  return api.useQuery('get', '/api/v1/floor/conversations', { params: { query: askedOf(shown) } }, { refetchOnMount: 'always', staleTime: Infinity, placeholderData: (old) => old });
}

export function useAlerts(settled: boolean) {
  return api.useInfiniteQuery('get', '/api/v1/alerts', { params: { query: { settled, limit: 50 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next, refetchOnMount: 'always', staleTime: Infinity,
  });
}

/** A figure of today by the one catalogue; nothing for those who may not see figures. */
export function useToday(id: string) {
  const may = useMay()('metrics.read');
  const [from, to] = [dayjs().format('YYYY-MM-DD'), dayjs().add(1, 'day').format('YYYY-MM-DD')];
  const reading = api.useQuery('get', '/api/v1/metrics/{id}', { params: { path: { id }, query: { from, to, grain: 'day' } } }, { enabled: may, staleTime: rest });
  return { may, day: from, total: reading.data?.total };
}

/** How many cases are overdue or nearly; the stream of cases keeps it. */
export function useCaseCounts() {
  const may = useMay()('cases.read');
  const { data } = api.useQuery('get', '/api/v1/cases/counts', undefined, { enabled: may, staleTime: Infinity });
  return may ? data : undefined;
}

/** What can be done about an alert. */
export function useAlertActs({ id, version }: Pick<Alert, 'id' | 'version'>) {
  const cache = useQueryClient();
  const params = { path: { id } };
  const act = async (answer: Promise<{ data?: unknown; error?: unknown }>) => {
    try {
      await taken(answer);
    } finally {
      await renew(cache, { predicate: ({ queryKey }) => /^\/api\/v1\/(floor|alerts)/.test(String(queryKey[1])) });
    }
  };
  return {
    acknowledge: () => act(http.POST('/api/v1/alerts/{id}/acknowledge', { params, body: { version } })),
    hand: (person_id: string) => act(http.POST('/api/v1/alerts/{id}/hand', { params, body: { version, person_id } })),
    resolve: (note: string) => act(http.POST('/api/v1/alerts/{id}/resolve', { params, body: { version, note } })),
  };
}
