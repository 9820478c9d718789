import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads again what has become old. A first reading that is still under way may have been answered before the change,
 * and the cache would take it for the new one: it is waited for, and asked for once more.
 */
export async function renew(cache: QueryClient, filters: QueryFilters): Promise<void> {
  const begun = cache.getQueryCache().findAll(filters).filter(({ state }) => state.data === undefined && state.fetchStatus === 'fetching');
  const again = begun.map((it) => it.fetch().catch(() => undefined).then(() => cache.invalidateQueries({ queryKey: it.queryKey, exact: true })));
  await Promise.all([cache.invalidateQueries(filters), ...again]);
}
