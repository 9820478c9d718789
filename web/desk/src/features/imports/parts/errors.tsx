import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Section } from '@/kit/section';
import { count } from '@/kit/figures';
import css from '../imports.module.css';

/** The rows that could not be taken, each with its place and reason. */
export function Errors({ it: { id, refused } }: { it: Schemas['Import'] }) {
  const { t } = useTranslation('imports');
  const reading = api.useInfiniteQuery('get', '/api/v1/imports/{id}/errors', { params: { path: { id }, query: { limit: 100 } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const rows = reading.data?.pages.flatMap(({ items }) => items).map((one) => ({ ...one, id: `${one.line} ${one.column ?? ''}` }));
  const file = <a href={`/api/v1/imports/${encodeURIComponent(id)}/errors?format=csv`} download>{t('correct')}</a>;
  const how = refused > 0 && <p className={css.how}>{t('correctHow', { rows: count(refused) })}</p>;
  return (
    <Section title={t('errors')} flush extra={refused > 0 && file}>
      {how}
      <DataTable
        rows={rows}
        error={reading.error}
        retry={() => void reading.refetch()}
        empty={<Empty what={t('noErrors')} />}
        more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
        scroll={{ x: 560 }}
        columns={[
          { title: t('column.line'), width: 90, align: 'end', render: (_, { line }) => count(line) },
          { title: t('column.column'), width: 180, dataIndex: 'column', ellipsis: true },
          { title: t('column.value'), width: 200, dataIndex: 'value', ellipsis: true },
          { title: t('column.problem'), dataIndex: 'reason' },
        ]}
      />
    </Section>
  );
}
