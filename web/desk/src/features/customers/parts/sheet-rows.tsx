import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { download } from '@/api/download';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import css from '../customers.module.css';

/** Rows of a table, masked: the first ones, or those that are wrong, with what is wrong. */
export function SheetRows({ it, bad = false }: { it: Schemas['CustomerSheet']; bad?: boolean }) {
  const { t } = useTranslation('customers');
  const [error, setError] = useState<unknown>();
  const reading = api.useQuery('get', '/api/v1/customers/sheets/{id}/rows', { params: { path: { id: it.id }, query: { bad, limit: bad ? 50 : 5 } } });
  const save = () => {
    setError(undefined);
    download(`/api/v1/customers/sheets/${it.id}/bad`).catch(setError);
  };
  return (
    <Section title={t(bad ? 'sheet.badRows' : 'sheet.preview')} flush extra={bad && <Button type="link" size="small" onClick={save}>{t('sheet.download')}</Button>}>
      <ProblemBox error={error} />
      <Loaded of={reading} rows={3}>
        {({ items }) => (
          <Table
            rowKey="row"
            size="small"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={items}
            columns={[
              { title: t('sheet.row'), dataIndex: 'row', width: 64, align: 'end' },
              ...it.columns.map((name, at) => ({ title: name, key: `${at}`, render: (_: unknown, { cells, problems }: Schemas['SheetRow']) => <span className={problems.some(({ column }) => column === at) ? css.wrong : ''}>{cells[at]}</span> })),
              ...(bad ? [{ title: t('sheet.problems'), key: 'problems', render: (_: unknown, { problems }: Schemas['SheetRow']) => problems.map(({ says }) => says).join(' ') }] : []),
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
