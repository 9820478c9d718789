import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { useNarrow } from '@/kit/prefs';
import { When } from '@/kit/when';
import { useDrill } from '../hooks';
import css from '../metrics.module.css';
import type { Metric, Question } from '../rules';
import { useSaid, useValue } from '../say';

/** The cases a figure is made of. */
export function Drill({ metric, question, onClose }: { metric: Metric; question: Question; onClose: () => void }) {
  const { t } = useTranslation('metrics');
  const narrow = useNarrow();
  const said = useSaid();
  const say = useValue(metric);
  const reading = useDrill(metric.id, question);
  const rows = reading.data?.pages.flatMap(({ items }) => items).map((one, index) => ({ ...one, id: `${one.seq}-${index}` }));
  return (
    <Drawer open title={t('drillOf', { name: said(metric.name) })} size={narrow ? '100%' : 720} onClose={onClose}>
      <DataTable
        rows={rows}
        error={reading.error}
        retry={() => void reading.refetch()}
        empty={<Empty what={t('noCases')} how={t('noCasesHow')} />}
        more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
        scroll={{ x: 520 }}
        columns={[
          { title: t('column.case'), width: 130, render: (_, row) => (row.conversation ? <Link to="/conversations/$talkId" params={{ talkId: row.conversation }}>{t('conversation')}</Link> : <Link to="/cases/$caseId" params={{ caseId: row.case.id }}>{row.case.number}</Link>) },
          { title: t('column.subject'), render: (_, row) => <span className={css.cut}>{row.conversation ? row.person.name : row.case.subject}</span> },
          { title: said(metric.name), width: 130, align: 'end', render: (_, row) => (typeof row.hit === 'boolean' ? t(row.hit ? 'hit.yes' : 'hit.no') : say(row.value)) },
          { title: t('column.at'), width: 110, align: 'end', render: (_, row) => <When at={row.at} /> },
        ]}
      />
    </Drawer>
  );
}
