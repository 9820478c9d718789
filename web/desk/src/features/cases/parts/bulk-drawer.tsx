import { Alert, Button, Drawer, Progress, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { useNarrow } from '@/kit/prefs';
import { ProblemBox } from '@/kit/problem';
import { useBulk, useBulkCommands, useOpenBulk, useRenewCases, type Bulk, type RowState } from '../bulk-hooks';
import css from '../cases.module.css';
import { BulkList } from './bulk-list';
import { BulkRows } from './bulk-rows';

/** The drawer of an act on many cases: how far it came, what was refused and why, and the way back. */
export function BulkDrawer() {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const { open, show } = useOpenBulk();
  if (!open) return null;
  return (
    <Drawer open title={t('bulk.name')} size={narrow ? '100%' : 560} onClose={() => show(undefined)}>
      {open === 'list' ? <BulkList onOpen={show} /> : <One key={open} id={open} onOpen={show} />}
    </Drawer>
  );
}

type OneProps = { id: string; onOpen: (id: string) => void };

function One({ id, onOpen }: OneProps) {
  return <Loaded of={useBulk(id)} rows={6}>{(it) => <Act it={it} onOpen={onOpen} />}</Loaded>;
}

/** Where to look first: what was refused, else what was done. */
function firstOf({ refused, done }: Bulk): RowState {
  if (refused > 0) return 'refused';
  return done > 0 ? 'done' : 'waiting';
}

function Act({ it, onOpen }: { it: Bulk; onOpen: (id: string) => void }) {
  const { t } = useTranslation('cases');
  const renew = useRenewCases();
  const [look, setLook] = useState<RowState>();
  const running = it.state === 'running';
  // The lists beside show what was done as soon as all of it is.
  useEffect(() => {
    if (!running) renew();
  }, [running, renew]);
  const waiting = it.total - it.done - it.refused;
  const counts: Record<RowState, number> = { refused: it.refused, done: it.done - it.undone, undone: it.undone, waiting };
  const states = (['refused', 'done', 'undone', 'waiting'] as const).filter((state) => counts[state] > 0);
  const shown = look && states.includes(look) ? look : firstOf(it);
  return (
    <div className={css.cards}>
      <Head it={it} onOpen={onOpen} />
      {!running && it.refused === 0 && waiting === 0 && <Alert type="success" showIcon title={t('bulk.allDone', { count: it.done })} />}
      {!running && states.length > 0 && (
        <>
          <Segmented<RowState> aria-label={t('bulk.show')} value={shown} onChange={setLook} options={states.map((state) => ({ value: state, label: `${t(`bulk.row.${state}`)} ${count(counts[state])}` }))} />
          <BulkRows key={shown} it={it} state={shown} onOpen={onOpen} />
        </>
      )}
    </div>
  );
}

function Head({ it, onOpen }: { it: Bulk; onOpen: (id: string) => void }) {
  const { t } = useTranslation('cases');
  const { stop, undo, busy } = useBulkCommands();
  const [problem, setProblem] = useState<unknown>();
  const running = it.state === 'running';
  const what = t(`bulk.act.${it.act.act}`);
  const tried = (work: Promise<unknown>) => void work.catch(setProblem);
  const percent = it.total === 0 ? 100 : Math.floor(((it.done + it.refused) * 100) / it.total);
  return (
    <>
      <h3 className={css.bulkTitle}>{t(it.undo_of ? 'bulk.undoTitle' : 'bulk.title', { what, count: it.total })}</h3>
      <Progress percent={percent} status={running ? 'active' : 'normal'} aria-label={t('bulk.how')} />
      <p className={css.small} role="status">{t(`bulk.state.${it.state}`, { done: count(it.done), refused: count(it.refused), total: count(it.total) })}</p>
      <ProblemBox error={problem} />
      <div className={css.formFoot}>
        {it.undo_of && <Button type="link" onClick={() => it.undo_of && onOpen(it.undo_of)}>{t('bulk.seeUndone')}</Button>}
        <Button type="link" onClick={() => onOpen('list')}>{t('bulk.list')}</Button>
        {running && <Button onClick={() => tried(stop(it.id))}>{t('bulk.stop')}</Button>}
        {it.can_undo > 0 && <Button loading={busy} onClick={() => tried(undo(it.id, t('bulk.undone')).then(({ id }) => onOpen(id)))}>{t('bulk.undoAll', { count: it.can_undo })}</Button>}
      </div>
      {!running && it.done > it.undone && it.can_undo === 0 && !it.undo_of && <p className={css.small}>{t('bulk.noWayBack')}</p>}
    </>
  );
}
