import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { DueChip } from '@/kit/due-chip';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import { useEscalationCommands, type Escalation } from '../escalation-hooks';
import css from '../parts.module.css';
import { Words } from './command-fields';

/** What the level, nature or watch is called. */
export function useEscalationTitle(): (it: Escalation) => string {
  const { t } = useTranslation('cases');
  return (it) => {
    if (it.kind === 'watched') return t('escalation.watched');
    return it.kind === 'nature' ? it.title : t('escalation.toLevel', { level: it.level, title: it.title });
  };
}

/** A case before a leader: which level, why, who has it. */
export function EscalationCard({ it }: { it: Escalation }) {
  const { t } = useTranslation('cases');
  const title = useEscalationTitle();
  const open = it.state === 'waiting' || it.state === 'taken';
  return (
    <article className={css.card} aria-label={title(it)}>
      <div className={css.head}>
        <b>{title(it)}</b>
        {open ? <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> : null}
        <span className={css.tag}>{t(`escalation.state.${it.state}`)}</span>
        <EscalationActs it={it} />
      </div>
      <div className={css.quiet}>{t(`escalation.cause.${it.cause}`, { defaultValue: it.cause })} {it.by?.name} <When at={it.at} /></div>
      {it.reason && <div className={css.said}>{it.reason}</div>}
      <div className={css.quiet}>{it.taken_by ? t('escalation.takenBy', { name: it.taken_by.name }) : t('approval.waitsFor', { names: it.leaders.map(({ name }) => name).join(t('case.and')) })}</div>
      {it.answer && <div className={css.said}>{it.answer}</div>}
    </article>
  );
}

export function EscalationActs({ it }: { it: Escalation }) {
  const { t } = useTranslation('cases');
  const { notification } = App.useApp();
  const [settling, setSettling] = useState(false);
  const commands = useEscalationCommands(it.case_id);
  const take = async () => {
    try {
      await commands.take(it.id);
      tellDone(t('escalation.done.take', { number: it.number }));
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
    }
  };
  return (
    <span className={css.acts}>
      {it.actions.includes('take') && <Button size="small" type="primary" onClick={() => void take()}>{t('escalation.take')}</Button>}
      {it.actions.includes('settle') && <Button size="small" onClick={() => setSettling(true)}>{t('escalation.settle')}</Button>}
      {settling && (
        <FormDrawer<{ answer: string }>
          title={`${t('escalation.settle')} · ${it.number}`}
          verb={t('escalation.settle')}
          draft={`escalation.${it.id}`}
          onClose={() => setSettling(false)}
          onSend={async ({ answer }) => {
            await commands.settle(it.id, answer);
            tellDone(t('escalation.done.settle', { number: it.number }));
          }}
        >
          <Words name="answer" label={t('escalation.answer')} required autoFocus />
        </FormDrawer>
      )}
    </span>
  );
}
