import { useTranslation } from 'react-i18next';

/** A text of a document in the language shown. */
export function useSaid(): (words: { zh: string; en: string } | null | undefined) => string {
  const { i18n } = useTranslation();
  return (words) => (words ? words[i18n.language === 'en' ? 'en' : 'zh'] : '');
}
