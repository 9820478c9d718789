import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Case, Schemas } from '@/api/types';
import { renewCase } from './act-hooks';
import { settle, taken } from './hooks';

export type Merge = Schemas['CaseMergeView'];

export function useMergesOf(id: string, enabled: boolean) {
  return api.useQuery('get', '/api/v1/cases/{id}/merges', { params: { path: { id } } }, { enabled });
}

/** Making cases one, two again, or one more, and taking links off. */
export function mergingOn(cache: QueryClient, id: string) {
  const params = { path: { id } };
  const act = async (answer: Promise<{ data?: Case; error?: unknown }>): Promise<Case> => {
    const fresh = await taken(answer);
    settle(cache, fresh);
    await renewCase(cache);
    return fresh;
  };
  return {
    merge: (body: Omit<Schemas['NewCaseMerge'], 'version'>) => act(http.POST('/api/v1/cases/{id}/merges', { params, body })),
    undoMerge: (mid: string, reason: string) => act(http.POST('/api/v1/cases/{id}/merges/{mid}/undo', { params: { path: { id, mid } }, body: { reason } })),
    split: (body: Omit<Schemas['NewCaseSplit'], 'version'>) => act(http.POST('/api/v1/cases/{id}/splits', { params, body })),
    unlink: (body: Schemas['UnlinkCase']) => act(http.POST('/api/v1/cases/{id}/unlink', { params, body })),
  };
}

export function useMergingOn(id: string) {
  return mergingOn(useQueryClient(), id);
}
