import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords, type ListName } from '@/kit/book';
import { Chart } from '@/kit/chart';
import { Spark } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { Section } from '@/kit/section';
import { groupsOption, type Bar } from '../charts';
import { useEach } from '../hooks';
import css from '../metrics.module.css';
import { letter, type Dimension, type Metric, type Question, type Report } from '../rules';
import { useSaid, useValue } from '../say';
import { useInk } from './course-chart';

type Props = { report: Report; question: Question; set: (patch: { look?: 'multiples' | undefined; drill?: string }, push?: boolean) => void };
const most = 24;

/** Whose words are policy's; units and people bring their names along. */
const lists: Partial<Record<Dimension, ListName>> = { kind: 'kinds', class: 'classes', channel: 'channels', priority: 'priorities', step: 'steps' };

/** The groups as people may see them: colleagues are letters unless names were asked for. */
export function useBars({ groups }: Report, { by, names }: Question): Bar[] {
  const { t } = useTranslation('metrics');
  const { say } = useWords();
  const list = by && lists[by];
  const nameOf = ({ key, label }: Report['groups'][number], index: number) => {
    if (by === 'person' && !names) return t('person', { letter: letter(index) });
    return (list ? say(list, key) : label) || t('unknown');
  };
  return groups.map((one, index) => ({ ...one, label: nameOf(one, index) }));
}

/** A comparison by one dimension: bars from zero with whiskers, or small multiples of the course. */
export function Groups({ report, question, set }: Props) {
  const { t } = useTranslation('metrics');
  const bars = useBars(report, question).slice(0, most);
  const look = question.look ?? 'bars';
  const toggle = (
    <Segmented
      size="small"
      aria-label={t('look.name')}
      value={look}
      onChange={(value) => set({ look: value === 'multiples' ? 'multiples' : undefined })}
      options={['bars', 'multiples'].map((value) => ({ value, label: t(`look.${value}`) }))}
    />
  );
  return (
    <Section title={t('compareBy', { by: t(`by.${question.by}`) })} extra={toggle}>
      {bars.length === 0 && <Empty what={t('noData')} />}
      {bars.length > 0 && look === 'bars' && <Bars bars={bars} metric={report.metric} onPick={(key) => set({ drill: `${question.by}:${key}` }, true)} />}
      {bars.length > 0 && look === 'multiples' && <Multiples bars={bars.slice(0, 12)} metric={report.metric} question={question} />}
      {report.groups.length > most && <p className={css.quiet}>{t('tooMany', { most, count: report.groups.length })}</p>}
    </Section>
  );
}

function Bars({ bars, metric, onPick }: { bars: Bar[]; metric: Metric; onPick: (key: string) => void }) {
  const { t, i18n } = useTranslation('metrics');
  const ink = useInk();
  const say = useValue(metric);
  const said = useSaid();
  // As with the course: drawn anew only for other figures or other words.
  const shown = JSON.stringify(bars);
  // oxlint-disable-next-line react/exhaustive-deps
  const option = useMemo(() => groupsOption(bars, metric, ink, say), [shown, metric, ink, i18n.language]);
  const pick = (index: number) => {
    const bar = bars[index];
    if (bar) onPick(bar.key);
  };
  return <Chart option={option} label={t('barsOf', { name: said(metric.name) })} height={48 + bars.length * 28} onPick={pick} />;
}

function Multiples({ bars, metric, question }: { bars: Bar[]; metric: Metric; question: Question }) {
  const say = useValue(metric);
  const reports = useEach(metric.id, question, bars.map(({ key }) => key));
  return (
    <div className={css.multiples}>
      {bars.map((bar, index) => (
        <div key={bar.key} className={css.multiple}>
          <div className={css.multipleHead}><span className={css.cut}>{bar.label}</span><b>{say(bar.value)}</b></div>
          <Spark values={reports[index]?.data?.series.map(({ value }) => value) ?? []} width={180} height={48} />
          <span className={css.quiet}>n = {bar.n}</span>
        </div>
      ))}
    </div>
  );
}
