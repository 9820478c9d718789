import { App, Button, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { When, toMinute } from '@/kit/when';
import css from '../people.module.css';
import { Chip } from './chip';
import { device } from '../rules';

type Open = Schemas['OpenSession'];

/** Where somebody is signed in; each can be ended. */
export function SessionSection({ person }: { person: string }) {
  const { t } = useTranslation('people');
  const sessions = api.useQuery('get', '/api/v1/sessions', { params: { query: { person } } });
  return (
    <Section title={t('session.title')}>
      <Loaded of={sessions} rows={2}>
        {(items) => (items.length === 0 ? <Empty what={t('session.none')} /> : <ul className={css.lines}>{items.map((it) => <Line key={it.id} it={it} />)}</ul>)}
      </Loaded>
    </Section>
  );
}

function Line({ it }: { it: Open }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const cache = useQueryClient();
  const end = api.useMutation('delete', '/api/v1/sessions/{id}', {
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/sessions'] }),
    onError: (problem) => void message.error(problem.title),
  });
  const name = device(it.agent) ?? t('session.unknown');
  return (
    <li>
      <b title={it.agent}>{name}</b>
      {it.current && <Chip tone="ok">{t('session.here')}</Chip>}
      <span>{it.address}</span>
      <span>{it.provider ? t('session.by', { name: it.provider }) : t('session.byPassword')}</span>
      <span>{t('session.since', { at: toMinute(it.created_at) })}</span>
      <span className={css.reason}>{t('session.seen')} <When at={it.seen_at} /></span>
      <Button size="small" disabled={it.current} title={it.current ? t('session.notHere') : undefined} aria-label={t('session.endOf', { name })} loading={end.isPending} onClick={() => end.mutate({ params: { path: { id: it.id } } })}>{t('session.end')}</Button>
    </li>
  );
}

/** Somebody's second factor, for those who may take it away. */
export function ResetSecondFactor({ person, name }: { person: string; name: string }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const reset = api.useMutation('delete', '/api/v1/people/{id}/second-factor', {
    onSuccess: () => void message.info(t('second.done', { name })),
    onError: (problem) => void message.error(problem.title),
  });
  return (
    <Section title={t('second.title')}>
      <p>{t('second.note')}</p>
      <Popconfirm title={t('second.sure', { name })} okText={t('second.reset')} onConfirm={() => reset.mutate({ params: { path: { id: person } } })}>
        <Button danger loading={reset.isPending}>{t('second.reset')}</Button>
      </Popconfirm>
    </Section>
  );
}
