export type Language = 'zh-CN' | 'en';
export const languages: Language[] = ['zh-CN', 'en'];

const place = 'hearth.language';

/** The chosen language, else the browser's, else Chinese. */
export function chosenLanguage(stored: string | null, wanted: readonly string[]): Language {
  if (stored === 'zh-CN' || stored === 'en') return stored;
  const first = wanted.find((tag) => /^(zh|en)\b/i.test(tag));
  return first && /^en/i.test(first) ? 'en' : 'zh-CN';
}

let current: Language = chosenLanguage(globalThis.localStorage?.getItem(place) ?? null, globalThis.navigator?.languages ?? []);

export function currentLanguage(): Language {
  return current;
}

export function rememberLanguage(language: Language): void {
  current = language;
  globalThis.localStorage?.setItem(place, language);
}
