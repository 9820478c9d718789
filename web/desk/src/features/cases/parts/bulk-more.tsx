import { DownOutlined } from '@ant-design/icons';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { CaseRow } from '@/api/types';
import { UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { commandsOn } from '../hooks';
import { togetherOn } from '../joint-hooks';
import { mergingOn, undoMergeOf } from '../merge-hooks';
import { Words } from './command-fields';

const acts = ['transfer', 'urge', 'merge'] as const;
type Act = (typeof acts)[number];
type Values = { unit_id?: string; reason: string };
type Way = { rows: CaseRow[]; one: (row: CaseRow) => Promise<unknown>; back?: (row: CaseRow) => Promise<unknown> };

/** What each act does to each row, and how that is taken back. Of those merged the oldest stays. */
function wayOf(cache: QueryClient, act: Act, rows: CaseRow[], values: Values, undone: string): Way {
  if (act === 'urge') return { rows, one: ({ id }) => togetherOn(cache, id).urge({ reason: values.reason, customer: false }) };
  if (act === 'merge') {
    const [into, ...others] = rows.toSorted((a, b) => a.id.localeCompare(b.id));
    const target = into?.id ?? '';
    return { rows: others, one: ({ id }) => mergingOn(cache, target).merge({ case_id: id, reason: values.reason }), back: ({ id }) => undoMergeOf(cache, target, id, undone) };
  }
  const to = { unit_id: values.unit_id ?? null, reason: values.reason };
  return {
    rows,
    one: (row) => commandsOn(cache, row).transfer(to),
    back: ({ id, version }) => commandsOn(cache, { id, version: version + 1 }).takeBack({ reason: undone }),
  };
}

/** One after the other: each is a command of its own, with its own refusal. */
async function each({ rows, one }: Way, onDone: (done: number) => void): Promise<{ changed: CaseRow[]; refused: string[] }> {
  const all = { changed: [] as CaseRow[], refused: [] as string[] };
  for (const [index, row] of rows.entries()) {
    onDone(index);
    try {
      // oxlint-disable-next-line no-await-in-loop
      await one(row);
      all.changed.push(row);
    } catch (thrown) {
      const { title, code } = toProblem(thrown);
      all.refused.push(`${row.number}: ${title || code}`);
    }
  }
  return all;
}

/** Hands the chosen rows over, urges them, or makes them one. */
export function BulkMore({ rows, onDone }: { rows: CaseRow[]; onDone: () => void }) {
  const { t } = useTranslation('cases');
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const [act, setAct] = useState<Act>();
  const [done, setDone] = useState<number>();
  const send = async (values: Values) => {
    const way = wayOf(cache, act ?? 'urge', rows, values, t('bulk.undone'));
    const { changed, refused } = await each(way, setDone);
    setDone(undefined);
    const { back } = way;
    if (refused.length > 0) notification.warning({ title: t('bulk.failed', { count: refused.length }), description: refused.map((line) => <div key={line}>{line}</div>), duration: 0 });
    if (changed.length > 0) {
      tellDone(t(`bulk.done.${act}`, { count: changed.length }), back && (async () => {
        const undone = await each({ rows: changed, one: back }, () => undefined);
        if (undone.refused.length > 0) throw new Error(undone.refused.join('\n'));
      }));
    }
    onDone();
  };
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: acts.filter((name) => name !== 'merge' || rows.length > 1).map((key) => ({ key, label: t(`bulk.act.${key}`) })), onClick: ({ key }) => setAct(key as Act) }}>
        <Button loading={done !== undefined}>{done === undefined ? t('bulk.more') : t('bulk.progress', { done, count: rows.length })} <DownOutlined /></Button>
      </Dropdown>
      {act && (
        <FormDrawer<Values> title={t('bulk.title', { what: t(`bulk.act.${act}`), count: rows.length })} verb={t(`bulk.act.${act}`)} onClose={() => setAct(undefined)} onSend={send}>
          {act === 'transfer' && <Form.Item name="unit_id" label={t('form.toUnit')} rules={[{ required: true, message: t('form.unitNeed') }]}><UnitField autoFocus /></Form.Item>}
          {act === 'merge' && <p>{t('bulk.mergeHint')}</p>}
          <Words name="reason" label={t(`bulk.reason.${act}`)} required />
        </FormDrawer>
      )}
    </>
  );
}
