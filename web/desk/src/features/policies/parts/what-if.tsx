import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Progress, Table } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import { ProblemBox } from '@/kit/problem';
import { When } from '@/kit/when';
import type { Document } from '../hooks';
import css from '../policies.module.css';
import { metShare, mostRows, type Part, nothingYet, plus, total, type Row, type Sum, type Tally } from '../what-if-rules';

type Query = { subject: string; from: string; to: string; after?: string };
type Answer = { data?: Part; error?: unknown };

/** What would have been, had this version held: asked for a part at a time, so that it can be stopped and nothing waits for it. */
export function WhatIf({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const [period, setPeriod] = useState<[Dayjs, Dayjs]>(() => [dayjs().subtract(30, 'day').startOf('day'), dayjs().endOf('day')]);
  const [sum, setSum] = useState<Sum>();
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const going = useRef(0);

  const stop = () => {
    going.current += 1;
    setRunning(false);
  };

  const run = async () => {
    going.current += 1;
    const mine = going.current;
    setRunning(true);
    setError(undefined);
    let all: Sum = nothingYet;
    let after: string | null | undefined;
    setSum(all);
    do {
      const query: Query = { subject: it.what_ifs[0] ?? '', from: period[0].toISOString(), to: period[1].toISOString(), ...(after ? { after } : {}) };
      // One part after another: each begins where the last one ended.
      // oxlint-disable-next-line no-await-in-loop
      const { data, error: refused }: Answer = await http.GET('/api/v1/policies/{kind}/versions/{version}/what-if', { params: { path: { kind: it.kind, version: it.version }, query } });
      if (going.current !== mine) return;
      if (!data) {
        setError(refused);
        break;
      }
      all = plus(all, data);
      setSum(all);
      after = data.next;
    } while (after);
    setRunning(false);
  };

  return (
    <>
      <p>{t('whatif.how')}</p>
      <p className={css.quiet}>{t('whatif.limits')}</p>
      <p className={css.pick}>
        <DatePicker.RangePicker aria-label={t('whatif.period')} allowClear={false} value={period} disabled={running} onChange={(range) => range?.[0] && range[1] && setPeriod([range[0].startOf('day'), range[1].endOf('day')])} />
        {running ? <Button onClick={stop}>{t('whatif.stop')}</Button> : <Button type="primary" onClick={() => void run()}>{t('whatif.run')}</Button>}
      </p>
      <ProblemBox error={error} />
      {sum && <Progress percent={Math.floor(sum.done / 10)} status={running ? 'active' : 'normal'} aria-label={t('whatif.progress')} />}
      {sum && <Result sum={sum} running={running} />}
    </>
  );
}

function Result({ sum, running }: { sum: Sum; running: boolean }) {
  const { t } = useTranslation('policies');
  const [tallies, rows] = [useTallyColumns(), useRowColumns()];
  if (!running && sum.lookedAt === 0) return <Empty what={t('whatif.none')} how={t('whatif.noneHow')} />;
  return (
    <>
      <p role="status">{t('whatif.looked', { cases: count(sum.lookedAt), changed: count(sum.changed) })}{sum.changed > mostRows && ` ${t('whatif.first', { count: mostRows })}`}</p>
      <Table<Tally> rowKey="what" size="small" pagination={false} dataSource={sum.tallies} columns={tallies} scroll={{ x: 600 }} />
      <h3 className={css.part}>{t('whatif.rows')}</h3>
      {sum.rows.length === 0 ? <p>{t('whatif.same')}</p> : <Table<Row> rowKey={({ id, what, before }) => `${id} ${what} ${before.at ?? ''} ${before.by ?? ''}`} size="small" pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} dataSource={sum.rows} columns={rows} scroll={{ x: 640 }} />}
    </>
  );
}

function useTallyColumns() {
  const { t } = useTranslation('policies');
  const results = ['met', 'missed', 'running', 'called_off', 'none'];
  const said = (counts: Record<string, number>) => results.filter((one) => counts[one]).map((one) => `${t(`whatif.result.${one}`)} ${count(counts[one] ?? 0)}`).join(t('and'));
  const share = (counts: Record<string, number>) => {
    const met = metShare(counts);
    return met === undefined ? t('kit:none') : `${(met * 100).toFixed(1)}%`;
  };
  return [
    { title: t('whatif.what'), width: 110, render: (_: unknown, { what }: Tally) => t(`whatif.target.${what}`) },
    { title: t('whatif.n'), width: 70, align: 'end' as const, render: (_: unknown, { before }: Tally) => count(total(before)) },
    { title: t('whatif.metBefore'), width: 110, align: 'end' as const, render: (_: unknown, { before }: Tally) => <span title={said(before)}>{share(before)}</span> },
    { title: t('whatif.metAfter'), width: 110, align: 'end' as const, render: (_: unknown, { after }: Tally) => <span title={said(after)}>{share(after)}</span> },
    { title: t('whatif.before'), render: (_: unknown, { before }: Tally) => said(before) },
    { title: t('whatif.after'), render: (_: unknown, { after }: Tally) => said(after) },
  ];
}

function useRowColumns() {
  const { t } = useTranslation('policies');
  const side = ({ result, by, at }: Row['before']) => (
    <>
      <div className={result === 'missed' ? css.gone : result === 'met' ? css.added : ''} style={{ textDecoration: 'none' }}>{t(`whatif.result.${result}`)}</div>
      {at && <div className={css.quiet}><When at={at} full /></div>}
      {by && <code className={css.quiet}>{by}</code>}
    </>
  );
  return [
    { title: t('whatif.case'), render: (_: unknown, { id, name }: Row) => <Link to="/cases/$caseId" params={{ caseId: id }}>{name}</Link> },
    { title: t('whatif.what'), width: 100, render: (_: unknown, { what }: Row) => t(`whatif.target.${what}`) },
    { title: t('whatif.before'), width: 170, render: (_: unknown, { before }: Row) => side(before) },
    { title: t('whatif.after'), width: 170, render: (_: unknown, { after }: Row) => side(after) },
  ];
}
