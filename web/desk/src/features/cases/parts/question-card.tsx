import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DueChip } from '@/kit/due-chip';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useApplicationCommands, type Question } from '../application-hooks';
import css from '../parts.module.css';
import { Words } from './command-fields';

/** A question of the window, its limit and its answer. */
export function QuestionCard({ it, onCase = false }: { it: Question; onCase?: boolean }) {
  const { t } = useTranslation('cases');
  const [answering, setAnswering] = useState(false);
  const waits = it.answered_at === null;
  return (
    <article className={css.card} aria-label={`${t('question.title')} ${it.number}`}>
      <div className={css.head}>
        {!onCase && <><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.number}</Link><b>{it.item}</b><span>{it.subject}</span></>}
        {waits ? <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> : <span className={css.tag}>{t('question.answered')}</span>}
        {waits && it.may_answer && <span className={css.acts}><Button type="primary" size="small" onClick={() => setAnswering(true)}>{t('question.answerDo')}</Button></span>}
      </div>
      <div className={css.quiet}>{it.asked_by.name} <When at={it.asked_at} /> {t('question.to', { names: it.leaders.map(({ name }) => name).join(t('case.and')) })}</div>
      <div className={css.said}>{it.question}</div>
      {it.answer && <><div className={css.quiet}>{it.answered_by?.name} {it.answered_at && <When at={it.answered_at} />}</div><div className={css.said}>{it.answer}</div></>}
      {answering && <AnswerDrawer it={it} onClose={() => setAnswering(false)} />}
    </article>
  );
}

function AnswerDrawer({ it, onClose }: { it: Question; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { answer } = useApplicationCommands(it.case_id);
  return (
    <FormDrawer<{ answer: string }>
      title={`${t('question.answerDo')} · ${it.number}`}
      verb={t('question.answerDo')}
      intro={<p className={css.said}>{it.question}</p>}
      draft={`answer.${it.id}`}
      onClose={onClose}
      onSend={async (values) => {
        await answer(it.id, values.answer);
        tellDone(t('question.done.answer', { number: it.number }));
      }}
    >
      <Words name="answer" label={t('question.answer')} required autoFocus />
    </FormDrawer>
  );
}
