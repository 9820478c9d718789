import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { useTalkEvents } from '@/api/talk-context';
import type { Schemas } from '@/api/types';

export type OpenAlert = Schemas['Alert'];
const init = { params: { query: { settled: false, limit: 20 } } };

/** What goes wrong on the floor right now, for those who answer for it; pushed. */
export function useOpenAlerts(): OpenAlert[] {
  const cache = useQueryClient();
  useTalkEvents(({ type }) => type === 'board' && void cache.invalidateQueries({ queryKey: api.queryOptions('get', '/api/v1/alerts', init).queryKey }));
  return api.useQuery('get', '/api/v1/alerts', init, { enabled: useMay()('conversations.supervise'), staleTime: Infinity }).data?.items ?? [];
}

export function AlertSentence({ of: { kind } }: { of: OpenAlert }) {
  const { t } = useTranslation('live');
  return <>{t(`kind.${kind}`)}</>;
}
