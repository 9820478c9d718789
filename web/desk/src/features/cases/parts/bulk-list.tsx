import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Empty, Loaded } from '@/kit/load';
import { When } from '@/kit/when';
import { useBulks } from '../bulk-hooks';
import css from '../cases.module.css';

/** The acts on many cases that one asked for, the newest first. */
export function BulkList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('cases');
  return (
    <Loaded of={useBulks()} rows={6}>
      {({ items }) => (items.length === 0 ? <Empty what={t('bulk.none')} how={t('bulk.noneHow')} /> : (
        <ul className={css.bulkRows}>
          {items.map((it) => (
            <li key={it.id} className={css.bulkRow}>
              <div>
                <Button type="link" className={css.bulkLink} onClick={() => onOpen(it.id)}>{t(it.undo_of ? 'bulk.undoTitle' : 'bulk.title', { what: t(`bulk.act.${it.act.act}`), count: it.total })}</Button>
                <div className={css.small}>{t(`bulk.state.${it.state}`, { done: count(it.done), refused: count(it.refused), total: count(it.total) })}</div>
              </div>
              <When at={it.made_at} />
            </li>
          ))}
        </ul>
      ))}
    </Loaded>
  );
}
