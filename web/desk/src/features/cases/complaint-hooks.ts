import { useQueryClient } from '@tanstack/react-query';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import type { Entry } from '@/kit/book';
import { renewCase } from './approval-hooks';
import { taken } from './hooks';

export type Complaint = Schemas['ComplaintView'];
export type ComplaintsPolicy = { kinds: string[]; causes: Entry[] };

export function useComplaint(id: string) {
  return api.useQuery('get', '/api/v1/cases/{id}/complaint', { params: { path: { id } } });
}

/** What can be written about a complaint. */
export function useComplaintCommands(id: string) {
  const cache = useQueryClient();
  const params = { path: { id } };
  const act = async <T>(answer: Promise<{ data?: T; error?: unknown }>) => {
    const fresh = await taken(answer);
    await renewCase(cache);
    return fresh;
  };
  return {
    record: (body: Schemas['ComplaintRecord']) => act(http.POST('/api/v1/cases/{id}/complaint/record', { params, body })),
    investigation: (body: Schemas['NewInvestigation']) => act(http.POST('/api/v1/cases/{id}/complaint/investigation', { params, body })),
    finding: (body: Schemas['ComplaintFinding']) => act(http.POST('/api/v1/cases/{id}/complaint/finding', { params, body })),
    analysis: (body: Schemas['Analysis']) => act(http.POST('/api/v1/cases/{id}/complaint/analysis', { params, body })),
    progress: (body: string) => act(http.POST('/api/v1/cases/{id}/reply', { params, body: { body } })),
  };
}
