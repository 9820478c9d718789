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
import css from '../imports.module.css';

type Import = Schemas['Import'];

/** Files of other systems: a new one is dropped here, the earlier ones are listed. */
export function ImportsPage() {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const reading = api.useQuery('get', '/api/v1/imports');
  return (
    <Page title={t('title')} note={t('note')}>
      <FileDrop<Import>
        to="/api/v1/imports"
        accept=".csv,.tsv,.xlsx,.xes,.gz,.zst"
        says={t('drop')}
        how={t('dropHow')}
        sending={t('sending')}
        onMade={({ id }) => navigate({ to: '/imports/$importId', params: { importId: id } })}
      />
      <DataTable<Import>
        rows={reading.data?.items}
        error={reading.error}
        retry={() => void reading.refetch()}
        columns={useColumns()}
        empty={<Empty what={t('none')} how={t('noneHow')} />}
        onOpen={({ id }) => void navigate({ to: '/imports/$importId', params: { importId: id } })}
        scroll={{ x: 720 }}
      />
    </Page>
  );
}

function useColumns(): NonNullable<TableProps<Import>['columns']> {
  const { t } = useTranslation('imports');
  return [
    { title: t('field.name'), render: (_, { id, name }) => <Link to="/imports/$importId" params={{ importId: id }}>{name}</Link> },
    { title: t('field.state'), width: 110, render: (_, { state, dry_run: trial }) => <Tag>{t(`state.${state === 'done' && trial ? 'tried' : state}`, { defaultValue: state })}</Tag> },
    { title: t('field.rows'), width: 90, align: 'end', render: (_, { rows }) => count(rows) },
    { title: t('field.cases'), width: 90, align: 'end', render: (_, { cases }) => count(cases) },
    { title: t('field.events'), width: 90, align: 'end', render: (_, { events }) => count(events) },
    { title: t('field.bad'), width: 90, align: 'end', render: (_, { bad }) => <span className={bad > 0 ? css.hot : ''}>{count(bad)}</span> },
    { title: t('field.started'), width: 110, align: 'end', render: (_, { started_at: at }) => <When at={at} /> },
  ];
}
