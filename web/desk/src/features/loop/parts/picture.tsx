import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';
import { count, Spark } from '@/kit/figures';
import { sayDuration } from '@/kit/duration';
import { useFigure } from '../hooks';
import css from '../loop.module.css';
import type { Station } from '../rules';

/** The stations from left to right, and the way back below them. */
export function Picture({ stations }: { stations: Station[] }) {
  const { t } = useTranslation('loop');
  const times = useFigure('step_time', 'step')?.groups ?? [];
  return (
    <nav aria-label={t('picture')} className={css.picture}>
      <div className={css.stations}>
        <Flow metric="cases_opened" name={t('in')} />
        {stations.map((one) => <At key={one.step} station={one} median={times.find(({ key }) => key === one.step)?.p50} />)}
        <Flow metric="cases_closed" name={t('out')} />
      </div>
      <Back />
    </nav>
  );
}

/** What came in or went out in the last four weeks. */
function Flow({ metric, name }: { metric: string; name: string }) {
  const { t } = useTranslation('loop');
  const report = useFigure(metric);
  return (
    <Link to="/figures/$metricId" params={{ metricId: metric }} className={`${css.station} ${css.flow}`}>
      <span className={css.name}>{name}</span>
      <span className={css.figure}>{report ? count(report.total.n) : '–'}</span>
      <Spark values={report?.series.map(({ value }) => value) ?? []} width={84} />
      <span className={css.quiet}>{t('fourWeeks')}</span>
    </Link>
  );
}

/** A step: how many stand there now, how many of them late, how long one usually stays, and the worst spot. */
function At({ station: { step, open, overdue, paused, worst }, median }: { station: Station; median: number | null | undefined }) {
  const { t } = useTranslation('loop');
  const { t: tKit } = useTranslation('kit');
  const { say } = useWords();
  return (
    <div className={css.station}>
      <Cases to={{ step }} className={css.main}>
        <span className={css.name}>{say('steps', step)}</span>
        <span className={css.figure}>{count(open)}</span>
        <span className={css.quiet}>{typeof median === 'number' ? t('usually', { span: sayDuration(median, tKit) }) : t('noTime')}</span>
      </Cases>
      {overdue > 0 && <Cases to={{ step, due: 'overdue' }} className={css.late}>{t('late', { count: overdue })}</Cases>}
      {paused > 0 && <span className={css.quiet}>{t('paused', { count: paused })}</span>}
      {worst && <Cases to={{ step, kind: worst.kind, due: 'overdue' }} className={css.worst}>{t('worst', { kind: say('kinds', worst.kind), count: worst.overdue })}</Cases>}
    </div>
  );
}

function Back() {
  const { t } = useTranslation('loop');
  const rate = useFigure('reopen_rate')?.total;
  if (!rate || rate.n === 0 || typeof rate.value !== 'number') return null;
  return <Link to="/figures/$metricId" params={{ metricId: 'reopen_rate' }} className={css.back ?? ''}>{t('back', { share: (rate.value * 100).toFixed(1), count: rate.n })}</Link>;
}

/** Opens the list at these open cases. */
export function Cases({ to, className, children }: { to: Record<string, string>; className?: string | undefined; children: ReactNode }) {
  return <Link to="/cases" search={{ status: 'open', sort: 'due', ...to } as never} className={className ?? ''}>{children}</Link>;
}
