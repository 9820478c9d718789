import { BellOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Popover } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useLiveEvents } from '@/api/live-context';
import { renew } from '@/api/renew';
import { useMay, useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { Empty, Loaded } from '@/kit/load';
import { When } from '@/kit/when';
import { AlertSentence, useOpenAlerts, type OpenAlert } from './alerts';
import { NewsSentence, useNews, useSeeingNews, type NewsItem } from './news';
import { newsAddress } from './news-rules';
import { mayConcern, noticeWords } from './notice-rules';
import css from './notices.module.css';

type Notice = Schemas['Notice'];
const query = api.queryOptions('get', '/api/v1/notices');
/** Milliseconds that what may concern somebody waits for more of its sort. */
const together = 5000;

/** The bell: what concerns me on my open cases and beside them, and how much of it I have not seen. Closing the list means it was seen. */
export function Notices() {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState(false);
  const [reading, news, alerts] = [useNotices(), useNews(), useOpenAlerts()];
  const unseen = (reading.data?.items ?? []).filter((one) => one.unseen);
  const unseenNews = (news.data?.items ?? []).filter((one) => one.unseen);
  const count = unseen.length + unseenNews.length + alerts.filter((one) => !one.acknowledged_at).length;
  const [see, seeNews] = [useSeeing(), useSeeingNews()];
  const show = (next: boolean) => {
    setOpen(next);
    if (!next && unseen[0]) see(unseen[0].at);
    if (!next && unseenNews[0]) seeNews(unseenNews[0].at);
  };
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={show}
        title={t('notices.name')}
        content={<div className={css.box}><Loaded of={news}>{(it) => <List items={reading.data?.items ?? []} news={it.items} alerts={alerts} onGo={() => show(false)} />}</Loaded></div>}
      >
        <Button type="text" aria-label={t('notices.open', { count })} icon={<Badge count={count} size="small" color="#b42318" overflowCount={49}><BellOutlined style={{ fontSize: 16, color: 'var(--ink)' }} /></Badge>} />
      </Popover>
      <span role="status" className="visually-hidden">{unseen[0] ? <Sentence of={unseen[0]} /> : unseenNews[0] && <NewsSentence of={unseenNews[0]} />}</span>
    </>
  );
}

function useNotices() {
  const cache = useQueryClient();
  const { person } = useSession();
  const may = useMay();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const readAnew = () => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    void renew(cache, { queryKey: query.queryKey });
  };
  useLiveEvents((event) => {
    const how = mayConcern(event, person.id);
    if (how === 'named') readAnew();
    // Much happens to cases, and little of it to those one received first: looked up together.
    else if (how === 'perhaps') waiting.current ??= setTimeout(readAnew, together);
  });
  return api.useQuery('get', '/api/v1/notices', undefined, { enabled: may('cases.read') });
}

function useSeeing(): (until: string) => void {
  const cache = useQueryClient();
  const see = api.useMutation('post', '/api/v1/notices/seen', { onSuccess: (fresh) => cache.setQueryData(query.queryKey, fresh) });
  return (until) => see.mutate({ body: { until } });
}

type ListProps = { items: Notice[]; news: NewsItem[]; alerts: OpenAlert[]; onGo: () => void };

/** Both sorts in one list, the newest first. */
function List({ items, news, alerts, onGo }: ListProps) {
  const { t } = useTranslation('app');
  const rows = [
    ...items.map((one) => ({ at: one.at, key: one.cursor, row: <Row of={one} to={{ to: `/cases/${one.case_id}` }} onGo={onGo} sentence={<Sentence of={one} />} about={`${one.number} ${one.subject}`} /> })),
    ...news.map((one) => ({ at: one.at, key: `${one.at} ${one.about}`, row: <Row of={one} to={newsAddress(one)} onGo={onGo} sentence={<NewsSentence of={one} />} about={one.body.reason ?? ''} /> })),
    ...alerts.map((one) => ({ at: one.raised_at, key: one.id, row: <Row of={{ at: one.raised_at, unseen: !one.acknowledged_at }} to={{ to: '/live' }} onGo={onGo} sentence={<AlertSentence of={one} />} about={one.conversation?.name ?? ''} /> })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  if (rows.length === 0) return <Empty what={t('notices.none')} how={t('notices.noneHow')} />;
  return <ul className={css.list}>{rows.map(({ key, row }) => <li key={key}>{row}</li>)}</ul>;
}

type RowProps = { of: { at: string; unseen: boolean }; to: ReturnType<typeof newsAddress>; onGo: () => void; sentence: ReactNode; about: string };

function Row({ of: { at, unseen }, to, onGo, sentence, about }: RowProps) {
  const { t } = useTranslation('app');
  return (
    <Link to={to.to} search={to.search as never} onClick={onGo} className={`${css.row} ${unseen ? css.unseen : ''}`}>
      <span className={css.line}><span>{sentence}</span><When at={at} /></span>
      {about && <span className={css.case} title={about}>{about}</span>}
      {unseen && <span className="visually-hidden">{t('notices.unseen')}</span>}
    </Link>
  );
}

function Sentence({ of }: { of: Notice }) {
  const { t } = useTranslation(['app', 'cases']);
  const { key, target, ...values } = noticeWords(of);
  return t(`app:notices.${key}`, { ...values, target: t(`cases:${target}`) });
}
