import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { TalkRow } from '@/api/conversations';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import css from '../conversations.module.css';
import { actsOn, type Acts } from '../hooks';
import { CloseFields, TransferFields } from './drawers';

type Values = { to?: 'person' | 'queue'; person?: string; queue?: string; note?: string; outcome?: string };
const bulk = {
  transfer: { fields: TransferFields, send: (acts: Acts, { to, person = '', queue = '', note = '' }: Values) => acts.transfer({ to: to === 'queue' ? { queue } : { person }, note }) },
  close: { fields: CloseFields, send: (acts: Acts, { outcome = '' }: Values) => acts.close({ outcome }) },
};
type Name = keyof typeof bulk;

type Props = { rows: TalkRow[]; onAll: () => void; onDone: () => void };

/** Hands over or closes the chosen conversations one by one; what was refused is listed with its reason. */
export function BulkBar({ rows, onAll, onDone }: Props) {
  const { t } = useTranslation('conversations');
  const [act, setAct] = useState<Name>();
  const { done, run } = useBulk();
  const Fields = act && bulk[act].fields;
  const busy = done !== undefined;
  return (
    <div className={css.choose} role="group" aria-label={t('bulk.name')}>
      <span aria-live="polite">{busy ? t('bulk.progress', { done, count: rows.length }) : t('bulk.chosen', { count: rows.length })}</span>
      <Button size="small" onClick={onAll}>{t('bulk.all')}</Button>
      <Button size="small" disabled={rows.length === 0} loading={busy} onClick={() => setAct('transfer')}>{t('act.transfer')}</Button>
      <Button size="small" disabled={rows.length === 0} loading={busy} onClick={() => setAct('close')}>{t('act.close')}</Button>
      <Button size="small" type="text" onClick={onDone}>{t('bulk.drop')}</Button>
      {act && Fields && (
        <FormDrawer<Values> title={t('bulk.title', { what: t(`act.${act}`), count: rows.length })} verb={t(`act.${act}`)} initial={{ to: 'person' }} onClose={() => setAct(undefined)} onSend={async (values) => { await run(rows, act, values); onDone(); }}>
          <Fields />
        </FormDrawer>
      )}
    </div>
  );
}

function useBulk() {
  const { t } = useTranslation('conversations');
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const [done, setDone] = useState<number>();
  const run = async (rows: TalkRow[], act: Name, values: Values) => {
    const refused = await each(cache, rows, (acts) => bulk[act].send(acts, values), setDone);
    setDone(undefined);
    if (refused.length > 0) notification.warning({ title: t('bulk.refused', { count: refused.length }), description: refused.map((line) => <div key={line}>{line}</div>), duration: 0 });
    const changed = rows.length - refused.length;
    if (changed > 0) tellDone(t(`bulk.done.${act}`, { count: changed }));
  };
  return { done, run };
}

/** One after the other: each is an act of its own, with its own refusal. */
async function each(cache: QueryClient, rows: TalkRow[], act: (acts: Acts) => Promise<void>, onDone: (done: number) => void): Promise<string[]> {
  const refused: string[] = [];
  for (const [index, row] of rows.entries()) {
    onDone(index);
    try {
      // oxlint-disable-next-line no-await-in-loop
      await act(actsOn(cache, row.id));
    } catch (thrown) {
      const { title, code } = toProblem(thrown);
      refused.push(`${row.name}：${title || code}`);
    }
  }
  return refused;
}
