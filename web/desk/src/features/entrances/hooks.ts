import { useQueryClient } from '@tanstack/react-query';

/** After a change among entrances, what is shown of them is asked for anew. */
export function useRenewEntrances(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/entrances'] });
}
