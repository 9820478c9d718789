import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { CaseRow, Schemas } from '@/api/types';
import { text, useUrlState, type Raw } from '@/kit/url';
import type { Query } from './rules';

export type Bulk = Schemas['BulkView'];
export type BulkAct = Schemas['BulkAct'];
export type BulkRow = Schemas['BulkRowView'];
export type RowState = BulkRow['state'];

/** What an act is done to: the rows ticked, or all that the list finds. */
export type Chosen = { rows: CaseRow[]; all: boolean; count: number; query: Query };

/** Which act's drawer is open: its id, or the list of them. In the address, so that it outlives a reload. */
export function useOpenBulk() {
  const [{ bulk }, set] = useUrlState((raw: Raw) => ({ bulk: text(raw, 'bulk') }));
  return { open: bulk, show: (id: string | undefined) => set({ bulk: id }) };
}

const path = '/api/v1/bulk-acts/{id}';

export function useBulk(id: string) {
  return api.useQuery('get', path, { params: { path: { id } } }, {
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 500),
  });
}

export function useBulks() {
  return api.useQuery('get', '/api/v1/bulk-acts', { params: { query: { limit: 50 } } }, { refetchInterval: 2000 });
}

export function useBulkRows(id: string, state: RowState) {
  return api.useInfiniteQuery('get', '/api/v1/bulk-acts/{id}/rows', { params: { path: { id }, query: { state, limit: 100 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useBulkSize(query: Query) {
  const { columns: _, limit: __, after: ___, ...rest } = query;
  return api.useQuery('get', '/api/v1/bulk-acts/size', { params: { query: rest } }, { staleTime: 10_000 });
}

/** The query as the address bar has it. */
export function asText(query: Query): string {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined).map(([key, value]) => [key, String(value)])).toString();
}

/** Beginning, stopping and taking back; each answers with the act whose progress is shown then. */
export function useBulkCommands() {
  const cache = useQueryClient();
  const renew = { onSuccess: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/bulk-acts'] }) };
  const begin = api.useMutation('post', '/api/v1/bulk-acts', renew);
  const stop = api.useMutation('post', '/api/v1/bulk-acts/{id}/stop', renew);
  const undo = api.useMutation('post', '/api/v1/bulk-acts/{id}/undo', renew);
  return {
    begin: (chosen: Chosen, act: BulkAct, reason?: string) => {
      const which = chosen.all ? { query: asText(chosen.query) } : { case_ids: chosen.rows.map(({ id }) => id) };
      return begin.mutateAsync({ body: { act, reason: reason ?? null, ...which } });
    },
    stop: async (id: string) => {
      const fresh = await stop.mutateAsync({ params: { path: { id } }, body: {} });
      cache.setQueryData(api.queryOptions('get', path, { params: { path: { id } } }).queryKey, fresh);
    },
    undo: (id: string, reason: string, ids: string[] = []) => undo.mutateAsync({ params: { path: { id } }, body: { case_ids: ids, reason } }),
    busy: begin.isPending || undo.isPending,
  };
}

/** After an act ended, the lists and cases it changed are read anew. */
export function useRenewCases() {
  const cache = useQueryClient();
  return useCallback(() => {
    for (const key of ['/api/v1/cases', '/api/v1/cases/{id}', '/api/v1/cases/{id}/timeline', '/api/v1/bulk-acts', '/api/v1/bulk-acts/{id}', '/api/v1/bulk-acts/{id}/rows']) {
      void cache.invalidateQueries({ queryKey: ['get', key] });
    }
  }, [cache]);
}
