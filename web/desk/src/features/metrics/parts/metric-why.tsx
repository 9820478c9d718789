import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Why, WhyList, type WhyFacts } from '@/kit/why';
import { useReport } from '../hooks';
import css from '../metrics.module.css';
import { interval, type Figure, type Metric, type Question } from '../rules';
import { useSaid, useValue } from '../say';

/** What stands behind a figure, by the one catalogue. */
export function useWhyFacts(metric: Metric, total: Figure | undefined): WhyFacts {
  const { t } = useTranslation('metrics');
  const said = useSaid();
  const say = useValue(metric);
  const ends = total && interval(total);
  return {
    definition: said(metric.definition),
    formula: said(metric.formula),
    exclusions: said(metric.exclusions),
    version: String(metric.version),
    n: total && `${count(total.n)}${total.sample === 'enough' ? '' : t('period.stop') + t(`sample.${total.sample}`)}`,
    interval: ends && t(`interval.${metric.shape === 'share' ? 'wilson' : 't'}`, { low: say(ends.low), high: say(ends.high) }),
  };
}

type Props = { metric: Metric; question: Question };

export function MetricWhy({ metric, question }: Props) {
  const { t } = useTranslation('metrics');
  const said = useSaid();
  const { data } = useReport(metric.id, question);
  const rows = <Link to="/figures/$metricId" params={{ metricId: metric.id }} search={{ from: question.from, to: question.to, drill: 'all' } as never}>{t('rows')}</Link>;
  return <Why of={said(metric.name)} {...useWhyFacts(metric, data?.total)} rows={rows} />;
}

export function WhyPanel({ metric, total }: { metric: Metric; total: Figure | undefined }) {
  return <WhyList {...useWhyFacts(metric, total)} />;
}

/** The interval in a table; a small sample says so in words instead of looking exact. */
export function IntervalOf({ metric, question }: Props) {
  const { t } = useTranslation('metrics');
  const say = useValue(metric);
  const total = useReport(metric.id, question).data?.total;
  if (!total) return null;
  if (total.sample === 'none' || total.sample === 'too_few') return <span className={css.quiet}>{t(`sample.${total.sample}`)}</span>;
  const ends = interval(total);
  return ends ? <span className={css.quiet}>{say(ends.low)} – {say(ends.high)}</span> : null;
}
