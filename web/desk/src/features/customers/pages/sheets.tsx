import { Link, useNavigate } from '@tanstack/react-router';
import { Tag, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { count } from '@/kit/figures';
import { FileDrop } from '@/kit/file-drop';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { When } from '@/kit/when';
import { Tabs } from '../parts/tabs';

type Sheet = Schemas['CustomerSheet'];

/** Tables of customers: a new one is dropped here, the earlier ones are listed. */
export function SheetsPage() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const reading = api.useInfiniteQuery('get', '/api/v1/customers/sheets', { params: { query: { limit: 50 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  return (
    <Page title={t('sheet.title')} note={t('sheet.note')}>
      <Tabs />
      <FileDrop<Sheet>
        to="/api/v1/customers/sheets"
        accept=".csv,.tsv,.xlsx"
        says={t('sheet.drop')}
        how={t('sheet.dropHow')}
        sending={t('sheet.sending')}
        onMade={({ id }) => navigate({ to: '/customers/sheets/$sheetId', params: { sheetId: id } })}
      />
      <DataTable<Sheet>
        rows={reading.data?.pages.flatMap(({ items }) => items)}
        error={reading.error}
        retry={() => void reading.refetch()}
        columns={useColumns()}
        empty={<Empty what={t('sheet.none')} how={t('sheet.noneHow')} />}
        onOpen={({ id }) => void navigate({ to: '/customers/sheets/$sheetId', params: { sheetId: id } })}
        more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
        scroll={{ x: 620 }}
      />
    </Page>
  );
}

function useColumns(): NonNullable<TableProps<Sheet>['columns']> {
  const { t } = useTranslation('customers');
  return [
    { title: t('sheet.file'), render: (_, { id, name }) => <Link to="/customers/sheets/$sheetId" params={{ sheetId: id }}>{name}</Link> },
    { title: t('sheet.state'), width: 110, render: (_, { state }) => <Tag>{t(`sheet.states.${state}`)}</Tag> },
    { title: t('sheet.rows'), width: 90, align: 'end', render: (_, { rows }) => count(rows) },
    { title: t('sheet.bad'), width: 90, align: 'end', render: (_, { bad }) => count(bad) },
    { title: t('sheet.added'), width: 90, align: 'end', render: (_, { added }) => count(added) },
    { title: t('sheet.at'), width: 110, align: 'end', render: (_, { at }) => <When at={at} /> },
  ];
}
