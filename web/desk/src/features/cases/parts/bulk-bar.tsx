import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import { toProblem } from '@/api/problem';
import type { CaseRow } from '@/api/types';
import { PersonField } from '@/kit/fields';
import css from '../cases.module.css';
import { settle, taken } from '../hooks';

/** Assigns the chosen rows one by one; what was refused is listed with its reason. */
export function BulkBar({ rows, onDone }: { rows: CaseRow[]; onDone: () => void }) {
  const { t } = useTranslation('cases');
  const [person, setPerson] = useState<string>();
  const { assign, done } = useBulkAssign();
  return (
    <div className={css.bulk} role="group" aria-label={t('bulk.name')}>
      <span>{t('bulk.chosen', { count: rows.length })}</span>
      <PersonField aria-label={t('field.owner')} style={{ width: 200 }} value={person ?? (null as never)} onChange={setPerson} />
      <Button type="primary" disabled={!person} loading={done !== undefined} onClick={() => person && void assign(rows, person).then(onDone)}>
        {done === undefined ? t('bulk.assign') : t('bulk.progress', { done, count: rows.length })}
      </Button>
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
    const refused: string[] = [];
    for (const [index, { id, number, version }] of rows.entries()) {
      setDone(index);
      try {
        // One after the other: each is a command of its own, with its own refusal.
        // oxlint-disable-next-line no-await-in-loop
        settle(cache, await taken(http.POST('/api/v1/cases/{id}/assign', { params: { path: { id } }, body: { person_id: personId, version } })));
      } catch (thrown) {
        const { title, code } = toProblem(thrown);
        refused.push(`${number}: ${title || code}`);
      }
    }
    setDone(undefined);
    if (refused.length > 0) {
      notification.warning({ title: t('bulk.refused', { count: refused.length }), description: refused.map((line) => <div key={line}>{line}</div>), duration: 0 });
    }
  };
  return { assign, done };
}
