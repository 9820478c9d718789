import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';

/** What people call a field: ours by our texts, those of the forms by policy. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  return (field) => t(`field.${field}`, { defaultValue: say('fields', field) });
}
