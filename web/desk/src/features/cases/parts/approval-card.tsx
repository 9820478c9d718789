import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';
import { DueChip } from '@/kit/due-chip';
import { Money } from '@/kit/figures';
import { Facts } from '@/kit/section';
import { Duration, When, toMinute } from '@/kit/when';
import { useApprovalCommands, type Approval } from '../approval-hooks';
import css from '../parts.module.css';
import { usePolicy } from '@/kit/policy';
import { useEntries, type ApprovalsPolicy } from '../policy-words';
import { DecideDrawer, type Verdict } from './approval-drawers';

/** Something asked for: what, by whom, why, where it stands, and what the reader can do about it. */
export function ApprovalCard({ it, withCase = false }: { it: Approval; withCase?: boolean }) {
  const { t } = useTranslation('cases');
  return (
    <article className={css.card} aria-label={`${it.title} ${it.snapshot.number}`}>
      <div className={css.head}>
        <b>{it.title}</b>
        {it.fen !== null && it.fen !== undefined && <Money fen={it.fen} />}
        {it.state === 'pending' && it.due_at ? <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> : <span className={css.tag}>{t(`approval.state.${it.state}`)}</span>}
        <Doings it={it} />
      </div>
      {withCase && <div><Link to="/cases/$caseId" params={{ caseId: it.case_id }}>{it.snapshot.number}</Link> {it.snapshot.subject}</div>}
      <div className={css.quiet}>{t('approval.askedBy', { name: it.asked_by.name })} <When at={it.asked_at} /></div>
      <Asked it={it} />
      <Levels it={it} />
      {withCase && <Frozen it={it} />}
    </article>
  );
}

function Asked({ it }: { it: Approval }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const given = useEntries(usePolicy<ApprovalsPolicy>('approvals')?.compensations);
  const { ask } = it;
  return (
    <Facts
      items={[
        [t('approval.reason'), it.reason],
        [t('approval.given'), ask.act === 'compensation' ? given.say(ask.kind) : undefined],
        [t('approval.budget'), it.budget?.name],
        [t('approval.demand'), ask.act === 'refusal' ? ask.demand : undefined],
        [t('approval.reply'), ask.act === 'refusal' ? ask.reply : undefined],
        [t('form.until'), ask.act === 'extension' ? toMinute(ask.until) : undefined],
        [t('field.outcome'), ask.act === 'closing' ? say('outcomes', ask.outcome) : undefined],
      ]}
    />
  );
}

/** The levels in order: who said what, who is waited for. */
function Levels({ it }: { it: Approval }) {
  const { t } = useTranslation('cases');
  if (it.levels.length === 0) return <div className={css.quiet}>{t('approval.noLevels')}</div>;
  return (
    <ol className={css.levels}>
      {it.levels.map((level, at) => (
        <li key={level.name} className={at + 1 === it.level && it.state === 'pending' ? css.levelNow : ''}>
          <b>{level.name}</b>
          {level.deciders.length > 0 && <span className={css.quiet}> {t('approval.waitsFor', { names: level.deciders.map(({ name }) => name).join(t('case.and')) })}</span>}
          {level.said.map((one) => (
            <div key={`${one.at}${one.verdict}`}>
              {one.person.name}{one.instead_of && t('approval.insteadOf', { name: one.instead_of.name })} <b>{t(`approval.verdict.${one.verdict}`)}</b> <When at={one.at} />
              <span className={css.quiet}> {t('approval.took')} <Duration ms={one.working_ms} /></span>
              {one.reason && <div className={css.said}>{one.reason}</div>}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** What was so when it was asked. */
function Frozen({ it }: { it: Approval }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const was = it.snapshot;
  return (
    <details>
      <summary>{t('approval.snapshot')}</summary>
      <Facts
        items={[
          [t('field.kind'), [say('kinds', was.kind), say('classes', was.class)].filter(Boolean).join(' / ')],
          [t('field.step'), say('steps', was.step)],
          [t('field.description'), was.description],
          [t('field.due_at'), was.due_at && toMinute(was.due_at)],
          [t('approval.reopened'), was.reopen_count > 0 ? was.reopen_count : undefined],
        ]}
      />
    </details>
  );
}

function Doings({ it }: { it: Approval }) {
  const { t } = useTranslation('cases');
  const [verdict, setVerdict] = useState<Verdict>();
  const commands = useApprovalCommands(it.case_id);
  const may = (name: string) => it.actions.includes(name);
  return (
    <span className={css.acts}>
      {may('decide') && (
        <>
          <Button size="small" type="primary" onClick={() => setVerdict('approve')}>{t('approval.do.approve')}</Button>
          <Button size="small" onClick={() => setVerdict('send_back')}>{t('approval.do.send_back')}</Button>
          <Button size="small" danger onClick={() => setVerdict('refuse')}>{t('approval.do.refuse')}</Button>
        </>
      )}
      {may('answer') && <Button size="small" type="primary" onClick={() => setVerdict('answer')}>{t('approval.do.answer')}</Button>}
      {may('withdraw') && <Button size="small" onClick={() => void commands.withdraw(it.id)}>{t('approval.do.withdraw')}</Button>}
      {verdict && <DecideDrawer it={it} verdict={verdict} onClose={() => setVerdict(undefined)} />}
    </span>
  );
}
