import { useQueryClient } from '@tanstack/react-query';
import { changeLanguage } from '@/i18n';
import type { Language } from '@/i18n/language';
import { http } from './client';
import { sessionQuery, useSession } from './session';
import type { Session } from './types';

/** Changes the language here and on the signed-in person's record, so that it is theirs on every computer. */
export function useOwnLanguage(): (language: Language) => Promise<void> {
  const { person } = useSession();
  const cache = useQueryClient();
  return async (language) => {
    await changeLanguage(language);
    const params = { path: { id: person.id } };
    const { data } = await http.GET('/api/v1/people/{id}', { params });
    // Where the record cannot be changed, the choice still holds on this computer.
    if (!data || data.locale === language) return;
    await http.PATCH('/api/v1/people/{id}', { params, body: { version: data.version, locale: language } });
    cache.setQueryData<Session>(sessionQuery.queryKey, (old) => old && { ...old, person: { ...old.person, locale: language } });
  };
}
