import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { DueChip } from '@/kit/due-chip';
import css from './shell.module.css';

/** The promise to a customer that falls due first among mine; nothing where there is none. */
export function NextPromise() {
  const { t } = useTranslation('app');
  const may = useMay();
  const { data } = api.useQuery('get', '/api/v1/cases', {
    params: { query: { owner: 'me', status: 'open', waiting: 'promise', sort: 'due', limit: 20 } },
  }, { enabled: may('cases.work'), refetchInterval: 120_000 });
  const next = (data?.items ?? [])
    .filter((row) => row.promise_due_at)
    .toSorted((a, b) => (a.promise_due_at ?? '').localeCompare(b.promise_due_at ?? ''))[0];
  if (!next) return null;
  return (
    <Link to="/cases/$caseId" params={{ caseId: next.id }} className={css.promise ?? ''} title={next.subject}>
      {t('promise.next')}
      <DueChip due={next.promise_due_at} />
    </Link>
  );
}
