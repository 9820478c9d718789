import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { DueChip } from '@/kit/due-chip';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { Person } from '@/kit/person';
import { useNarrow } from '@/kit/prefs';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import { CountTabs } from '@/kit/count-tabs';
import { useCounts } from '../hooks';
import { jointViews, useJointList, type JointView } from '../joint-hooks';
import css from '../parts.module.css';

type Row = Schemas['JointRow'];

const parse = (raw: Raw) => ({ view: oneOf(raw, 'view', jointViews) });

/** What a department is asked for by others, and what its own cases wait for. */
export function JointPage() {
  const { t } = useTranslation('cases');
  const [{ view = 'asked' }, set] = useUrlState(parse);
  const counts = useCounts().data;
  return (
    <Page title={t('joint.desk')}>
      <CountTabs
        label={t('joint.desk')}
        on={view}
        onShow={(key) => set({ view: oneOf({ key }, 'key', jointViews) })}
        tabs={jointViews.map((key) => ({ key, name: t(`joint.view.${key}`), count: key === 'asked' ? counts?.to_join : undefined }))}
      />
      <Rows view={view} />
    </Page>
  );
}

function Rows({ view }: { view: JointView }) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const reading = useJointList(view);
  const rows = reading.data?.pages.flatMap(({ items }) => items);
  const columns = useColumns();
  const more = { there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() };
  if (narrow && rows && rows.length > 0) return <div className={`${css.cards} ${css.boxed}`}>{rows.map((it) => <Card key={it.id} it={it} />)}</div>;
  return <DataTable<Row> rows={rows} columns={columns} error={reading.error} retry={() => void reading.refetch()} more={more} empty={<Empty what={t(`joint.empty.${view}`)} how={t('joint.emptyHow')} />} />;
}

function CaseLink({ it }: { it: Row }) {
  return <Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link>;
}

function Card({ it }: { it: Row }) {
  const { t } = useTranslation('cases');
  return (
    <article className={css.card} aria-label={it.number}>
      <div className={css.head}><CaseLink it={it} /><DueChip due={it.due_at} half={it.half_at} near={it.near_at} /><span className={css.tag}>{t(`joint.state.${it.state}`)}</span></div>
      <div>{it.task}</div>
      <div className={css.quiet}>{it.host.name} → {it.unit.name} · {it.subject}</div>
    </article>
  );
}

function useColumns(): TableProps<Row>['columns'] {
  const { t } = useTranslation('cases');
  return [
    { title: t('field.due_at'), width: 176, render: (_, it) => <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> },
    { title: t('joint.stateField'), width: 92, render: (_, it) => t(`joint.state.${it.state}`) },
    { title: t('joint.task'), ellipsis: true, dataIndex: 'task' },
    { title: t('followUp.case'), ellipsis: true, render: (_, it) => <span className={css.line}><CaseLink it={it} /> {it.subject}</span> },
    { title: t('joint.host'), width: 130, ellipsis: true, render: (_, it) => it.host.name },
    { title: t('joint.unit'), width: 130, ellipsis: true, render: (_, it) => it.unit.name },
    { title: t('joint.workerField'), width: 96, render: (_, it) => <Person who={it.worker ?? null} nobody="—" /> },
    { title: t('joint.askedAt'), width: 104, align: 'end', render: (_, it) => <When at={it.asked_at} /> },
  ];
}
