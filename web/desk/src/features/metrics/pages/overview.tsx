import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/kit/data-table';
import { count, Spark } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { useUrlState } from '@/kit/url';
import { useCatalogue, useReport } from '../hooks';
import css from '../metrics.module.css';
import { ChangeOf } from '../parts/change-of';
import { IntervalOf, MetricWhy } from '../parts/metric-why';
import { PeriodPicker } from '../parts/controls';
import { parseQuestion, type Metric, type Question } from '../rules';
import { useSaid, useValue } from '../say';

const parse = (raw: Record<string, unknown>) => parseQuestion(raw);

/** Every metric of the catalogue with this period's figure, the change and the course. */
export function MetricsPage() {
  const { t } = useTranslation('metrics');
  const [question, set] = useUrlState<Question>(parse);
  const catalogue = useCatalogue();
  return (
    <Page title={t('title')} extra={<PeriodPicker question={question} onChange={set} />}>
      <DataTable<Metric>
        rows={catalogue.data?.items}
        error={catalogue.error}
        retry={() => void catalogue.refetch()}
        empty={<Empty what={t('none')} />}
        columns={useColumns(question)}
        scroll={{ x: 760 }}
      />
    </Page>
  );
}

function useColumns(question: Question): NonNullable<TableProps<Metric>['columns']> {
  const { t } = useTranslation('metrics');
  const said = useSaid();
  const search = { from: question.from, to: question.to } as never;
  return [
    {
      title: t('column.metric'), width: 260,
      render: (_, metric) => <span className={css.name}><Link to="/figures/$metricId" params={{ metricId: metric.id }} search={search}>{said(metric.name)}</Link><MetricWhy metric={metric} question={question} /></span>,
    },
    { title: t('column.value'), width: 130, align: 'end', render: (_, metric) => <ValueOf metric={metric} question={question} /> },
    { title: t('column.interval'), width: 170, align: 'end', render: (_, metric) => <IntervalOf metric={metric} question={question} /> },
    { title: t('column.n'), width: 80, align: 'end', render: (_, metric) => <CountOf metric={metric} question={question} /> },
    { title: t('column.change'), width: 170, align: 'end', render: (_, metric) => <ChangeCell metric={metric} question={question} /> },
    { title: t('column.course'), width: 120, render: (_, metric) => <Course metric={metric} question={question} /> },
  ];
}

type Cell = { metric: Metric; question: Question };

function ValueOf({ metric, question }: Cell) {
  const say = useValue(metric);
  return <b>{say(useReport(metric.id, question).data?.total.value)}</b>;
}

function CountOf({ metric, question }: Cell) {
  const { data } = useReport(metric.id, question);
  return <span className={css.quiet}>{data ? count(data.total.n) : ''}</span>;
}

function ChangeCell({ metric, question }: Cell) {
  const { data } = useReport(metric.id, question);
  return data ? <ChangeOf metric={metric} difference={data.previous?.difference} /> : null;
}

function Course({ metric, question }: Cell) {
  const { data } = useReport(metric.id, question);
  return <Spark values={data?.series.map(({ value }) => value) ?? []} />;
}
