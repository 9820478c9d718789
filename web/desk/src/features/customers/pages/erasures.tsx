import { Link } from '@tanstack/react-router';
import { Button, Popconfirm, Segmented, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { useCustomerWords, useFresh } from '../hooks';
import { Tabs } from '../parts/tabs';

type Erasure = Schemas['Erasure'];
const states = ['asked', 'proposed', 'going', 'done', 'refused', 'taken_back'] as const;
const parse = (raw: Raw) => ({ state: oneOf(raw, 'state', states) });

/** What somebody asked for and another decides about. */
export function ErasuresPage() {
  const { t } = useTranslation('customers');
  const [{ state = 'asked' }, set] = useUrlState(parse);
  const onSuccess = useFresh();
  const decide = api.useMutation('post', '/api/v1/customers/erasures/{id}/decide', { onSuccess });
  const reading = api.useInfiniteQuery('get', '/api/v1/customers/erasures', { params: { query: { state, limit: 50 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const say = (id: string, approve: boolean) => decide.mutate({ params: { path: { id } }, body: { approve } });
  return (
    <Page title={t('erasure.title')} note={t('erasure.note')}>
      <Tabs />
      <Segmented aria-label={t('erasure.states.name')} value={state} onChange={(value) => set({ state: value === 'asked' ? undefined : value })} options={states.map((value) => ({ value, label: t(`erasure.states.${value}`) }))} className={css.segment ?? ''} />
      <ProblemBox error={decide.error} />
      <DataTable<Erasure>
        rows={reading.data?.pages.flatMap(({ items }) => items)}
        error={reading.error}
        retry={() => void reading.refetch()}
        columns={useColumns(say)}
        empty={<Empty what={t('erasure.none')} how={t('erasure.noneHow')} />}
        more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
        scroll={{ x: 760 }}
      />
    </Page>
  );
}

function useColumns(say: (id: string, approve: boolean) => void): NonNullable<TableProps<Erasure>['columns']> {
  const { t } = useTranslation('customers');
  const words = useCustomerWords();
  return [
    { title: t('erasure.customer'), width: 150, render: (_, { customer, name }) => <Link to="/customers/$customerId" params={{ customerId: customer }}>{name}</Link> },
    { title: t('erasure.why'), render: (_, { reason }) => words.say('reasons', reason) },
    { title: t('erasure.by'), width: 110, render: (_, { asked_by: by }) => by?.name ?? t('erasure.system') },
    { title: t('erasure.asked'), width: 110, align: 'end', render: (_, { asked_at: at }) => <When at={at} /> },
    { title: t('erasure.state'), width: 240, render: (_, it) => <Ways it={it} say={say} /> },
  ];
}

function Ways({ it, say }: { it: Erasure; say: (id: string, approve: boolean) => void }) {
  const { t } = useTranslation('customers');
  if (it.state === 'proposed') return <Link to="/customers/$customerId" params={{ customerId: it.customer }} search={{ do: 'erase' } as never}>{t('erasure.open')}</Link>;
  if (it.state !== 'asked') return <>{t(`erasure.states.${it.state}`)} <When at={it.done_at ?? it.decided_at} /></>;
  if (it.mine) return <Button size="small" onClick={() => say(it.id, false)}>{t('erasure.takeBack')}</Button>;
  return (
    <span className={css.acts}>
      <Popconfirm title={t('erasure.sure')} okText={t('erasure.approve')} cancelText={t('kit:cancel')} onConfirm={() => say(it.id, true)}>
        <Button size="small" danger disabled={!it.can_decide} title={it.can_decide ? undefined : t('erasure.own')}>{t('erasure.approve')}</Button>
      </Popconfirm>
      <Button size="small" disabled={!it.can_decide} onClick={() => say(it.id, false)}>{t('erasure.refuse')}</Button>
    </span>
  );
}
