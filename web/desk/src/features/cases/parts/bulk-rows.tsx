import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { ProblemBox } from '@/kit/problem';
import { Waiting } from '@/kit/load';
import { useBulkCommands, useBulkRows, type Bulk, type BulkRow, type RowState } from '../bulk-hooks';
import css from '../cases.module.css';

type Props = { it: Bulk; state: RowState; onOpen: (id: string) => void };

/** The cases of an act that stand the same way: number, why, and the way back of each. */
export function BulkRows({ it, state, onOpen }: Props) {
  const { t } = useTranslation('cases');
  const pages = useBulkRows(it.id, state);
  const rows = pages.data?.pages.flatMap(({ items }) => items);
  if (!rows) return pages.error ? <ProblemBox error={pages.error} /> : <Waiting rows={4} />;
  return (
    <>
      <ul className={css.bulkRows}>{rows.map((row) => <Row key={row.case_id} of={it.id} row={row} onOpen={onOpen} />)}</ul>
      {pages.hasNextPage && <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('list.more')}</Button>}
    </>
  );
}

function Row({ of, row, onOpen }: { of: string; row: BulkRow; onOpen: (id: string) => void }) {
  const { t } = useTranslation('cases');
  const { undo, busy } = useBulkCommands();
  const [problem, setProblem] = useState<unknown>();
  const back = () => void undo(of, t('bulk.undone'), [row.case_id]).then(({ id }) => onOpen(id)).catch(setProblem);
  return (
    <li className={css.bulkRow}>
      <div>
        {row.number === '' ? <b>{t('bulk.nowhere')}</b> : <Link to="/cases/$caseId" params={{ caseId: row.case_id }}>{row.number}</Link>}
        <span className={css.bulkSubject}>{row.subject}</span>
        {row.reason && <div className={css.bulkReason}>{row.reason}</div>}
        <ProblemBox error={problem} />
      </div>
      {row.can_undo && <Button size="small" loading={busy} aria-label={t('bulk.undoOne', { number: row.number })} onClick={back}>{t('bulk.undoRow')}</Button>}
    </li>
  );
}
