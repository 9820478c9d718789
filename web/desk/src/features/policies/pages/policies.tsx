import { Link, useNavigate } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { When } from '@/kit/when';
import { useSaid } from '../parts/said';

/** The policies in force, and those that wait for their day. */
export function PoliciesPage() {
  const { t } = useTranslation('policies');
  const navigate = useNavigate();
  const said = useSaid();
  const reading = api.useQuery('get', '/api/v1/policies');
  const rows = reading.data?.items.map((row) => ({ ...row, id: `${row.policy} ${row.scope}` }));
  return (
    <Page title={t('title')} note={t('note')}>
      <DataTable
        rows={rows}
        error={reading.error}
        retry={() => void reading.refetch()}
        empty={<Empty what={t('none')} how={t('noneHow')} />}
        onOpen={({ kind, version }) => void navigate({ to: '/policies/$kind', params: { kind }, search: { version } as never })}
        scroll={{ x: 720 }}
        columns={[
          { title: t('field.title'), render: (_, row) => <Link to="/policies/$kind" params={{ kind: row.kind }} search={{ version: row.version } as never}>{said(row.title)}</Link> },
          { title: t('field.kind'), width: 160, render: (_, row) => said(row.kind_title) },
          { title: t('field.version'), width: 80, align: 'end', dataIndex: 'version' },
          { title: t('field.scope'), width: 130, render: (_, row) => t(`scope.${row.scope}`, { defaultValue: row.scope }) },
          { title: t('field.from'), width: 120, render: (_, row) => <When at={row.effective_from} /> },
          { title: t('field.status'), width: 100, render: (_, row) => <Tag>{t(`status.${row.status}`, { defaultValue: row.status })}</Tag> },
        ]}
      />
    </Page>
  );
}
