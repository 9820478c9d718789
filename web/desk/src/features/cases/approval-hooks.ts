import { useQueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { taken } from './hooks';

export type Approval = Schemas['ApprovalView'];
export type ApprovalAct = Schemas['ApprovalAct'];
export const trays = ['mine', 'asked', 'decided'] as const;
export type Tray = (typeof trays)[number];

export function useApprovalsOf(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/approvals', { params: { path: { id } } });
}

export function useTray(tray: Tray) {
  return api.useInfiniteQuery('get', '/api/v1/approvals', { params: { query: { tray, limit: 30 } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** What can be done about approvals of a case; everything that shows them is read anew. */
export function useApprovalCommands(id: string) {
  const cache = useQueryClient();
  const act = async <T>(answer: Promise<{ data?: T; error?: unknown }>) => {
    const fresh = await taken(answer);
    await renewCase(cache);
    return fresh;
  };
  return {
    ask: (body: Schemas['NewApproval']) => act(http.POST('/api/v1/cases/{id}/approvals', { params: { path: { id } }, body })),
    decide: (aid: string, body: Schemas['Decide']) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/decide', { params: { path: { id, aid } }, body })),
    answer: (aid: string, text: string) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/answer', { params: { path: { id, aid } }, body: { text } })),
    withdraw: (aid: string) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/withdraw', { params: { path: { id, aid } }, body: {} })),
  };
}

/** Readings that an act on a part of a case makes old. */
const parts = [
  '/api/v1/approvals', '/api/v1/follow-ups', '/api/v1/escalations', '/api/v1/escalations/counts', '/api/v1/questions', '/api/v1/joint', '/api/v1/cases/counts', '/api/v1/cases/{id}', '/api/v1/cases/{id}/timeline',
  ...['approvals', 'follow-ups', 'escalations', 'joint', 'urgings', 'merges', 'parts', 'complaint', 'application'].map((one) => `/api/v1/cases/{id}/${one}`),
];

export function renewCase(cache: ReturnType<typeof useQueryClient>): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => parts.includes(String(queryKey[1])) });
}
