import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useAct } from './act-hooks';

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
  const act = useAct();
  return {
    ask: (body: Schemas['NewApproval']) => act(http.POST('/api/v1/cases/{id}/approvals', { params: { path: { id } }, body })),
    decide: (aid: string, body: Schemas['Decide']) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/decide', { params: { path: { id, aid } }, body })),
    answer: (aid: string, text: string) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/answer', { params: { path: { id, aid } }, body: { text } })),
    withdraw: (aid: string) => act(http.POST('/api/v1/cases/{id}/approvals/{aid}/withdraw', { params: { path: { id, aid } }, body: {} })),
  };
}
