import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { CaseRow } from '@/api/types';
import { PersonField } from '@/kit/fields';
import { count } from '@/kit/figures';
import { useBulkCommands, useBulkSize, useOpenBulk, type BulkAct, type Chosen } from '../bulk-hooks';
import css from '../cases.module.css';
import type { Query } from '../rules';
import { BulkMore } from './bulk-more';
import { BulkTags } from './bulk-tags';

type Props = { rows: CaseRow[]; query: Query; onDone: () => void };

/** What can be done to the ticked rows, or to all that the list finds; the server does it, its progress is shown beside. */
export function BulkBar({ rows, query, onDone }: Props) {
  const { t } = useTranslation('cases');
  const [person, setPerson] = useState<string>();
  const [all, setAll] = useState(false);
  const size = useBulkSize(query).data;
  const chosen: Chosen = { rows, all, count: all ? (size?.count ?? rows.length) : rows.length, query };
  const begin = useBegin(chosen, onDone);
  const { busy } = useBulkCommands();
  const units = new Set(rows.map(({ unit }) => unit.id));
  return (
    <div className={css.bulk} role="group" aria-label={t('bulk.name')}>
      <span aria-live="polite">{t(all ? 'bulk.chosenAll' : 'bulk.chosen', { count: chosen.count, shown: count(chosen.count) })}</span>
      {size && size.count > rows.length && (
        <Button type="link" size="small" disabled={size.more && !all} title={size.more ? t('bulk.tooMany', { shown: count(size.most) }) : undefined} onClick={() => setAll(!all)}>
          {all ? t('bulk.onlyTicked', { count: rows.length }) : t(size.more ? 'bulk.allMore' : 'bulk.all', { count: size.count, shown: count(size.count) })}
        </Button>
      )}
      <PersonField unit={!all && units.size === 1 ? rows[0]?.unit.id : undefined} aria-label={t('field.owner')} style={{ width: 180 }} value={person ?? (null as never)} onChange={setPerson} />
      <Button type="primary" disabled={!person} loading={busy} onClick={() => person && void begin({ act: 'assign', person_id: person }).catch(() => undefined)}>{t('bulk.act.assign')}</Button>
      <BulkMore chosen={chosen} begin={begin} />
      <BulkTags begin={begin} />
      <Button type="text" onClick={onDone}>{t('bulk.drop')}</Button>
    </div>
  );
}

export type Begin = (act: BulkAct, reason?: string) => Promise<void>;

/** Begins an act and shows its progress; what is refused at once is said. */
function useBegin(chosen: Chosen, onDone: () => void): Begin {
  const { notification } = App.useApp();
  const { begin } = useBulkCommands();
  const { show } = useOpenBulk();
  return async (act, reason) => {
    try {
      const { id } = await begin(chosen, act, reason);
      show(id);
      onDone();
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
      throw thrown;
    }
  };
}
