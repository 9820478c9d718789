import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { wordOf } from './rules';

type List = Exclude<keyof Schemas['CustomerWords'], never>;

/** The words of policy about customers, in the language of the screen. */
export function useCustomerWords() {
  const { i18n } = useTranslation();
  const { data } = api.useQuery('get', '/api/v1/customers/words', {}, { staleTime: 300_000 });
  const english = i18n.language === 'en';
  return {
    say: (list: List, id: string) => wordOf(data?.[list], id, english),
    options: (list: List) => (data?.[list] ?? []).map(({ id, name }) => ({ value: id, label: english ? name.en : name.zh })),
  };
}

/** Everything shown about customers is asked for anew. */
export function useFresh() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ predicate: ({ queryKey }) => /^\/api\/v1\/(customers|cases)/.test(String(queryKey[1])) });
}
