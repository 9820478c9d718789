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
    for (const path of ['/api/v1/people', '/api/v1/people/{id}', '/api/v1/units', '/api/v1/backups']) void cache.invalidateQueries({ queryKey: ['get', path] });
  };
}

/** A text of policy in the language of the screen. */
export function useSpoken(): (text: { zh: string; en: string } | undefined) => string | undefined {
  const { i18n } = useTranslation();
  return (text) => text?.[i18n.language === 'en' ? 'en' : 'zh'];
}

/** What people call a right. */
export function useRightNames(): (right: string) => string {
  const { t } = useTranslation('people');
  return (right) => t(`right.${right.replace('.', '_')}`, { defaultValue: right });
}

export function useAbsences(person: string) {
  return api.useQuery('get', '/api/v1/absences', { params: { query: { person } } });
}

/** After a change of who is away, who stands in or what is lent, what is shown of it is asked for anew. */
export function useRenewBackups(): () => void {
  const cache = useQueryClient();
  return () => {
    for (const path of ['/api/v1/absences', '/api/v1/backups', '/api/v1/posts', '/api/v1/delegations', '/api/v1/session']) void cache.invalidateQueries({ queryKey: ['get', path] });
  };
}

/** After a review of access the report is asked for anew. */
export function useRenewReviews(): () => void {
  const cache = useQueryClient();
  return () => {
    for (const path of ['/api/v1/people-access', '/api/v1/people-access/rounds']) void cache.invalidateQueries({ queryKey: ['get', path] });
  };
}

export function useRenewCertificates(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/certificates'] });
}

export function useRenewProviders(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/identity-providers'] });
}
