import { api } from '@/api/client';

/** Names of colleagues and units for ids that come alone, as in events. */
export function useNames(): (id: unknown) => string | undefined {
  const options = { staleTime: 300_000 };
  const people = api.useQuery('get', '/api/v1/people', { params: { query: { limit: 200 } } }, options);
  const units = api.useQuery('get', '/api/v1/units', undefined, options);
  const names = new Map<unknown, string>();
  for (const { id, name } of [...(people.data?.items ?? []), ...(units.data ?? [])]) names.set(id, name);
  return (id) => names.get(id);
}
