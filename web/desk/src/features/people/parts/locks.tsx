import { Alert, App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { toMinute } from '@/kit/when';
import css from '../people.module.css';

/** Sign-ins that wait because somebody guessed too often; nothing while there are none. */
export function Locks() {
  const { t } = useTranslation('people');
  const { data } = api.useQuery('get', '/api/v1/sign-in-locks', {}, { refetchInterval: 60_000 });
  if (!data || data.items.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('lock.title', { count: data.items.length })}
      description={<ul className={css.lines}>{data.items.map((it) => <Lock key={it.id} it={it} />)}</ul>}
    />
  );
}

function Lock({ it }: { it: Schemas['SignInLock'] }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const cache = useQueryClient();
  const unlock = api.useMutation('delete', '/api/v1/sign-in-locks/{id}', {
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/sign-in-locks'] }),
    onError: (problem) => void message.error(problem.title),
  });
  const name = it.person_name ?? t('lock.unknown');
  return (
    <li>
      <b>{name}</b>
      <span>{it.address}</span>
      <span className={css.reason}>{t('lock.until', { at: toMinute(it.locked_until), count: it.failures })}</span>
      <Button size="small" aria-label={t('lock.openOf', { name })} loading={unlock.isPending} onClick={() => unlock.mutate({ params: { path: { id: it.id } } })}>{t('lock.open')}</Button>
    </li>
  );
}
