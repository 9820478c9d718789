import type { Schemas } from '@/api/types';

type Site = Schemas['Site'];

/** A chat window's settings as they are typed: one origin a line, each language in a field of its own. */
export type SiteValues = { origins: string; colour: string; titleZh: string; titleEn: string; greetingZh: string; greetingEn: string };

export function fromSite(it: Site | undefined): SiteValues {
  return {
    origins: it?.origins.join('\n') ?? '',
    colour: it?.colour ?? '#1677ff',
    titleZh: it?.title.zh ?? '在线客服',
    titleEn: it?.title.en ?? 'Chat with us',
    greetingZh: it?.greeting.zh ?? '您好，请问有什么可以帮您？',
    greetingEn: it?.greeting.en ?? 'Hello, how can we help?',
  };
}

/** What was typed, as settings. Topics stay as they are: they are kept with the queues that name them. */
export function toSite(typed: SiteValues, before: Site | undefined): Site {
  const origins = typed.origins.split(/\s+/u).map((it) => it.replace(/\/+$/u, '')).filter(Boolean);
  return {
    origins,
    colour: typed.colour,
    title: { zh: typed.titleZh.trim(), en: typed.titleEn.trim() },
    greeting: { zh: typed.greetingZh.trim(), en: typed.greetingEn.trim() },
    topics: before?.topics ?? [],
  };
}
