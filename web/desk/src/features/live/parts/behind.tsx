import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TalkRow } from '@/api/conversations';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { useBehind } from '../hooks';
import css from '../live.module.css';
import type { Board, Shown } from '../rules';
import { Longest } from './groups';

type Props = { board: Board; shown: Shown; onAll: () => void };

/** The conversations behind the figure that is open, those first that have waited longest. */
export function Behind({ board, shown, onAll }: Props) {
  const { t } = useTranslation('live');
  const reading = useBehind(shown);
  const what = narrowing(board, shown);
  const extra = what && <span className={css.line}>{t('narrowed', { what })}<Button size="small" type="link" onClick={onAll}>{t('all')}</Button></span>;
  return (
    <Section flush title={t(`behind.${shown.view}`)} extra={extra}>
      <Loaded of={reading} rows={3}>
        {(rows) => (rows.length === 0 ? <Empty what={t(`none.${shown.view}`)} /> : <ul className={css.rows}>{rows.map((row) => <Row key={row.id} row={row} />)}</ul>)}
      </Loaded>
    </Section>
  );
}

function Row({ row }: { row: TalkRow }) {
  const { t } = useTranslation('live');
  const since = row.waiting_since ?? (row.state === 'waiting' || row.state === 'offered' ? row.came_at : null);
  return (
    <li className={css.row}>
      <Link to="/conversations/$talkId" params={{ talkId: row.id }} className={css.who ?? ''} aria-label={t('act.open') + ` ${row.name || t('visitor')}`}>{row.name || t('visitor')}</Link>
      <span className={css.said} title={row.last.text}>{row.last.text}</span>
      <span className={css.small}>{row.agent?.name ?? row.offered_to?.name}</span>
      <span className={css.waits}><Longest at={since} /></span>
    </li>
  );
}

const named = (list: { id: string; name: string }[], id: string) => list.find((it) => it.id === id)?.name ?? id;

/** What the list is narrowed to, by the name people know. */
function narrowing(board: Board, { queue, entrance, unit, agent }: Shown): string | undefined {
  if (queue) return named(board.queues, queue);
  if (entrance) return named(board.entrances, entrance);
  if (unit) return named(board.units, unit);
  return agent ? named(board.agents.map(({ person }) => person), agent) : undefined;
}
