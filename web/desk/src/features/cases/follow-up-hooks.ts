import { useQueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { renewCase, useAct } from './act-hooks';
import { taken } from './hooks';

export type FollowUp = Schemas['FollowUpView'];
export const views = ['mine', 'today', 'overdue', 'team', 'done'] as const;
export type View = (typeof views)[number];

/** What a tab of the desk asks for. */
export function queryOf(view: View): { view: 'mine' | 'team' | 'done'; due?: 'today' | 'overdue' } {
  if (view === 'today' || view === 'overdue') return { view: 'mine', due: view };
  return { view };
}

export function useFollowUps(view: View) {
  return api.useInfiniteQuery('get', '/api/v1/follow-ups', { params: { query: { ...queryOf(view), limit: 50 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useFollowUpsOf(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/follow-ups', { params: { path: { id } } });
}

export function useFollowUpCommands({ id: fid, case_id: id }: Pick<FollowUp, 'id' | 'case_id'>) {
  const params = { path: { id, fid } };
  const act = useAct();
  return {
    tried: (note: string | null) => act(http.POST('/api/v1/cases/{id}/follow-ups/{fid}/tries', { params, body: { note } })),
    end: (body: Schemas['EndFollowUp']) => act(http.POST('/api/v1/cases/{id}/follow-ups/{fid}/end', { params, body })),
  };
}

export function usePartsOf(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/parts', { params: { path: { id } } });
}

export function useAddPart(id: string) {
  const cache = useQueryClient();
  return async (other: string) => {
    const fresh = await taken(http.POST('/api/v1/cases/{id}/parts', { params: { path: { id } }, body: { case_id: other } }));
    await renewCase(cache);
    return fresh;
  };
}
