import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useWords } from '@/kit/book';
import { DueChip } from '@/kit/due-chip';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import css from '../customers.module.css';

/** All cases of the customer, the newest first. */
export function CustomerCases({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { say } = useWords();
  const reading = api.useQuery('get', '/api/v1/cases', { params: { query: { customer: id, status: 'all', sort: '-opened', limit: 20 } } });
  return (
    <Section title={t('cases')} flush>
      <Loaded of={reading} rows={3}>
        {({ items }) => (items.length === 0 ? <Empty what={t('noCases')} /> : (
          <Table
            rowKey="id"
            size="small"
            pagination={false}
            tableLayout="fixed"
            scroll={{ x: 560 }}
            dataSource={items}
            columns={[
              { title: t('case.number'), dataIndex: 'number', width: 130, render: (number: string, row) => <Link to="/cases/$caseId" params={{ caseId: row.id }}>{number}</Link> },
              { title: t('case.subject'), dataIndex: 'subject', ellipsis: true },
              { title: t('case.kind'), dataIndex: 'kind', width: 90, render: (kind: string) => say('kinds', kind) },
              { title: t('case.state'), width: 150, render: (_, row) => (row.status === 'closed' ? <span className={css.small}>{t('case.closed')} <When at={row.closed_at} /></span> : <DueChip due={row.due_at} half={row.due_half_at} near={row.due_near_at} paused={row.status === 'paused'} />) },
              { title: t('case.opened'), width: 104, align: 'end', render: (_, row) => <When at={row.opened_at} /> },
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}
