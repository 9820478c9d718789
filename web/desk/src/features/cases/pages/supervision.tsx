import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/kit/data-table';
import { DueChip } from '@/kit/due-chip';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { Person } from '@/kit/person';
import { useNarrow } from '@/kit/prefs';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { CountTabs } from '@/kit/count-tabs';
import { boards, useBoard, useBoardCounts, type Board, type Escalation } from '../escalation-hooks';
import css from '../parts.module.css';
import { EscalationActs, EscalationCard, useEscalationTitle } from '../parts/escalation-card';

const parse = (raw: Raw) => ({ view: oneOf(raw, 'view', boards), level: text(raw, 'level') });

const sum = (list: number[]) => list.reduce((all, one) => all + one, 0);

/** The leaders' board: escalated, watched, overdue at each level. */
export function SupervisionPage() {
  const { t } = useTranslation('cases');
  const [{ view = 'escalated', level }, set] = useUrlState(parse);
  const counts = useBoardCounts().data ?? [];
  const open = (watched: boolean) => sum(counts.filter(({ kind }) => (kind === 'watched') === watched).map((one) => one.open));
  const totals = { escalated: open(false), watched: open(true), overdue: sum(counts.map((one) => one.overdue)) };
  return (
    <Page title={t('escalation.board')}>
      <CountTabs
        label={t('escalation.board')}
        on={view}
        onShow={(key) => set({ view: oneOf({ key }, 'key', boards), level: undefined })}
        tabs={boards.map((key) => ({ key, name: t(`escalation.view.${key}`), count: totals[key], hot: key === 'overdue' }))}
      />
      <div className={css.levelsBar}>
        {counts.filter(({ kind }) => kind === 'level').map((one) => (
          <button key={one.level} type="button" aria-pressed={level === String(one.level)} className={css.levelChip} onClick={() => set({ level: level === String(one.level) ? undefined : String(one.level) })}>
            {t('escalation.level', { level: one.level })} <b>{one.open}</b>{one.overdue > 0 && <span className={css.hot}> {t('escalation.overdueAt', { count: one.overdue })}</span>}
          </button>
        ))}
      </div>
      <Rows view={view} level={level === undefined ? undefined : Number(level)} />
    </Page>
  );
}

function Rows({ view, level }: { view: Board; level: number | undefined }) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const reading = useBoard(view, level);
  const rows = reading.data?.pages.flatMap(({ items }) => items);
  const columns = useColumns();
  const more = { there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() };
  if (narrow && rows && rows.length > 0) {
    return <div className={`${css.cards} ${css.boxed}`}>{rows.map((it) => <div key={it.id} className={css.card}><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link> {it.subject}<EscalationCard it={it} /></div>)}</div>;
  }
  return <DataTable<Escalation> rows={rows} columns={columns} error={reading.error} retry={() => void reading.refetch()} more={more} empty={<Empty what={t(`escalation.empty.${view}`)} how={t('escalation.emptyHow')} />} />;
}

function useColumns(): TableProps<Escalation>['columns'] {
  const { t } = useTranslation('cases');
  const title = useEscalationTitle();
  return [
    { title: t('field.due_at'), width: 176, render: (_, it) => <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> },
    { title: t('followUp.case'), ellipsis: true, render: (_, it) => <span className={css.line}><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link> {it.subject}</span> },
    { title: t('escalation.where'), width: 150, render: (_, it) => title(it) },
    { title: t('escalation.reason'), ellipsis: true, render: (_, it) => it.reason || t(`escalation.cause.${it.cause}`, { defaultValue: it.cause }) },
    { title: t('field.owner'), width: 90, render: (_, it) => <Person who={it.owner} /> },
    { title: t('escalation.leader'), width: 110, ellipsis: true, render: (_, it) => it.taken_by?.name ?? it.leaders.map(({ name }) => name).join(t('case.and')) },
    { title: t('followUp.acts'), width: 150, render: (_, it) => <EscalationActs it={it} /> },
  ];
}
