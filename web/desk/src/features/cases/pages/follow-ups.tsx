import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';
import { DataTable } from '@/kit/data-table';
import { DueChip } from '@/kit/due-chip';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { Person } from '@/kit/person';
import { useNarrow } from '@/kit/prefs';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import { CountTabs } from '@/kit/count-tabs';
import { useFollowUps, views, type FollowUp, type View } from '../follow-up-hooks';
import { useCounts } from '../hooks';
import css from '../parts.module.css';
import { FollowUpActs } from '../parts/follow-up-acts';

const parse = (raw: Raw) => ({ view: oneOf(raw, 'view', views) });

/** Customers to be asked: mine, due today, overdue, the team's. */
export function FollowUpsPage() {
  const { t } = useTranslation('cases');
  const [{ view = 'mine' }, set] = useUrlState(parse);
  const waiting = useCounts().data?.to_follow_up;
  return (
    <Page title={t('followUp.title')}>
      <CountTabs
        label={t('followUp.views')}
        on={view}
        onShow={(key) => set({ view: oneOf({ key }, 'key', views) })}
        tabs={views.map((key) => ({ key, name: t(`followUp.view.${key}`), count: key === 'mine' ? waiting : undefined }))}
      />
      <Rows view={view} />
    </Page>
  );
}

function Rows({ view }: { view: View }) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const reading = useFollowUps(view);
  const rows = reading.data?.pages.flatMap(({ items }) => items);
  const columns = useColumns(view);
  const more = { there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() };
  const empty = <Empty what={t(`followUp.empty.${view}`)} how={t('followUp.emptyHow')} />;
  if (narrow && rows && rows.length > 0) return <div className={`${css.cards} ${css.boxed}`}>{rows.map((it) => <Card key={it.id} it={it} />)}</div>;
  return <DataTable<FollowUp> rows={rows} columns={columns} error={reading.error} retry={() => void reading.refetch()} more={more} empty={empty} />;
}

function useColumns(view: View): TableProps<FollowUp>['columns'] {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const due = view === 'done'
    ? { title: t('followUp.what'), width: 150, render: (_: unknown, it: FollowUp) => <span>{it.result && t(`followUp.result.${it.result}`)} <span className={css.quiet}><When at={it.ended_at} /></span></span> }
    : { title: t('field.due_at'), width: 176, render: (_: unknown, it: FollowUp) => <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> };
  return [
    due,
    { title: t('followUp.case'), ellipsis: true, render: (_, it) => <span className={css.line}><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link> {it.subject}</span> },
    { title: t('field.kind'), width: 90, render: (_, it) => say('kinds', it.kind) },
    { title: t('field.customer'), width: 190, render: (_, it) => <>{it.customer?.name} <span className={css.quiet}>{it.contact_how}</span></> },
    { title: t('followUp.person'), width: 90, render: (_, it) => <Person who={it.person} /> },
    { title: t('followUp.tries'), width: 70, align: 'right', render: (_, it) => `${it.tries.length} / ${it.most_tries}` },
    { title: t('followUp.acts'), width: 190, render: (_, it) => <span className={css.head}><FollowUpActs it={it} /></span> },
  ];
}

/** A row on a phone. */
function Card({ it }: { it: FollowUp }) {
  return (
    <article className={css.card}>
      <div className={css.head}><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link><DueChip due={it.due_at} half={it.half_at} near={it.near_at} /></div>
      <div>{it.subject}</div>
      <div className={css.quiet}>{it.customer?.name} {it.contact_how}</div>
      <div className={css.head}><FollowUpActs it={it} /></div>
    </article>
  );
}
