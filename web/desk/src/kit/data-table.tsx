import { Button, Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from './figures';
import css from './kit.module.css';
import { usePrefs } from './prefs';
import { ProblemPage } from './problem';
import { Waiting } from './load';

type Props<T> = Omit<TableProps<T>, 'loading' | 'pagination'> & {
  rows: T[] | undefined;
  error?: unknown;
  retry?: () => void;
  empty: ReactNode;
  /** The row the keyboard stands on. */
  current?: string | undefined;
  onOpen?: (row: T) => void;
  more?: { there: boolean; busy: boolean; load: () => void };
};

/** A list: compact or comfortable as chosen, keyset paging by "more", its states included. */
export function DataTable<T extends { id: string }>({ rows, error, retry, empty, current, onOpen, more, ...rest }: Props<T>) {
  const { density } = usePrefs();
  if (!rows && error) return <ProblemPage error={error} retry={retry} />;
  if (!rows) return <Waiting rows={10} />;
  if (rows.length === 0) return <div className={css.tableWrap}>{empty}</div>;
  return (
    <div className={css.tableWrap}>
      <Table<T>
        rowKey="id"
        size={density === 'compact' ? 'small' : 'medium'}
        dataSource={rows}
        pagination={false}
        tableLayout="fixed"
        onRow={(row) => ({ onClick: onOpen && (() => onOpen(row)), id: `row-${row.id}` })}
        rowClassName={(row) => `${onOpen ? css.row : ''} ${row.id === current ? css.rowOn : ''}`}
        {...rest}
      />
      {more && <More shown={rows.length} {...more} />}
    </div>
  );
}

function More({ shown, there, busy, load }: { shown: number; there: boolean; busy: boolean; load: () => void }) {
  const { t } = useTranslation('kit');
  return (
    <div className={css.more}>
      <span>{t(there ? 'more.shown' : 'more.all', { count: shown, shown: count(shown) })}</span>
      {there && <Button size="small" loading={busy} onClick={load}>{t('more.load')}</Button>}
    </div>
  );
}
