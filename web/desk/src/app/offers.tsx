import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, http } from '@/api/client';
import type { TalkRow } from '@/api/conversations';
import { toProblem } from '@/api/problem';
import { useMay, useSession } from '@/api/session';
import { useTalkEvents } from '@/api/talk-context';
import { taken } from '@/api/taken';
import { callFor } from '@/kit/attention';
import { sayDuration } from '@/kit/duration';
import { useNow } from '@/kit/now';
import css from './presence.module.css';
import { offersQuery, setOffers } from './talk-stream';

/** Conversations offered to me, on whatever page I am: who it is, how long the offer stands, and the two answers. */
export function Offers() {
  const { t } = useTranslation(['app', 'conversations']);
  const may = useMay();
  const { person } = useSession();
  const { data } = useQuery({ ...offersQuery, staleTime: Infinity, enabled: may('conversations.work') });
  const offered = (data?.items ?? []).filter(({ state, offered_to: to }) => state === 'offered' && to?.id === person.id);
  useCalling();
  return (
    <div className={css.offers} role="region" aria-label={t('app:offer.name')}>
      <span role="status" className="visually-hidden">{offered[0] && t('app:offer.said', { name: offered[0].name || t('conversations:visitor') })}</span>
      {offered.map((row) => <Offer key={row.id} row={row} />)}
    </div>
  );
}

function Offer({ row }: { row: TalkRow }) {
  const { t } = useTranslation(['app', 'conversations', 'kit']);
  const { answer, busy } = useAnswer(row);
  const now = useNow(true);
  const left = row.offered_until ? Math.max(0, Date.parse(row.offered_until) - now) : undefined;
  return (
    <article className={css.offer} aria-label={t('app:offer.said', { name: row.name || t('conversations:visitor') })}>
      <div className={css.offerHead}>
        <b>{row.name || t('conversations:visitor')}</b>
        {row.tier && row.tier !== 'standard' && <span className={css.tier}>{t(`conversations:tier.${row.tier}`, { defaultValue: row.tier })}</span>}
        <span className={css.quiet}>{t(`conversations:medium.${row.medium}`)}</span>
        {left !== undefined && <span className={css.left}>{t('kit:due.left', { span: sayDuration(Math.ceil(left / 1000) * 1000, (key, values) => t(`kit:${key}`, values)) })}</span>}
      </div>
      <div className={css.said}>{row.last.text || row.subject || t('conversations:nothingSaid')}</div>
      <div className={css.offerActs}>
        <Button size="small" disabled={busy} onClick={() => void answer('decline')}>{t('conversations:act.decline')}</Button>
        <Button size="small" type="primary" loading={busy} onClick={() => void answer('accept')}>{t('conversations:act.accept')}</Button>
      </div>
    </article>
  );
}

function useAnswer({ id }: TalkRow) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { notification } = App.useApp();
  const accept = api.useMutation('post', '/api/v1/conversations/{id}/accept');
  const decline = () => taken(http.POST('/api/v1/conversations/{id}/decline', { params: { path: { id } }, body: {} }));
  const answer = async (how: 'accept' | 'decline') => {
    try {
      if (how === 'accept') await accept.mutateAsync({ params: { path: { id } }, body: {} });
      else await decline();
      if (how === 'accept') await navigate({ to: '/conversations/$talkId', params: { talkId: id } });
    } catch (thrown) {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    }
    setOffers(cache, (all) => all.filter((one) => one.id !== id));
    await cache.invalidateQueries({ predicate: ({ queryKey }) => /^\/api\/v1\/(conversations|presence)/.test(String(queryKey[1])) });
  };
  return { answer, busy: accept.isPending };
}

/** Calls for attention: a sound, the window's title, the browser's notice, each as its person wants it. */
function useCalling(): void {
  const { t } = useTranslation('app');
  const { person } = useSession();
  const navigate = useNavigate();
  const open = (id: string) => () => void navigate({ to: '/conversations/$talkId', params: { talkId: id } });
  useTalkEvents((event) => {
    if (event.type === 'offer') callFor('offer', t('offer.said', { name: event.row.name }), open(event.row.id));
    if (event.type !== 'row' || event.row.last.author !== 'customer' || event.row.agent?.id !== person.id || event.row.unread === 0) return;
    callFor('message', t('offer.message', { name: event.row.name }), open(event.row.id));
  });
}
