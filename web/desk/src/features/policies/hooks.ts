import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';

export type Row = Schemas['PolicyRow'];
export type Document = Schemas['PolicyDocument'];
export type Act = Schemas['PolicyAct'];

/** After a change everything that is shown of policies is asked for anew, words on other pages included. */
export function useRenew(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/polic') });
}

/** The form of a kind of document: what can be filled in, what it is called, what may be chosen. */
export function useForm(kind: Row['kind']) {
  return api.useQuery('get', '/api/v1/policies/{kind}/form', { params: { path: { kind } } }, { staleTime: 60_000 });
}

/** For whom a version holds, in words. */
export function useScope(): (row: Pick<Row, 'scope' | 'scope_name'>) => string {
  const { t } = useTranslation('policies');
  return ({ scope, scope_name: name }) => {
    const kind = scope.split(':')[0] ?? scope;
    return kind === 'organisation' ? t('scope.organisation') : t('scope.of', { kind: t(`scope.${kind}`), name: name ?? scope.slice(kind.length + 1) });
  };
}

export function useActOn({ kind, version, edition }: Row) {
  const renew = useRenew();
  const act = api.useMutation('post', '/api/v1/policies/{kind}/versions/{version}/acts', { onSuccess: renew });
  const send = (what: Act, reason?: string) => act.mutateAsync({ params: { path: { kind, version } }, body: { act: what, edition, ...(reason ? { reason } : {}) } });
  return { send, busy: act.isPending, error: act.error };
}
