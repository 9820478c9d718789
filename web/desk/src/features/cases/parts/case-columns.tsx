import { Link } from '@tanstack/react-router';
import { Tooltip, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '@/api/types';
import { useWords } from '@/kit/book';
import { DueChip } from '@/kit/due-chip';
import { Person } from '@/kit/person';
import { When } from '@/kit/when';
import css from '../cases.module.css';
import { nextDue } from '../rules';
import { useAnswerText } from './answer-text';
import { Tags } from '@/kit/tag-pick';

/** The marks before a subject: what makes this row unlike others. */
export function Marks({ row }: { row: CaseRow }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const hot = row.priority === 'urgent' || row.priority === 'high';
  return (
    <>
      {hot && <span className={`${css.tag} ${css.tagHot}`}>{say('priorities', row.priority)}</span>}
      {row.reopen_count > 0 && <Tooltip title={t('mark.reopenedTip', { count: row.reopen_count })}><span className={css.tag}>{t('mark.reopened')}</span></Tooltip>}
      {row.urge_count > 0 && <Tooltip title={t('mark.urgedTip', { count: row.urge_count })}><span className={`${css.tag} ${css.tagHot}`}>{t('mark.urged', { count: row.urge_count })}</span></Tooltip>}
      <Tags ids={row.tags} />
      {row.repeat_count > 0 && <Tooltip title={t('mark.repeatTip', { count: row.repeat_count })}><span className={css.tag}>{t('mark.repeat')}</span></Tooltip>}
    </>
  );
}

export function DueOf({ row }: { row: CaseRow }) {
  const { t } = useTranslation('cases');
  const { due, promised } = nextDue(row);
  if (row.status === 'closed') return <When at={row.closed_at} />;
  return <DueChip due={due} half={promised ? null : row.due_half_at} near={promised ? null : row.due_near_at} paused={row.status === 'paused' && !promised} {...(promised ? { label: t('mark.promise') } : {})} />;
}

/** The columns of the list; a case opened from it knows the list it comes from. */
export function useCaseColumns(queue: string | undefined, added: string[] = []): NonNullable<TableProps<CaseRow>['columns']> {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const answer = useAnswerText();
  return [
    { title: t('field.number'), dataIndex: 'number', width: 124, render: (number: string, { id }) => <Link to="/cases/$caseId" params={{ caseId: id }} search={{ queue } as never} onClick={(event) => event.stopPropagation()}>{number}</Link> },
    {
      title: t('field.subject'), dataIndex: 'subject',
      render: (subject: string, row) => <span className={css.subject}><Marks row={row} /><span className={css.subjectText} title={subject}>{subject}</span></span>,
    },
    { title: t('field.due'), width: 168, render: (_, row) => <DueOf row={row} /> },
    { title: t('field.kind'), width: 88, render: (_, { kind }) => <span className={css.cut}>{say('kinds', kind)}</span> },
    { title: t('field.step'), width: 100, render: (_, { step }) => <span className={css.cut}>{say('steps', step)}</span> },
    ...added.map((id) => ({ key: id, title: say('fields', id), width: 104, render: (_: unknown, { columns }: CaseRow) => <span className={css.cut}>{answer(id, (columns as Record<string, unknown> | undefined)?.[id])}</span> })),
    { title: t('field.customer'), width: 96, render: (_, { customer }) => <span className={css.cut}><Person who={customer} nobody={t('list.noCustomer')} /></span> },
    { title: t('field.owner'), width: 96, render: (_, { owner }) => <span className={css.cut}><Person who={owner} nobody={t('list.noOwner')} /></span> },
    { title: t('field.unit'), width: 120, responsive: ['xxl'], render: (_, { unit }) => <span className={css.cut} title={unit.name}>{unit.name}</span> },
    { title: t('field.opened'), width: 104, align: 'end', render: (_, { opened_at: at }) => <When at={at} /> },
  ];
}
