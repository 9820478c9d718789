import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { ProblemBox } from '@/kit/problem';
import css from '../imports.module.css';
import { waysOf } from '../rules';

/** Stop a run, let it go on, or take away a file that brought nothing in. */
export function Ways({ it }: { it: Schemas['Import'] }) {
  const { t } = useTranslation('imports');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const fresh = () => cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/imports') });
  const stop = api.useMutation('post', '/api/v1/imports/{id}/stop', { onSuccess: fresh });
  const goOn = api.useMutation('post', '/api/v1/imports/{id}/start', { onSuccess: fresh });
  const discard = api.useMutation('delete', '/api/v1/imports/{id}', { onSuccess: () => navigate({ to: '/imports' }) });
  const ways = waysOf(it);
  const path = { path: { id: it.id } };
  return (
    <span className={css.foot}>
      <ProblemBox error={stop.error ?? goOn.error ?? discard.error} />
      {ways.stop && <Button loading={stop.isPending} onClick={() => stop.mutate({ params: path })}>{t('stop')}</Button>}
      {ways.goOn && it.guess && <Button type="primary" loading={goOn.isPending} onClick={() => goOn.mutate({ params: path, body: { mapping: it.guess as never } })}>{t('goOn')}</Button>}
      {ways.discard && (
        <Popconfirm title={t('discardSure')} okText={t('discard')} onConfirm={() => discard.mutate({ params: path })}>
          <Button danger loading={discard.isPending}>{t('discard')}</Button>
        </Popconfirm>
      )}
    </span>
  );
}
