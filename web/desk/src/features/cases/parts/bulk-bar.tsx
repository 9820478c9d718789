import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { CaseRow } from '@/api/types';
import { PersonField } from '@/kit/fields';
import { tellDone } from '@/kit/undo';
import css from '../cases.module.css';
import { commandsOn } from '../hooks';
import { BulkMore } from './bulk-more';
import { BulkTags } from './bulk-tags';

/** Assigns the chosen rows one by one; what was refused is listed with its reason. */
export function BulkBar({ rows, onDone }: { rows: CaseRow[]; onDone: () => void }) {
  const { t } = useTranslation('cases');
  const [person, setPerson] = useState<string>();
  const { assign, done } = useBulkAssign();
  const units = new Set(rows.map(({ unit }) => unit.id));
  return (
    <div className={css.bulk} role="group" aria-label={t('bulk.name')}>
      <span>{t('bulk.chosen', { count: rows.length })}</span>
      <PersonField unit={units.size === 1 ? rows[0]?.unit.id : undefined} aria-label={t('field.owner')} style={{ width: 200 }} value={person ?? (null as never)} onChange={setPerson} />
      <Button type="primary" disabled={!person} loading={done !== undefined} onClick={() => person && void assign(rows, person).then(onDone)}>
        {done === undefined ? t('bulk.assign') : t('bulk.progress', { done, count: rows.length })}
      </Button>
      <BulkMore rows={rows} onDone={onDone} />
      <BulkTags rows={rows} />
      <Button type="text" onClick={onDone}>{t('bulk.drop')}</Button>
    </div>
  );
}

function useBulkAssign() {
  const { t } = useTranslation('cases');
  const cache = useQueryClient();
  const { notification } = App.useApp();
  const [done, setDone] = useState<number>();
  const assign = async (rows: CaseRow[], personId: string) => {
    const { changed, refused } = await eachAssigned(cache, rows, () => personId, setDone);
    setDone(undefined);
    if (refused.length > 0) {
      notification.warning({ title: t('bulk.refused', { count: refused.length }), description: refused.map((line) => <div key={line}>{line}</div>), duration: 0 });
    }
    if (changed.length === 0) return;
    const before = new Map(rows.map(({ id, owner }) => [id, owner?.id ?? null]));
    tellDone(t('done.bulk', { count: changed.length }), async () => {
      const back = await eachAssigned(cache, changed, ({ id }) => before.get(id) ?? null, () => undefined);
      if (back.problem) throw back.problem;
    });
  };
  return { assign, done };
}

type Assigned = { changed: CaseRow[]; refused: string[]; problem?: unknown };

/** Assigns one after the other: each is a command of its own, with its own refusal. */
async function eachAssigned(cache: QueryClient, rows: CaseRow[], to: (row: CaseRow) => string | null, onDone: (done: number) => void): Promise<Assigned> {
  const all: Assigned = { changed: [], refused: [] };
  for (const [index, row] of rows.entries()) {
    onDone(index);
    try {
      // oxlint-disable-next-line no-await-in-loop
      all.changed.push(await commandsOn(cache, row).assign({ person_id: to(row) }));
    } catch (thrown) {
      const { title, code } = toProblem(thrown);
      all.refused.push(`${row.number}: ${title || code}`);
      all.problem = thrown;
    }
  }
  return all;
}
