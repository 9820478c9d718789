import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { Split } from '@/kit/split';
import { useUrlState } from '@/kit/url';
import { useBefore, useCatalogue, useReport } from '../hooks';
import css from '../metrics.module.css';
import { ChangeOf } from '../parts/change-of';
import { Controls } from '../parts/controls';
import { CourseChart } from '../parts/course-chart';
import { Drill } from '../parts/drill';
import { ExportMenu } from '../parts/export-menu';
import { FigureTable } from '../parts/figure-table';
import { Groups } from '../parts/groups';
import { WhyPanel } from '../parts/metric-why';
import { interval, parseQuestion, type Answer, type Question, type Report } from '../rules';
import { useSaid, useValue } from '../say';

const parse = (raw: Record<string, unknown>) => parseQuestion(raw);
const side = { initial: 300, min: 220, max: 520 };

export function MetricPage() {
  const { metricId = '' } = useParams({ strict: false });
  const [question, set] = useUrlState<Question>(parse);
  const reading = useReport(metricId, question);
  const catalogue = useCatalogue();
  return (
    <Loaded of={catalogue} rows={12}>
      {({ items }) => <Loaded of={reading} rows={12}>{(answer) => <Defined answer={answer} metrics={items} question={question} set={set} />}</Loaded>}
    </Loaded>
  );
}

/** The answer joined with the definition of its metric. */
function Defined({ answer, metrics, ...rest }: Omit<Props, 'report'> & { answer: Answer; metrics: Report['metric'][] }) {
  const metric = metrics.find(({ id }) => id === answer.metric);
  return metric ? <ReportView report={{ ...answer, metric }} {...rest} /> : null;
}

type Props = { report: Report; question: Question; set: (patch: Partial<{ [K in keyof Question]: Question[K] | undefined }>, push?: boolean) => void };

/** A question as the title, one main picture, the table under it and the definition beside it. */
function ReportView({ report, question, set }: Props) {
  const { t } = useTranslation('metrics');
  const said = useSaid();
  const { metric, total } = report;
  const old = useBefore(metric.id, question, question.compare === '1').data;
  const title = t(`question.${metric.unit === 'ms' ? 'time' : metric.shape === 'count' || metric.shape === 'level' ? 'count' : 'share'}`, { name: said(metric.name) });
  return (
    <Page title={title} extra={<ExportMenu report={report} question={question} />}>
      <Controls metric={metric} question={question} onChange={set} />
      <Split name="why" label={t('pane')} edge="end" limits={side} pane={<div className={css.why}><Section title={t('why')}><WhyPanel metric={metric} total={total} /></Section></div>}>
        <div className={css.stack}>
          <Section title={t('course')}>
            <Headline report={report} />
            <CourseChart report={report} old={question.compare ? old : undefined} grain={question.grain} />
          </Section>
          {question.by && <Groups report={report} question={question} set={set} />}
          <FigureTable report={report} question={question} onDrill={(drill) => set({ drill }, true)} />
        </div>
      </Split>
      {question.drill && <Drill metric={metric} question={question} onClose={() => set({ drill: undefined })} />}
    </Page>
  );
}

function Headline({ report: { metric, total, previous, settled_until: settled } }: { report: Report }) {
  const { t } = useTranslation('metrics');
  const say = useValue(metric);
  const ends = interval(total);
  return (
    <div className={css.big}>
      <span className={css.value}>{say(total.value)}</span>
      {ends && <span className={css.quiet}>{t('between', { low: say(ends.low), high: say(ends.high) })}</span>}
      {typeof total.p50 === 'number' && <span className={css.quiet}>{t('median')} {say(total.p50)}</span>}
      {typeof total.p90 === 'number' && <span className={css.quiet}>{t('p90')} {say(total.p90)}</span>}
      <span className={css.quiet}>{t('against')} <ChangeOf metric={metric} difference={previous?.difference} /></span>
      {total.sample !== 'enough' && <span className={css.warn}>{t(`sample.${total.sample}`)}</span>}
      {settled && <span className={css.quiet}>{t('settled', { at: settled.slice(0, 10) })}</span>}
    </div>
  );
}
