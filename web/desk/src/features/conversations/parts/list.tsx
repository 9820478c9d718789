import { Button } from 'antd';
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkRow } from '@/api/conversations';
import { useSession } from '@/api/session';
import { Empty, Loaded } from '@/kit/load';
import css from '../conversations.module.css';
import { belongs, chipsOf, inSight, shownOf, type Filter } from '../list-rules';
import { Row } from './row';

/** The height of a row in pixels, as the style sheet has it. */
const height = 78;

export type ListProps = {
  rows: TalkRow[] | undefined;
  error: unknown;
  retry: () => void;
  filter: Filter;
  current: string | undefined;
  /** Those that left the view as far as it was looked at. */
  left: ReadonlySet<string>;
  news: number;
  onNews: () => void;
  more: { there: boolean; busy: boolean; load: () => void };
  /** The rows chosen for an act on many; undefined while nobody chooses. */
  chosen: ReadonlySet<string> | undefined;
  onChoose: (id: string, chosen: boolean) => void;
};

/** The conversations of a view: only rows in sight are drawn, the order stays while it is read, news wait behind a bar. */
export function List({ rows, error, retry, filter, news, onNews, ...rest }: ListProps) {
  const { t } = useTranslation('conversations');
  const nothing = filter.q || chipsOf(filter).length > 0 ? 'search' : filter.view;
  return (
    <div className={css.list}>
      <div role="status" aria-live="polite">
        {news > 0 && <Button type="link" block className={css.news ?? ''} onClick={onNews}>{t('news', { count: news })}</Button>}
      </div>
      <Loaded of={{ data: rows, error, refetch: retry }}>
        {(all) => (all.length === 0 ? <Empty what={t(`empty.${nothing}`)} how={t(`emptyHow.${nothing}`, { defaultValue: '' })} /> : <Rows rows={all} filter={filter} {...rest} />)}
      </Loaded>
    </div>
  );
}

type RowsProps = Pick<ListProps, 'filter' | 'current' | 'left' | 'more' | 'chosen' | 'onChoose'> & { rows: TalkRow[] };

function Rows({ rows, filter, current, left, more, chosen, onChoose }: RowsProps) {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const box = useInSight(rows.findIndex(({ id }) => id === current));
  const [seen, setSeen] = useState({ scrolled: 0, height: 800 });
  const look = () => {
    if (box.current) setSeen({ scrolled: box.current.scrollTop, height: box.current.clientHeight || 800 });
  };
  const measure = useEffectEvent(look);
  useLayoutEffect(() => {
    measure();
    const watch = new ResizeObserver(() => measure());
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, [box]);
  const { from, to } = inSight(seen.scrolled, seen.height, height, rows.length);
  const scrolled = () => {
    look();
    const at = box.current;
    if (at && more.there && !more.busy && at.scrollHeight - at.scrollTop - at.clientHeight < 4 * height) more.load();
  };
  return (
    <div ref={box} className={css.listScroll} onScroll={scrolled}>
      <ul aria-label={t(`view.${shownOf(filter)}`)} style={{ paddingBlock: `${from * height}px ${(rows.length - to) * height}px` }}>
        {rows.slice(from, to).map((row, index) => (
          <Row
            key={row.id}
            row={row}
            here={row.id === current}
            left={left.has(row.id) ? t('leftView') : belongs(shownOf(filter), row, person.id) === false ? t(`state.${row.state}`) : undefined}
            filter={filter}
            chosen={chosen?.has(row.id)}
            onChoose={(on) => onChoose(row.id, on)}
            place={{ at: from + index, of: rows.length }}
          />
        ))}
      </ul>
      {more.there && <Button type="text" block loading={more.busy} onClick={more.load}>{t('kit:more.load')}</Button>}
    </div>
  );
}

/** The place of the rows; the open row is brought into sight when another one is opened by keyboard. */
function useInSight(at: number) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || at < 0) return;
    const top = at * height;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + height > list.scrollTop + list.clientHeight && list.clientHeight > 0) list.scrollTop = top + height - list.clientHeight;
  }, [at]);
  return box;
}
