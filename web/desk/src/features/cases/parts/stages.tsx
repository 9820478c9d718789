import { useTranslation } from 'react-i18next';
import { exact } from '@/kit/when';
import type { Complaint } from '../complaint-hooks';
import css from '../parts.module.css';

/** The stages of ISO 10002, from what happened: reached, overdue, ahead. */
export function Stages({ stages }: { stages: Complaint['stages'] }) {
  const { t } = useTranslation('cases');
  return (
    <ol className={css.stages} aria-label={t('complaint.stages')}>
      {stages.map(({ stage, at, due_at: due, late }) => {
        const state = at ? (late ? 'reachedLate' : 'reached') : late ? 'late' : 'ahead';
        const when = at ?? due;
        return (
          <li key={stage} className={`${css.stage} ${at ? css.stageDone : ''} ${late ? css.hot : ''}`}>
            <b>{t(`complaint.stage.${stage}`)}</b>
            <span className={css.quiet}>{t(`complaint.stageState.${state}`)}{when && ` ${exact(when).slice(5, 16)}`}</span>
          </li>
        );
      })}
    </ol>
  );
}
