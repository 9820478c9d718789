import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { toMinute } from '@/kit/when';
import { newsKey, newsTime } from './news-rules';

export type NewsItem = Schemas['NewsItem'];
const query = api.queryOptions('get', '/api/v1/news');
/** Milliseconds after which news are asked for again: what waits for days may wait a minute. */
const again = 60_000;

/** What I am told of beside my cases. */
export function useNews() {
  return api.useQuery('get', '/api/v1/news', undefined, { refetchInterval: again });
}

export function useSeeingNews(): (until: string) => void {
  const cache = useQueryClient();
  const see = api.useMutation('post', '/api/v1/news/seen', { onSuccess: (fresh) => cache.setQueryData(query.queryKey, fresh) });
  return (until) => see.mutate({ body: { until } });
}

export function NewsSentence({ of: it }: { of: NewsItem }) {
  const { t, i18n } = useTranslation('app');
  const { person } = useSession();
  const { title, count = 0 } = it.body;
  const name = title?.[i18n.language === 'en' ? 'en' : 'zh'] ?? '';
  return t(`news.${newsKey(it, person.id)}`, { actor: it.actor_name ?? '', person: it.person_name ?? '', title: name, at: newsTime(it, toMinute), count: count ?? 0 });
}
