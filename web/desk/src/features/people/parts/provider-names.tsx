import { App, Button, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Section } from '@/kit/section';
import { When, toMinute } from '@/kit/when';
import css from '../people.module.css';

type Name = Schemas['ProviderName'];

/** The identity providers by which somebody signs in; nothing while there are none. */
export function ProviderNameSection({ person, own }: { person: string; own: boolean }) {
  const { t } = useTranslation('people');
  const { data } = api.useQuery('get', '/api/v1/people/{id}/providers', { params: { path: { id: person } } });
  if (!data || data.length === 0) return null;
  return <Section title={t('provider.title')}><ul className={css.lines}>{data.map((it) => <Line key={it.provider_id} it={it} person={person} own={own} />)}</ul></Section>;
}

function Line({ it, person, own }: { it: Name; person: string; own: boolean }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const cache = useQueryClient();
  const renew = () => ['/api/v1/people/{id}/providers', '/api/v1/sessions'].forEach((path) => void cache.invalidateQueries({ queryKey: ['get', path] }));
  const forget = api.useMutation('delete', '/api/v1/people/{id}/providers/{provider_id}', { onSuccess: renew, onError: (problem) => void message.error(problem.title) });
  const send = () => forget.mutate({ params: { path: { id: person, provider_id: it.provider_id } } });
  return (
    <li>
      <b>{it.provider_name}</b>
      <span>{t('provider.bound', { at: toMinute(it.bound_at) })}</span>
      <span className={css.reason}>{t('session.seen')} <When at={it.used_at} /></span>
      {!own && <Popconfirm title={t('provider.forgetSure', { name: it.provider_name })} okText={t('provider.forget')} onConfirm={send}><Button size="small" loading={forget.isPending}>{t('provider.forget')}</Button></Popconfirm>}
    </li>
  );
}
