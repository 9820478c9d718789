import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import type { CaseRow } from '@/api/types';
import { useShortcut } from '@/kit/keys';
import { Empty, Loaded } from '@/kit/load';
import { Person } from '@/kit/person';
import { readQuery } from '@/kit/url';
import css from '../cases.module.css';
import { useCases } from '../hooks';
import { neighbour, parseFilter, queryOf, seatOf } from '../rules';
import { DueOf } from './case-columns';

/** The list from which the case was opened, beside it: one goes on to the next without going back. */
export function Queue({ current, queue }: { current: string; queue: string | undefined }) {
  const { t } = useTranslation('cases');
  const raw = readQuery(queue ?? '');
  const reading = useCases(queryOf(parseFilter(raw), seatOf(useSession())));
  const rows = reading.data?.pages.flatMap(({ items }) => items);
  useWalking(rows ?? [], current, queue);
  return (
    <nav className={css.queue} aria-label={t('queue.name')}>
      <Link to="/cases" search={raw as never} className={css.queueHead ?? ''}>{t('queue.back')}</Link>
      <Loaded of={{ ...reading, data: rows }}>
        {(all) => (all.length === 0 ? <Empty what={t('list.empty')} /> : <ul>{all.map((row) => <Entry key={row.id} row={row} here={row.id === current} queue={queue} />)}</ul>)}
      </Loaded>
    </nav>
  );
}

function Entry({ row, here, queue }: { row: CaseRow; here: boolean; queue: string | undefined }) {
  const { t } = useTranslation('cases');
  return (
    <li>
      <Link to="/cases/$caseId" params={{ caseId: row.id }} search={{ queue } as never} aria-current={here ? 'page' : undefined} className={`${css.queueRow} ${here ? css.queueHere : ''}`}>
        <span className={css.cut} title={row.subject}>{row.subject}</span>
        <span className={css.cardLine}><DueOf row={row} /><Person who={row.owner} nobody={t('list.noOwner')} /></span>
      </Link>
    </li>
  );
}

/** J and K go to the next and the previous case of the list. */
function useWalking(rows: CaseRow[], current: string, queue: string | undefined): void {
  const navigate = useNavigate();
  const go = (step: 1 | -1) => () => {
    const next = neighbour(rows, current, step);
    if (next && next !== current) void navigate({ to: '/cases/$caseId', params: { caseId: next }, search: { queue } as never });
  };
  useShortcut('list.next', go(1));
  useShortcut('list.previous', go(-1));
}
