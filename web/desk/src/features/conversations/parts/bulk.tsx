import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { TalkRow } from '@/api/conversations';
import { FormDrawer } from '@/kit/form-drawer';
import { TagsOfMany } from '@/kit/tag-pick';
import { tellDone } from '@/kit/undo';
import css from '../conversations.module.css';
import { actsOn, type Acts } from '../hooks';
import { tagsBack } from '../list-rules';
import { CloseFields, closing, TransferFields, type Closing } from './drawers';

type Values = { to?: 'person' | 'queue'; person?: string; queue?: string; note?: string } & Closing;
const bulk = {
  transfer: { fields: TransferFields, send: (acts: Acts, { to, person = '', queue = '', note = '' }: Values) => acts.transfer({ to: to === 'queue' ? { queue } : { person }, note }) },
  close: { fields: CloseFields, send: (acts: Acts, values: Values) => acts.close(closing(values)) },
};
type Name = keyof typeof bulk;

type Props = { rows: TalkRow[]; onAll: () => void; onDone: () => void };

/** Hands over or closes the chosen conversations one by one; what was refused is listed with its reason. */
export function BulkBar({ rows, onAll, onDone }: Props) {
  const { t } = useTranslation('conversations');
  const [act, setAct] = useState<Name>();
  const { done, run, tag } = useBulk();
  const Fields = act && bulk[act].fields;
  const busy = done !== undefined;
  return (
    <div className={css.choose} role="group" aria-label={t('bulk.name')}>
      <span aria-live="polite">{busy ? t('bulk.progress', { done, count: rows.length }) : t('bulk.chosen', { count: rows.length })}</span>
      <Button size="small" onClick={onAll}>{t('bulk.all')}</Button>
      <Button size="small" disabled={rows.length === 0} loading={busy} onClick={() => setAct('transfer')}>{t('act.transfer')}</Button>
      <Button size="small" disabled={rows.length === 0} loading={busy} onClick={() => setAct('close')}>{t('act.close')}</Button>
      <TagsOfMany size="small" disabled={rows.length === 0 || busy} run={async (change) => { await tag(rows, change); onDone(); }} />
      <Button size="small" type="text" onClick={onDone}>{t('bulk.drop')}</Button>
      {act && Fields && (
        <FormDrawer<Values> title={t('bulk.title', { what: t(`act.${act}`), count: rows.length })} verb={t(`act.${act}`)} initial={{ to: 'person' }} onClose={() => setAct(undefined)} onSend={async (values) => { await run(rows, act, values); onDone(); }}>
          <Fields />
        </FormDrawer>
      )}
    </div>
  );
}

type Change = { add: string[]; remove: string[] };

function useBulk() {
  const { t } = useTranslation('conversations');
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const [done, setDone] = useState<number>();
  const all = async (rows: TalkRow[], act: (acts: Acts) => Promise<void>) => {
    const refused = await each(cache, rows, act, setDone);
    setDone(undefined);
    if (refused.size > 0) notification.warning({ title: t('bulk.refused', { count: refused.size }), description: [...refused].map(([{ id, name }, why]) => <div key={id}>{name}：{why}</div>), duration: 0 });
    return rows.filter((row) => !refused.has(row));
  };
  const run = async (rows: TalkRow[], act: Name, values: Values) => {
    const count = (await all(rows, (acts) => bulk[act].send(acts, values))).length;
    if (count > 0) tellDone(t(`bulk.done.${act}`, { count }));
  };
  const tag = async (rows: TalkRow[], change: Change) => {
    const changed = (await all(rows, (acts) => acts.tag(change))).map((row) => ({ row, back: tagsBack(row.tags, change) }));
    if (changed.length > 0) tellDone(t('bulk.done.tag', { count: changed.length }), () => Promise.all(changed.map(({ row, back }) => actsOn(cache, row.id).tag(back))));
  };
  return { done, run, tag };
}

/** One after the other: each is an act of its own, with its own refusal. Answers which were refused, and why. */
async function each(cache: QueryClient, rows: TalkRow[], act: (acts: Acts) => Promise<void>, onDone: (done: number) => void): Promise<Map<TalkRow, string>> {
  const refused = new Map<TalkRow, string>();
  for (const [index, row] of rows.entries()) {
    onDone(index);
    try {
      // oxlint-disable-next-line no-await-in-loop
      await act(actsOn(cache, row.id));
    } catch (thrown) {
      const { title, code } = toProblem(thrown);
      refused.set(row, title || code);
    }
  }
  return refused;
}
