import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';
import { count } from '@/kit/figures';
import css from '../loop.module.css';
import { kindsOf, stations, sum, type Stage, type Sum } from '../rules';
import { Cases } from './picture';

/** Kinds by steps: every count opens its cases. */
export function WhereTable({ stages, steps }: { stages: Stage[]; steps: string[] }) {
  const { t } = useTranslation('loop');
  const { say } = useWords();
  const at = (kind: string, step?: string) => sum(stages.filter((one) => one.kind === kind && (step === undefined || one.step === step)));
  return (
    <Table<{ kind: string }>
      rowKey="kind"
      size="small"
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 640 }}
      dataSource={kindsOf(stages).map((kind) => ({ kind }))}
      columns={[
        { title: t('kind'), width: 120, render: (_, { kind }) => say('kinds', kind) },
        ...stations(stages, steps).map(({ step }) => ({
          title: say('steps', step), key: step, align: 'end' as const, ellipsis: true, render: (_: unknown, { kind }: { kind: string }) => <Cell sum={at(kind, step)} to={{ kind, step }} />,
        })),
        { title: t('all'), align: 'end', render: (_, { kind }) => <Cell sum={at(kind)} to={{ kind }} /> },
      ]}
    />
  );
}

function Cell({ sum: { open, overdue }, to }: { sum: Sum; to: Record<string, string> }) {
  const { t } = useTranslation('loop');
  if (open === 0) return <span className={css.quiet}>0</span>;
  return (
    <>
      <Cases to={to}>{count(open)}</Cases>
      {overdue > 0 && <> <Cases to={{ ...to, due: 'overdue' }} className={css.late}>{t('late', { count: overdue })}</Cases></>}
    </>
  );
}
