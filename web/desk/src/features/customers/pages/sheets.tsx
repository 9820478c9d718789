import { InboxOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Progress, Tag, Upload, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { upload } from '@/api/upload';
import { DataTable } from '@/kit/data-table';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { When } from '@/kit/when';
import css from '../customers.module.css';
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
      <Drop />
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

function Drop() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const send = async (file: File) => {
    setError(undefined);
    setShare(0);
    try {
      const made = await upload<Sheet>('/api/v1/customers/sheets', file, setShare);
      await navigate({ to: '/customers/sheets/$sheetId', params: { sheetId: made.id } });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setShare(undefined);
    }
  };
  const take = (file: File) => {
    void send(file);
    return Upload.LIST_IGNORE;
  };
  return (
    <>
      <ProblemBox error={error} />
      <Upload.Dragger accept=".csv,.tsv,.xlsx" showUploadList={false} disabled={share !== undefined} beforeUpload={take} className={css.drop ?? ''}>
        <InboxOutlined style={{ fontSize: 28, color: 'var(--ink-2)' }} aria-hidden />
        <div>{t('sheet.drop')}</div>
        <div className={css.small}>{t('sheet.dropHow')}</div>
        {share !== undefined && <Progress percent={Math.round(share * 100)} aria-label={t('sheet.sending')} />}
      </Upload.Dragger>
    </>
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
