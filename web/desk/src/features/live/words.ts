import { useTranslation } from 'react-i18next';
import { sayDuration } from '@/kit/duration';
import { useNow } from '@/kit/now';
import { foundOf, since, type Alert } from './rules';

/** Times and alerts as people read them. */
export function useWordsOf() {
  const { t } = useTranslation(['live', 'kit']);
  const span = (ms: number) => sayDuration(ms, (key, values) => t(`kit:${key}`, values));
  const found = (it: Alert) => {
    const { name, value } = foundOf(it);
    return t(`live:found.${name}`, name === 'span' ? { span: span(value) } : { count: value });
  };
  return { span, found };
}

/** How long it has been, by the second. */
export function useSince(at: string | null | undefined): string {
  const { t } = useTranslation('kit');
  const { span } = useWordsOf();
  const ms = since(at, useNow(true));
  return ms === undefined ? t('none') : span(ms);
}
