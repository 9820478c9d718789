import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { Person } from '@/kit/person';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import { useFollowUpsOf, type FollowUp } from '../follow-up-hooks';
import css from '../parts.module.css';
import { FollowUpActs } from './follow-up-acts';

/** The customer asked afterwards: when, by whom, what came of it. */
export function FollowUps({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const items = useFollowUpsOf(it.id).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('followUp.title')}>
      <div className={css.cards}>{items.map((one) => <One key={one.id} it={one} />)}</div>
    </Section>
  );
}

function One({ it }: { it: FollowUp }) {
  const { t } = useTranslation('cases');
  return (
    <article className={css.card} aria-label={t('followUp.title')}>
      <div className={css.head}>
        {it.state === 'open' ? <DueChip due={it.due_at} half={it.half_at} near={it.near_at} /> : <b className={it.result === 'not_satisfied' ? css.hot : ''}>{t(it.result ? `followUp.result.${it.result}` : 'followUp.lifted')}</b>}
        <span className={css.quiet}><Person who={it.ended_by ?? it.person} /> {it.ended_at && <When at={it.ended_at} />}</span>
      </div>
      {it.comment && <div className={css.said}>{it.comment}</div>}
      {it.questions.filter(({ id }) => it.scores[id] !== undefined).map(({ id, name, to }) => <div key={id} className={css.quiet}>{name} {it.scores[id]} / {to}</div>)}
      {it.tries.map((one) => <div key={one.at} className={css.quiet}>{t('followUp.tried', { name: one.by.name })} <When at={one.at} /> {one.note}</div>)}
      <div className={css.head}><FollowUpActs it={it} /></div>
    </article>
  );
}
