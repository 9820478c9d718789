import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useWords } from '@/kit/book';
import { DueChip } from '@/kit/due-chip';
import { Person } from '@/kit/person';
import { Facts, Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { Duration, When } from '@/kit/when';
import { fileSize } from '@/kit/file-size';
import css from '../cases.module.css';
import { useMergingOn } from '../merge-hooks';
import { obstacle, offers } from '../rules';
import { Approvals } from './approvals';
import { Escalations } from './escalations';
import { FollowUps } from './follow-ups';
import { JointParts, Urgings } from './joint';
import { MergedInto, Merges } from './merges';
import { PartCases } from './part-cases';
import { QualityMark } from './quality';
import { Answered, useReveal } from './reveal';
import { TrackingCode } from './tracking';
import { useFieldName } from './use-field-name';

type Props = { it: Case; act: (name: string, on?: string) => void };

/** What belongs to the case beside its course. */
export function Rail({ it, act }: Props) {
  return (
    <aside className={css.rail}>
      <MergedInto it={it} />
      <Missing it={it} act={act} />
      <About it={it} />
      <Promises it={it} act={act} />
      <Urgings it={it} act={act} />
      <Transfers it={it} />
      <JointParts it={it} act={act} />
      <Approvals it={it} />
      <FollowUps it={it} />
      <Escalations it={it} />
      <PartCases it={it} />
      <Merges it={it} />
      <PastClocks it={it} />
      <Attachments it={it} />
      <Links it={it} act={act} />
    </aside>
  );
}

function Missing({ it, act }: Props) {
  const { t } = useTranslation('cases');
  const nameOf = useFieldName();
  if (it.missing.length === 0) return null;
  return (
    <Alert
      type="warning"
      title={t('rail.missing')}
      description={it.missing.map(nameOf).join(t('case.and'))}
      action={offers(it.actions, 'edit') && obstacle(it.actions, 'edit') === undefined && <Button size="small" onClick={() => act('edit')}>{t('rail.fill')}</Button>}
    />
  );
}

function About({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const { full, reveal } = useReveal(it);
  const own = it.answers.map((one): [string, ReactNode] => [one.name, <Answered key={one.field} it={one} full={full?.fields[one.field]} />]);
  return (
    <Section title={t('rail.about')} extra={reveal}>
      <Facts
        items={[
          [t('field.customer'), it.customer && <Link key="customer" to="/customers/$customerId" params={{ customerId: it.customer.id }}>{it.customer.name}</Link>],
          [t('field.contactHow'), full?.contact_how ?? it.contact_how],
          [t('field.channel'), <Fragment key="channel">{say('channels', it.channel)} <TrackingCode it={it} /></Fragment>],
          [t('field.priority'), say('priorities', it.priority)],
          ...own,
          [t('quality.title'), it.quality && <QualityMark key="quality" {...it.quality} missing={it.missing} />],
          [t('field.outcome'), say('outcomes', it.outcome)],
          [t('field.closed'), it.closed_at && <When key="closed" at={it.closed_at} full />],
          [t('field.source'), it.source],
        ]}
      />
    </Section>
  );
}

function Promises({ it, act }: Props) {
  const { t } = useTranslation('cases');
  if (it.promises.length === 0) return null;
  return (
    <Section title={t('rail.promises')}>
      <ul className={css.list}>
        {it.promises.map((one) => (
          <li key={one.id}>
            <div className={css.listLine}>
              {one.kept_at ? <span className={css.small}>{t(`promise.${one.state}`)} <When at={one.kept_at} /></span> : <DueChip due={one.due_at} />}
              {!one.kept_at && <Button size="small" onClick={() => act('keep', one.id)}>{t('promise.keep')}</Button>}
            </div>
            <div>{one.text}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Transfers({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  if (it.transfers.length === 0) return null;
  return (
    <Section title={t('rail.transfers')}>
      <ul className={css.list}>
        {it.transfers.map((one) => (
          <li key={one.id}>
            <div className={css.listLine}><span>{one.from_unit.name} → {one.to_unit.name}</span><span className={css.small}>{t(`transfer.${one.state}`)}</span></div>
            <div className={css.small}><When at={one.at} /> {one.to_person && <Person who={one.to_person} />}</div>
            <div className={css.small}>{one.reason}</div>
            <Handling one={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** How long a transfer waited, and how the department keeps its own limit. */
function Handling({ one }: { one: Case['transfers'][number] }) {
  const { t } = useTranslation('cases');
  return (
    <>
      {typeof one.wait_ms === 'number' && one.wait_ms > 0 && <div className={css.small}>{t('joint.waited')} <Duration ms={one.wait_ms} /></div>}
      {one.due_at && !one.handled_at && <div className={css.small}>{t('joint.departmentLimit')} <DueChip due={one.due_at} half={one.half_at ?? null} near={one.near_at ?? null} /></div>}
      {typeof one.handling_ms === 'number' && <div className={css.small}>{t('joint.departmentTook')} <Duration ms={one.handling_ms} /></div>}
      {one.answer && <div className={css.small}>{one.answer}</div>}
    </>
  );
}

/** Clocks that have ended: how much of the limit was used. */
function PastClocks({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const ended = it.clocks.filter(({ ended_at: at, state }) => at && state !== 'cancelled');
  if (ended.length === 0) return null;
  return (
    <Section title={t('rail.clocks')}>
      <ul className={css.list}>
        {ended.map((clock) => (
          <li key={clock.id} className={css.listLine}>
            <span className={css.still}>{t(`target.${clock.target}`)}{clock.instance > 1 && ` ${clock.instance}`}</span>
            <span className={clock.state === 'breached' ? css.eventHot : css.small}>
              {t(`clock.${clock.state}`)} <Duration ms={clock.used_ms} /> / <Duration ms={clock.limit_ms} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the server makes small. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

function Attachments({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  if (it.attachments.length === 0) return null;
  return (
    <Section title={t('rail.attachments')}>
      <ul className={css.list}>
        {it.attachments.map((one) => (
          <li key={one.id} className={css.listLine}>
            <a href={`/api/v1/attachments/${one.id}`} download={one.name}>
              {pictures.includes(one.media_type) && <img src={`/api/v1/attachments/${one.id}?small=true`} alt="" loading="lazy" className={css.thumb} />}
              {one.name}
            </a>
            <span className={css.small}>{fileSize(one.size)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Links that people made, and that no figure was made from, can be taken off. */
const loose = ['related', 'duplicate', 'same_cause', 'follows', 'followed_by'];

function Links({ it, act }: Props) {
  const { t } = useTranslation('cases');
  const { unlink } = useMergingOn(it.id);
  const add = offers(it.actions, 'link') && <Button type="link" size="small" onClick={() => act('link')}>{t('act.link')}</Button>;
  if (it.links.length === 0) return null;
  return (
    <Section title={t('rail.links')} extra={add}>
      <ul className={css.list}>
        {it.links.map((one) => (
          <li key={`${one.case_id} ${one.kind}`}>
            <Link to="/cases/$caseId" params={{ caseId: one.case_id }}>{one.number}</Link> <span className={css.small}>{t(`link.${one.kind}`, { defaultValue: one.kind })}</span>
            {!one.by_rule && loose.includes(one.kind) && offers(it.actions, 'link') && (
              <Button type="link" size="small" onClick={() => void unlink({ case_id: one.case_id, kind: one.kind }).then(() => tellDone(t('done.unlink', { number: one.number })))}>{t('act.unlink')}</Button>
            )}
            <div className={css.small}>{one.subject}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
