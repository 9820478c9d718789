import { Button, Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case, Schemas } from '@/api/types';
import { MomentField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { useEscalationCommands, useEscalationsOf } from '../escalation-hooks';
import css from '../parts.module.css';
import { Words } from './command-fields';
import { EscalationCard } from './escalation-card';

type Found = Schemas['EscalationsOf'];

/** Before whom a case was brought, and bringing it further. */
export function Escalations({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const [doing, setDoing] = useState<'escalate' | 'watch'>();
  const found = useEscalationsOf(it.id).data;
  if (!found) return null;
  const up = found.next !== null || found.natures.length > 0;
  if (found.items.length === 0 && !up && !found.may_watch) return null;
  const extra = (
    <>
      {up && <Button type="link" size="small" onClick={() => setDoing('escalate')}>{t('escalation.do')}</Button>}
      {found.may_watch && <Button type="link" size="small" onClick={() => setDoing('watch')}>{t('escalation.watch')}</Button>}
    </>
  );
  return (
    <Section title={t('escalation.title')} extra={extra}>
      {found.items.length === 0 ? <span className={css.quiet}>{t('escalation.none')}</span> : <div className={css.cards}>{found.items.map((one) => <EscalationCard key={one.id} it={one} />)}</div>}
      {doing === 'escalate' && <EscalateDrawer it={it} found={found} onClose={() => setDoing(undefined)} />}
      {doing === 'watch' && <WatchDrawer it={it} onClose={() => setDoing(undefined)} />}
    </Section>
  );
}

type Props = { it: Case; onClose: () => void };

function EscalateDrawer({ it, found, onClose }: Props & { found: Found }) {
  const { t } = useTranslation('cases');
  const { escalate } = useEscalationCommands(it.id);
  const next = found.next ? [{ value: '', label: t('escalation.nextLevel', { title: found.next }) }] : [];
  const choices = [...next, ...found.natures.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <FormDrawer<{ nature?: string; reason: string }>
      title={`${t('escalation.do')} · ${it.number}`}
      verb={t('escalation.do')}
      draft={`escalate.${it.id}`}
      initial={{ nature: choices[0]?.value ?? '' }}
      onClose={onClose}
      onSend={async ({ nature, reason }) => {
        await escalate({ nature: nature || null, reason });
        tellDone(t('escalation.done.escalate', { number: it.number }));
      }}
    >
      <Form.Item name="nature" label={t('escalation.where')}><Radio.Group vertical options={choices} /></Form.Item>
      <Words name="reason" label={t('escalation.reason')} required autoFocus />
    </FormDrawer>
  );
}

function WatchDrawer({ it, onClose }: Props) {
  const { t } = useTranslation('cases');
  const { watch } = useEscalationCommands(it.id);
  return (
    <FormDrawer<{ reason: string; due_at: string }>
      title={`${t('escalation.watch')} · ${it.number}`}
      verb={t('escalation.watch')}
      draft={`watch.${it.id}`}
      onClose={onClose}
      onSend={async (values) => {
        await watch(values);
        tellDone(t('escalation.done.watch', { number: it.number }));
      }}
    >
      <Words name="reason" label={t('escalation.wanted')} required autoFocus />
      <Form.Item name="due_at" label={t('escalation.until')} rules={[{ required: true, message: t('form.dueNeed') }]}><MomentField /></Form.Item>
    </FormDrawer>
  );
}
