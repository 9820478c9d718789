import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { Section } from '@/kit/section';
import { Duration, When } from '@/kit/when';
import { useJointOf, useUrgingsOf, type Joint } from '../joint-hooks';
import css from '../parts.module.css';
import { JointActs } from './joint-acts';

type Props = { it: Case; act: (name: string) => void };

/** What other departments were asked for, and how long each took. */
export function JointParts({ it, act }: Props) {
  const { t } = useTranslation('cases');
  const found = useJointOf(it.id).data;
  if (!found || (found.items.length === 0 && !found.may_ask)) return null;
  return (
    <Section title={t('joint.title')} extra={found.may_ask && <Button type="link" size="small" onClick={() => act('joint')}>{t('act.joint')}</Button>}>
      {found.items.length === 0 ? <span className={css.quiet}>{t('joint.none')}</span> : (
        <div className={css.cards}>{found.items.map((one) => <JointCard key={one.id} caseId={it.id} joint={one} />)}</div>
      )}
    </Section>
  );
}

function JointCard({ caseId, joint }: { caseId: string; joint: Joint }) {
  const { t } = useTranslation('cases');
  const who = joint.worker ?? joint.person;
  return (
    <article className={css.card} aria-label={joint.unit.name}>
      <div className={css.head}>
        <b>{joint.unit.name}</b>
        {joint.due_at && <DueChip due={joint.due_at} half={joint.half_at ?? null} near={joint.near_at ?? null} />}
        <span className={css.tag}>{t(`joint.state.${joint.state}`)}</span>
        <JointActs caseId={caseId} joint={joint} actions={joint.actions} />
      </div>
      <div className={css.said}>{joint.task}</div>
      <div className={css.quiet}>{t('joint.askedBy', { name: joint.by?.name ?? '' })} <When at={joint.asked_at} />{who && <> · {t('joint.worker', { name: who.name })}</>}</div>
      {joint.answer && <div className={css.said}>{joint.answer}</div>}
      <Waits joint={joint} />
    </article>
  );
}

/** How long it waited to be accepted, and how long it was worked on. */
function Waits({ joint: { wait_ms: wait, handling_ms: handling } }: { joint: Joint }) {
  const { t } = useTranslation('cases');
  if (typeof wait !== 'number') return null;
  return <div className={css.quiet}>{t('joint.waited')} <Duration ms={wait} />{typeof handling === 'number' && <> · {t('joint.took')} <Duration ms={handling} /></>}</div>;
}

/** Who urged the handler, how often, and what came of it. */
export function Urgings({ it, act }: Props) {
  const { t } = useTranslation('cases');
  const urged = it.urge_count > 0;
  const found = useUrgingsOf(it.id, urged).data;
  if (!urged || !found) return null;
  return (
    <Section title={t('urging.title', { count: found.count })} extra={found.may_note_customer && <Button type="link" size="small" onClick={() => act('customer_urges')}>{t('act.customer_urges')}</Button>}>
      <ul className={css.cards} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {found.items.map((one) => (
          <li key={one.id} className={css.card}>
            <div className={css.head}>
              <span className={css.tag}>{t(`urging.kind.${one.kind}`)}</span>
              {one.brought && <span className={`${css.tag} ${css.hot}`}>{t(`urging.brought.${one.brought}`)}</span>}
              <span className={css.quiet}>{one.by?.name} <When at={one.at} /></span>
            </div>
            <div className={css.said}>{one.reason}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
