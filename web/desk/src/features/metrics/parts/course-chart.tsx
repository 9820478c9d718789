import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '@/kit/chart';
import { chartColours } from '@/kit/colours';
import { Empty } from '@/kit/load';
import { useDark } from '@/kit/prefs';
import { courseOption, type Ink } from '../charts';
import type { Grain, Report } from '../rules';
import { useSaid, useValue } from '../say';

/** The chart's colours by theme; the library cannot read the page's variables. */
export function useInk(): Ink {
  const dark = useDark();
  return useMemo(() => (dark ? { colours: chartColours.dark, text: '#ece9e6', quiet: '#b3ada7', line: '#322e2b' } : { colours: chartColours.light, text: '#1c1917', quiet: '#57534e', line: '#e7e5e1' }), [dark]);
}

export function CourseChart({ report, old, grain }: { report: Report; old: Pick<Report, 'series'> | undefined; grain: Grain }) {
  const { t, i18n } = useTranslation('metrics');
  const ink = useInk();
  const say = useValue(report.metric);
  const said = useSaid();
  // Drawn anew only for other figures, not with every tick of the page; `say` follows from the language.
  // oxlint-disable-next-line react/exhaustive-deps
  const option = useMemo(() => courseOption(report, old, grain, ink, say, { now: t('now'), before: t('before'), interval: t('intervalName') }), [report, old, grain, ink, i18n.language]);
  if (report.series.every(({ n }) => n === 0)) return <Empty what={t('noData')} how={t('noDataHow')} />;
  return <Chart option={option} label={t('chartOf', { name: said(report.metric.name), from: report.from.slice(0, 10), to: report.to.slice(0, 10) })} height={300} />;
}
