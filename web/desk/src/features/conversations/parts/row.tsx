import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TalkRow } from '@/api/conversations';
import { DueChip } from '@/kit/due-chip';
import { useQueues } from '@/kit/policy';
import { useNarrow } from '@/kit/prefs';
import { Tags } from '@/kit/tag-pick';
import { When } from '@/kit/when';
import css from '../conversations.module.css';
import { placed, searchOf, type Filter } from '../list-rules';
import { AnswerDue, MediumMark, TierMark, Waited } from './marks';

type Props = {
  row: TalkRow;
  here: boolean;
  /** Where it went: it left the view and keeps its place until the list is read anew. */
  left: string | undefined;
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
          <b className={css.cut} title={row.name}>{row.name || t('visitor')}</b>
          <TierMark tier={row.tier} />
          {row.called && <span className={css.tier}>{t('called')}</span>}
          <span className={css.lineEnd}>{left ? <span className={css.small}>{left}</span> : <Due row={row} />}</span>
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

/** When the next answer is due; while none is waited for, when something promised is. */
function Due({ row }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  if (!row.promise || (row.due_at && row.waiting_since)) return <AnswerDue row={row} />;
  const { due_at, text } = row.promise;
  return <span className={css.promise} title={text}><span className={css.small}>{t('promised')}</span><DueChip due={due_at} /></span>;
}

/** What was said last, or the words that were looked for where they stand. */
function LastLine({ row: { last, subject, found } }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  if (found) return <span className={css.cut}>{placed(found.parts).map(({ from, text, hit }) => (hit ? <mark key={from} className={css.hit}>{text}</mark> : <span key={from}>{text}</span>))}</span>;
  const text = [subject, last.text].filter(Boolean).join(' · ');
  return <span className={css.cut} title={text}>{last.author === 'agent' && <span className={css.small}>{t('saidBy', { who: t('author.agent') })}</span>}{text || t('onlyFiles')}</span>;
}

function Below({ row }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  const { sayQueue } = useQueues();
  const place = row.state === 'waiting' && row.place ? t('place', { count: row.place }) : undefined;
  const who = row.agent?.name ?? (row.offered_to ? t('offeredTo', { name: row.offered_to.name }) : t('noAgent'));
  return (
    <>
      <span className={css.cut}>{[who, sayQueue(row.queue), place].filter(Boolean).join(' · ')}</span>
      {row.tags.length > 0 && <span className={css.rowTags}><Tags ids={row.tags} most={2} /></span>}
      <span className={css.lineEnd}>
        <Time row={row} />
      </span>
    </>
  );
}

/** Until when it is put off, how long the customer waits, or when it was last spoken. */
function Time({ row }: { row: TalkRow }) {
  const { t } = useTranslation('conversations');
  if (row.state === 'snoozed') return row.snoozed_until ? <>{t('snoozedUntil')} <When at={row.snoozed_until} /></> : t('until.reply');
  if (row.waiting_since && row.state !== 'closed') return <Waited since={row.waiting_since} />;
  return <When at={row.closed_at ?? row.last.at} />;
}
