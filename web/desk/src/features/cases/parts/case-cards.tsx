import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '@/api/types';
import { useWords } from '@/kit/book';
import { Person } from '@/kit/person';
import css from '../cases.module.css';
import { DueOf, Marks } from './case-columns';

/** The list on a phone. */
export function CaseCards({ rows, more }: { rows: CaseRow[]; more: { there: boolean; busy: boolean; load: () => void } }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  return (
    <div className={css.cards}>
      {rows.map((row) => (
        <Link key={row.id} to="/cases/$caseId" params={{ caseId: row.id }} className={css.card ?? ''}>
          <span className={css.cardLine}><span>{row.number}</span><DueOf row={row} /></span>
          <span className={css.cardSubject}><Marks row={row} /> {row.subject}</span>
          <span className={css.cardLine}>
            <span>{say('kinds', row.kind)} · {say('steps', row.step)}</span>
            <Person who={row.owner} nobody={t('list.noOwner')} />
          </span>
        </Link>
      ))}
      {more.there && <Button loading={more.busy} onClick={more.load}>{t('list.more')}</Button>}
    </div>
  );
}
