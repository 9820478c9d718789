import type { ConfigProviderProps } from 'antd';
import dayjs from 'dayjs';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { currentLanguage, languageIsChosen, rememberLanguage, setLanguage, type Language } from './language';
import { thinSpaces } from './thin';

const i18next = createInstance();
const loaders = { 'zh-CN': () => import('./zh'), en: () => import('./en') };
const kitLocales: Partial<Record<Language, ConfigProviderProps['locale']>> = {};

async function load(language: Language): Promise<void> {
  const { texts, kit, dates } = await loaders[language]();
  for (const [namespace, tree] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, tree);
  kitLocales[language] = kit;
  dayjs.locale(dates);
  document.documentElement.lang = language;
}

/** Only the language in use is fetched; all its texts come in one file. */
export async function startTexts(): Promise<void> {
  await i18next
    .use({ type: 'postProcessor', name: 'thin', process: (value: string) => thinSpaces(value) })
    .use(initReactI18next)
    .init({
      lng: currentLanguage(),
      fallbackLng: false,
      defaultNS: 'kit',
      postProcess: ['thin'],
      interpolation: { escapeValue: false },
      resources: {},
      react: { useSuspense: false },
    });
  await load(currentLanguage());
}

async function speak(language: Language): Promise<void> {
  if (language === i18next.language) return;
  setLanguage(language);
  await load(language);
  await i18next.changeLanguage(language);
}

/** Somebody chose a language: it stays on this computer until they sign out. */
export async function changeLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await speak(language);
}

/** The language on a person's record; one that was chosen on this computer goes before it. */
export async function followLanguage(language: Language): Promise<void> {
  if (!languageIsChosen()) await speak(language);
}

export function kitLocale(language: string): ConfigProviderProps['locale'] {
  return kitLocales[language as Language];
}
