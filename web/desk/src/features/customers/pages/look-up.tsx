import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, type TableProps } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { text, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { Export } from '../parts/export';
import { NewCustomer } from '../parts/new-customer';
import { Tabs } from '../parts/tabs';
import { asQuery } from '../rules';

const parse = (raw: Raw) => ({ q: text(raw, 'q'), do: text(raw, 'do') });

/** Finding a customer by any identity or by name. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const may = useMay();
  const [{ q = '', do: doing }, set] = useUrlState(parse);
  const asked = asQuery(useDeferredValue(q));
  const reading = api.useInfiniteQuery('get', '/api/v1/customers', { params: { query: { ...asked, limit: 50 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const add = (
    <>
      {may('customers.export') && <Button onClick={() => set({ do: 'export' })}>{t('export.do')}</Button>}
      {may('customers.edit') && <Button type="primary" icon={<PlusOutlined />} onClick={() => set({ do: 'new' })}>{t('new.title')}</Button>}
    </>
  );
  return (
    <Page title={t('title')} extra={add}>
      <Tabs />
      <div className={css.look}>
        <Input.Search autoFocus allowClear size="large" aria-label={t('find')} placeholder={t('find')} defaultValue={q} onChange={(event) => set({ q: event.target.value })} autoComplete="off" />
      </div>
      <DataTable<Customer>
        rows={reading.data?.pages.flatMap(({ items }) => items)}
        error={reading.error}
        retry={() => void reading.refetch()}
        columns={useColumns()}
        onOpen={({ id }) => void navigate({ to: '/customers/$customerId', params: { customerId: id } })}
        empty={<Empty what={t(asked ? 'none' : 'start')} how={t('noneHow')} />}
        more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
        scroll={{ x: 620 }}
      />
      {doing === 'export' && <Export q={q} onClose={() => set({ do: undefined })} />}
      {doing === 'new' && <NewCustomer typed={q} onClose={() => set({ do: undefined })} />}
    </Page>
  );
}

function useColumns(): NonNullable<TableProps<Customer>['columns']> {
  const { t } = useTranslation('customers');
  return [
    { title: t('field.name'), width: 140, render: (_, { id, name }) => <Link to="/customers/$customerId" params={{ customerId: id }}>{name}</Link> },
    { title: t('field.identities'), render: (_, { identities }) => <span className={css.cut}>{identities.map(({ masked }) => masked).join(' · ')}</span> },
    { title: t('field.tier'), width: 90, render: (_, { tier }) => tier && t(`tier.${tier}`, { defaultValue: tier }) },
    { title: t('field.openCases'), width: 90, align: 'end', render: (_, { open_cases: open }) => count(open) },
    { title: t('field.created'), width: 110, align: 'end', render: (_, { created_at: at }) => <When at={at} /> },
  ];
}
