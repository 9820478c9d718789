import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { wordIn, type Entry } from '@/kit/book';

/** What a policy in force says, as its own file does; undefined until it is there, or while there is none. */
export function usePolicy<T>(kind: Schemas['Kind']): T | undefined {
  const query = { scope: useSession().scope };
  const found = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind }, query } }, { staleTime: 600_000, retry: false });
  return found.data?.body as T | undefined;
}

/** The words of a policy's list, and its choices. */
export function useEntries(entries: Entry[] | undefined) {
  const { i18n } = useTranslation();
  const say = (id: string | null | undefined) => wordIn(entries ?? [], id, i18n.language);
  return { say, choices: (entries ?? []).map(({ id }) => ({ value: id, label: say(id) })) };
}

export type ApprovalsPolicy = { subjects: (Entry & { act: string })[]; compensations: Entry[] };
