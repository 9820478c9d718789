export type Language = 'zh-CN' | 'en';
export const languages: Language[] = ['zh-CN', 'en'];

const place = 'hearth.language';

/** The chosen language, else the browser's, else Chinese. */
export function chosenLanguage(stored: string | null, wanted: readonly string[]): Language {
  if (stored === 'zh-CN' || stored === 'en') return stored;
  const first = wanted.find((tag) => /^(zh|en)\b/i.test(tag));
  return first && /^en/i.test(first) ? 'en' : 'zh-CN';
}

const stored = () => globalThis.localStorage?.getItem(place) ?? null;

let current: Language = chosenLanguage(stored(), globalThis.navigator?.languages ?? []);

export function currentLanguage(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  current = language;
}

/** Whether somebody chose a language on this computer and has not signed out since. */
export function languageIsChosen(): boolean {
  return stored() !== null;
}

export function rememberLanguage(language: Language): void {
  globalThis.localStorage?.setItem(place, language);
}

/** On signing out, so that the next person begins with their own. */
export function forgetLanguage(): void {
  globalThis.localStorage?.removeItem(place);
}
