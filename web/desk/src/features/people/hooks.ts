import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';

export function usePeople(q: string, unit: string | undefined) {
  const query = { limit: 50, ...(q ? { q } : {}), ...(unit ? { unit } : {}) };
  return api.useInfiniteQuery('get', '/api/v1/people', { params: { query } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
}

export function useUnits() {
  return api.useQuery('get', '/api/v1/units');
}

export function useRoles() {
  const may = useMay();
  return api.useQuery('get', '/api/v1/roles', undefined, { staleTime: 600_000, enabled: may('people.read') });
}

/** What people call a role. */
export function useRoleNames(): (role: string) => string {
  const { i18n } = useTranslation();
  const roles = useRoles().data ?? [];
  return (role) => {
    const name = roles.find(({ id }) => id === role)?.name;
    return name ? name[i18n.language === 'en' ? 'en' : 'zh'] : role;
  };
}

/** After a change among people or units, what is shown of them is asked for anew. */
export function useRenew(): () => void {
  const cache = useQueryClient();
  return () => {
    for (const path of ['/api/v1/people', '/api/v1/people/{id}', '/api/v1/units']) void cache.invalidateQueries({ queryKey: ['get', path] });
  };
}
