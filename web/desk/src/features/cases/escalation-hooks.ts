import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useAct } from './act-hooks';

export type Escalation = Schemas['EscalationView'];
export const boards = ['escalated', 'watched', 'overdue'] as const;
export type Board = (typeof boards)[number];

export function useEscalationsOf(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/escalations', { params: { path: { id } } });
}

export function useBoard(view: Board, level: number | undefined) {
  return api.useInfiniteQuery('get', '/api/v1/escalations', { params: { query: { view, limit: 50, ...(level === undefined ? {} : { level }) } } }, {
    pageParamName: 'after',
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useBoardCounts() {
  return api.useQuery('get', '/api/v1/escalations/counts');
}

export function useEscalationCommands(id: string) {
  const act = useAct();
  return {
    escalate: (body: Schemas['NewEscalation']) => act(http.POST('/api/v1/cases/{id}/escalations', { params: { path: { id } }, body })),
    watch: (body: Schemas['NewWatch']) => act(http.POST('/api/v1/cases/{id}/watch', { params: { path: { id } }, body })),
    take: (eid: string) => act(http.POST('/api/v1/cases/{id}/escalations/{eid}/take', { params: { path: { id, eid } }, body: {} })),
    settle: (eid: string, answer: string) => act(http.POST('/api/v1/cases/{id}/escalations/{eid}/settle', { params: { path: { id, eid } }, body: { answer } })),
  };
}
