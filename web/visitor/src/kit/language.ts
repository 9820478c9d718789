/** In which language a page speaks: what was chosen, else what the page says, else what the browser prefers. */

export type Lang = 'zh' | 'en';

/** The first language of a list that there is; Chinese when nothing is known. */
export function pick(wanted: readonly (string | null | undefined)[]): Lang {
  for (const it of wanted) {
    if (it?.toLowerCase().startsWith('zh')) return 'zh';
    if (it?.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh';
}

/** How the server calls it. */
export function tag(lang: Lang): 'zh-CN' | 'en' {
  return lang === 'zh' ? 'zh-CN' : 'en';
}

/** A moment as people read it: today the time, otherwise the day as well. */
export function moment(lang: Lang, at: string, now: Date = new Date()): string {
  const date = new Date(at);
  const today = date.toDateString() === now.toDateString();
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };
  const day: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric' };
  if (date.getFullYear() !== now.getFullYear()) day.year = 'numeric';
  return new Intl.DateTimeFormat(tag(lang), today ? time : { ...day, ...time }).format(date);
}

/** A day as people read it. */
export function day(lang: Lang, at: string): string {
  return new Intl.DateTimeFormat(tag(lang), { month: 'long', day: 'numeric', weekday: 'short' }).format(new Date(at));
}

/** A size as people read it. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** Puts values into the places of a sentence. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
