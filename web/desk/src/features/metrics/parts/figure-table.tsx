import { Button, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Section } from '@/kit/section';
import type { Bar } from '../charts';
import { ChangeOf } from './change-of';
import { interval, type Question, type Report } from '../rules';
import { axisLabel, useValue } from '../say';
import { useBars } from './groups';

type Props = { report: Report; question: Question; onDrill: (key: string) => void };

/** The same figures as numbers; each line opens its cases. */
export function FigureTable({ report, question, onDrill }: Props) {
  const { t } = useTranslation('metrics');
  const bars = useBars(report, question);
  const times: Bar[] = report.series.map((one) => ({ ...one, key: one.at, label: axisLabel(one.at, question.grain, report.zone) }));
  const rows = question.by ? bars : times;
  return (
    <Section title={t('table')} flush extra={<Button type="link" size="small" onClick={() => onDrill('all')}>{t('allCases')}</Button>}>
      <Table<Bar>
        rowKey="key"
        size="small"
        tableLayout="fixed"
        pagination={rows.length > 31 ? { pageSize: 31, size: 'small', showSizeChanger: false } : false}
        dataSource={rows}
        columns={useColumns(report, question, onDrill)}
        scroll={{ x: 560 }}
      />
    </Section>
  );
}

function useColumns({ metric }: Report, { by }: Question, onDrill: (key: string) => void): NonNullable<TableProps<Bar>['columns']> {
  const { t } = useTranslation('metrics');
  const say = useValue(metric);
  const spread = metric.shape === 'mean';
  return [
    { title: by ? t(`by.${by}`) : t('column.time'), dataIndex: 'label', ellipsis: true },
    { title: t('column.value'), align: 'end', render: (_, row) => say(row.value) },
    ...(spread ? [
      { title: t('median'), align: 'end' as const, render: (_: unknown, row: Bar) => say(row.p50) },
      { title: t('p90'), align: 'end' as const, render: (_: unknown, row: Bar) => say(row.p90) },
    ] : []),
    {
      title: t('column.interval'), align: 'end', width: 200,
      render: (_, row) => {
        const ends = interval(row);
        if (row.sample === 'none' || row.sample === 'too_few') return t(`sample.${row.sample}`);
        return ends && `${say(ends.low)} – ${say(ends.high)}`;
      },
    },
    ...(by ? [{ title: t('against_others'), align: 'end' as const, width: 190, render: (_: unknown, row: Bar) => <ChangeOf metric={metric} difference={row.against_others} nothing={t('kit:none')} /> }] : []),
    { title: t('column.n'), align: 'end', width: 80, render: (_, row) => (by ? <Button type="link" size="small" aria-label={t('casesOf', { what: row.label })} onClick={() => onDrill(`${by}:${row.key}`)}>{count(row.n)}</Button> : count(row.n)) },
  ];
}
