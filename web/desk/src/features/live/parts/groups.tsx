import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/kit/data-table';
import { count } from '@/kit/figures';
import { Empty } from '@/kit/load';
import css from '../live.module.css';
import { groupsOf, type Board, type Group, type Grouping, type View } from '../rules';
import { useSince } from '../words';

type Props = { board: Board; by: Grouping; onOpen: (view: View, id: string) => void };

/** The figures of now by queue, entrance or unit. */
export function GroupsTable({ board, by, onOpen }: Props) {
  const { t } = useTranslation('live');
  const cell = (view: View, hot = false): NonNullable<TableProps<Group>['columns']>[number] => ({
    title: t(`figure.${view}`), width: 84, align: 'end',
    render: (_, it) => {
      const value = it.figures[view];
      if (value === 0) return <span className={css.quiet}>0</span>;
      return <button type="button" className={`${css.open} ${hot ? css.hot : ''}`} aria-label={`${it.name} ${t(`figure.${view}`)} ${value}`} onClick={() => onOpen(view, it.id)}>{count(value)}</button>;
    },
  });
  return (
    <DataTable<Group>
      rows={groupsOf(board, by)}
      empty={<Empty what={t('none.groups')} />}
      scroll={{ x: 520 }}
      columns={[
        { title: t('column.name'), ellipsis: true, render: (_, it) => it.name },
        cell('waiting'),
        { title: t('figure.longest'), width: 104, align: 'end', render: (_, it) => <Longest at={it.figures.longest} /> },
        cell('serving'),
        cell('overdue', true),
      ]}
    />
  );
}

export function Longest({ at }: { at: string | null | undefined }) {
  const words = useSince(at);
  return at ? <>{words}</> : <span className={css.quiet}>–</span>;
}
