import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import type { Entry } from '@/kit/book';
import { useAct } from './act-hooks';

export type Complaint = Schemas['ComplaintView'];
export type ComplaintsPolicy = { kinds: string[]; causes: Entry[] };

export function useComplaint(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/complaint', { params: { path: { id } } });
}

/** What can be written about a complaint. */
export function useComplaintCommands(id: string) {
  const params = { path: { id } };
  const act = useAct();
  return {
    record: (body: Schemas['ComplaintRecord']) => act(http.POST('/api/v1/cases/{id}/complaint/record', { params, body })),
    investigation: (body: Schemas['NewInvestigation']) => act(http.POST('/api/v1/cases/{id}/complaint/investigation', { params, body })),
    finding: (body: Schemas['ComplaintFinding']) => act(http.POST('/api/v1/cases/{id}/complaint/finding', { params, body })),
    analysis: (body: Schemas['Analysis']) => act(http.POST('/api/v1/cases/{id}/complaint/analysis', { params, body })),
    progress: (body: string) => act(http.POST('/api/v1/cases/{id}/reply', { params, body: { body } })),
  };
}
