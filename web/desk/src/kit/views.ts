import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { readQuery, type Raw } from './url';

export type View = Schemas['View'];

/** The saved views of the list of cases: policy's, one's own, the team's, everybody's. */
export function useViews(): View[] {
  return api.useQuery('get', '/api/v1/cases/views', undefined, { staleTime: 30_000 }).data?.items ?? [];
}

/** How many cases a pinned view shows, up to "99+"; the live stream says when it may have changed. */
export function useViewCounts(): (id: string) => string | undefined {
  const counts = api.useQuery('get', '/api/v1/cases/views/counts', undefined, { staleTime: Infinity }).data?.items ?? [];
  return (id) => {
    const one = counts.find((it) => it.id === id);
    return one && `${one.count}${one.more ? '+' : ''}`;
  };
}

/** Where a view is shown: its query, its columns, and its own tab. */
export function addressOf({ id, query, columns }: Pick<View, 'id' | 'query' | 'columns'>): Raw {
  return { ...readQuery(query), ...(columns.length > 0 ? { columns: columns.join(',') } : {}), view: id };
}
