import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { taken } from './hooks';

/** Readings that an act on a part of a case makes old. */
const parts = [
  '/api/v1/approvals', '/api/v1/follow-ups', '/api/v1/escalations', '/api/v1/escalations/counts', '/api/v1/questions', '/api/v1/joint', '/api/v1/cases/counts', '/api/v1/cases/{id}', '/api/v1/cases/{id}/timeline',
  ...['approvals', 'follow-ups', 'escalations', 'joint', 'urgings', 'merges', 'parts', 'complaint', 'application'].map((one) => `/api/v1/cases/{id}/${one}`),
];

export function renewCase(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => parts.includes(String(queryKey[1])) });
}

/** Takes the answer of an act on a part of a case; everything that shows the case is read anew. */
export function useAct() {
  const cache = useQueryClient();
  return async <T>(answer: Promise<{ data?: T; error?: unknown }>) => {
    const fresh = await taken(answer);
    await renewCase(cache);
    return fresh;
  };
}
