import { useTranslation } from 'react-i18next';
import { compared, useBook, useWords, wordIn } from '@/kit/book';
import { yuan } from '@/kit/figures';
import { useNames } from '@/kit/names';

/** Says an answer as people read it, by the field's type. */
export function useAnswerText(): (id: string, value: unknown) => string {
  const { t, i18n } = useTranslation('cases');
  const { fields } = useBook();
  const known = useNames();
  return (id, value) => {
    const field = fields.find((one) => one.id === id);
    if (value === null || value === undefined) return '';
    if (field?.is === 'yes_no') return t(value === true || value === 'true' ? 'kit:yes' : 'kit:no');
    if (field?.is === 'money' && typeof value === 'number') return yuan(value);
    if (field?.is === 'person') return known(value) ?? '';
    return compared(value).map((one) => wordIn(field?.choices ?? [], one, i18n.language)).join(t('case.and'));
  };
}

/** The names of fields that a list can show as columns. */
export function useColumnChoices(): { value: string; label: string }[] {
  const { fields } = useBook();
  const { say } = useWords();
  return fields.filter(({ is }) => is !== 'file').map(({ id }) => ({ value: id, label: say('fields', id) }));
}
