import { useTranslation } from 'react-i18next';
import { wordIn, type Entry } from '@/kit/book';

/** The words of a policy's list, and its choices. */
export function useEntries(entries: Entry[] | undefined) {
  const { i18n } = useTranslation();
  const say = (id: string | null | undefined) => wordIn(entries ?? [], id, i18n.language);
  return { say, choices: (entries ?? []).map(({ id }) => ({ value: id, label: say(id) })) };
}

export type ApprovalsPolicy = { subjects: (Entry & { act: string })[]; compensations: Entry[] };
