import { FlagOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TalkRow } from '@/api/conversations';
import { useNarrow } from '@/kit/prefs';
import { When } from '@/kit/when';
import css from '../conversations.module.css';
import { searchOf, type Filter } from '../list-rules';
import { useQueues } from '../policy';
import { AnswerDue, MediumMark, TierMark, Waited } from './marks';

type Props = {
  row: TalkRow;
  here: boolean;
  /** It has left the view and keeps its place until the list is read anew. */
  left: boolean;
  filter: Filter;
  chosen: boolean | undefined;
  onChoose: (chosen: boolean) => void;
  place: { at: number; of: number };
};

/** A conversation in the list: who, what was said last, how long they wait, when an answer is due, and who answers. */
export function Row({ row, here, left, filter, chosen, onChoose, place }: Props) {
  const { t } = useTranslation('conversations');
  const narrow = useNarrow();
  return (
    <li aria-setsize={place.of} aria-posinset={place.at + 1} className={`${css.row} ${here && !narrow ? css.rowHere : ''} ${left ? css.rowLeft : ''}`}>
      {chosen !== undefined && <Checkbox className={css.rowBox ?? ''} checked={chosen} aria-label={t('bulk.choose', { name: row.name })} onChange={(event) => onChoose(event.target.checked)} />}
      <Link to="/conversations/$talkId" params={{ talkId: row.id }} search={searchOf(filter) as never} id={`talk-${row.id}`} aria-current={here ? 'page' : undefined} className={css.rowLink ?? ''}>
        <span className={css.line}>
          <MediumMark medium={row.medium} />
          <b className={css.cut} title={row.name}>{row.name}</b>
          <TierMark tier={row.tier} />
          <span className={css.lineEnd}>{left ? <span className={css.small}>{t(`state.${row.state}`)}</span> : <AnswerDue row={row} />}</span>
        </span>
        <span className={css.line}>
          <LastLine row={row} />
          {row.unread > 0 && <span className={css.unread}><span aria-hidden>{row.unread > 99 ? '99+' : row.unread}</span><span className="visually-hidden">{t('unread', { count: row.unread })}</span></span>}
        </span>
        <span className={`${css.line} ${css.small}`}><Below row={row} /></span>
      </Link>
    </li>
  );
}

function LastLine({ row: { last, subject } }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  if (!last) return <span className={`${css.cut} ${css.small}`}>{subject ?? t('nothingSaid')}</span>;
  const before = last.kind === 'note' ? t('kind.note') : last.author === 'agent' ? t('author.agent') : '';
  return <span className={`${css.cut} ${last.kind === 'note' ? css.lastNote : ''}`} title={last.text}>{before && <span className={css.small}>{t('saidBy', { who: before })}</span>}{last.text || t('onlyFiles')}</span>;
}

function Below({ row }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  const { sayQueue } = useQueues();
  const who = row.agent?.name ?? (row.offered_to ? t('offeredTo', { name: row.offered_to.name }) : row.position ? t('position', { position: row.position }) : t('noAgent'));
  return (
    <>
      <span className={css.cut}>{[who, sayQueue(row.queue)].filter(Boolean).join(' · ')}</span>
      {row.promise_due_at && <span className={css.promised} title={t('promisedHint')}><FlagOutlined aria-hidden /> <When at={row.promise_due_at} /></span>}
      <span className={css.lineEnd}>
        {row.state === 'snoozed' && row.snoozed_until ? t('snoozedUntil') : row.waiting_since && row.state !== 'closed' ? <Waited since={row.waiting_since} /> : null}
        {row.state === 'snoozed' && row.snoozed_until && <When at={row.snoozed_until} />}
        {!row.waiting_since && row.state !== 'snoozed' && <When at={row.closed_at ?? row.last?.at ?? row.came_at} />}
      </span>
    </>
  );
}
