import { Button, Segmented } from 'antd';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import type { Case } from '@/api/types';
import { Loaded } from '@/kit/load';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import css from '../cases.module.css';
import { useTimeline } from '../hooks';
import { shownUnder } from '../timeline-rules';
import { Event } from './event';

const filters = ['work', 'said', 'all'] as const;
const parse = (raw: Raw) => ({ events: oneOf(raw, 'events', filters) });

/** What happened, the oldest first; the newest stands above the field for writing. */
export function Timeline({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const [{ events = 'work' }, set] = useUrlState(parse);
  const { person } = useSession();
  const reading = useTimeline(it.id);
  const own = reading.data?.pages.flatMap(({ items }) => items).findLast(({ actor }) => actor?.id === person.id);
  const box = useNewestFirstSeen(reading.isSuccess ? (own?.seq ?? 0) : undefined);
  return (
    <div className={css.threadScroll} ref={box}>
      <Segmented
        size="small"
        value={events}
        aria-label={t('timeline.filter')}
        onChange={(value) => set({ events: value === 'work' ? undefined : value })}
        options={filters.map((value) => ({ value, label: t(`timeline.${value}`) }))}
      />
      {it.description && <div className={css.said}>{it.description}</div>}
      <Loaded of={reading}>
        {({ pages }) => (
          <ol className={css.events} aria-label={t('case.thread')}>
            {pages.flatMap(({ items }) => items).filter((item) => shownUnder(events, item)).map((item) => <Event key={item.seq} item={item} people={it.people} />)}
          </ol>
        )}
      </Loaded>
      {reading.hasNextPage && <Button block loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{t('timeline.later')}</Button>}
    </div>
  );
}

/** The newest entry is in sight when the case is opened and after an act of one's own; otherwise the reader's place is left alone. */
function useNewestFirstSeen(own: number | undefined) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (own !== undefined && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [own]);
  return box;
}
