import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { readQuery, type Raw } from './url';

export type View = Schemas['View'];
export type ViewList = Schemas['ViewList'];

/** The saved views of a list: policy's, one's own, the team's, everybody's. */
export function useViews(list: ViewList = 'cases'): View[] {
  return api.useQuery('get', '/api/v1/cases/views', { params: { query: { list } } }, { staleTime: 30_000 }).data?.items ?? [];
}

/** How many cases a pinned view shows, up to "99+"; the live stream says when it may have changed. */
export function useViewCounts(): (id: string) => string | undefined {
  const counts = api.useQuery('get', '/api/v1/cases/views/counts', undefined, { staleTime: Infinity }).data?.items ?? [];
  return (id) => {
    const one = counts.find((it) => it.id === id);
    return one && `${one.count}${one.more ? '+' : ''}`;
  };
}

/** Where a view of cases is shown: its query, its columns, and its own tab. */
export function addressOf({ id, query, columns }: Pick<View, 'id' | 'query' | 'columns'>): Raw {
  return { ...readQuery(query), ...(columns.length > 0 ? { columns: columns.join(',') } : {}), view: id };
}

/** Where a view of conversations is shown: its query, and which one it is. */
export function talksOf({ id, query }: Pick<View, 'id' | 'query'>): Raw {
  return { ...readQuery(query), saved: id };
}
