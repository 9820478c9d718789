import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Talk } from '@/api/conversations';
import { PersonField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { useEndings, useQueues } from '@/kit/policy';
import { tellDone } from '@/kit/undo';
import { useActsOn, type Acts } from '../hooks';
import { useOpening, useSummaries } from '../policy';
import { untilOf, untils, type Moment, type Opens } from '../snooze-rules';
import { CaseField } from './case-field';
import { ColleagueField } from './colleague-field';
import { CustomerField } from './customer-field';
import { UntilFields } from './until-fields';

/** How a conversation ends, as it is filled in. */
export type Closing = { outcome?: string; summary?: string };

/** The same as it is sent. */
export function closing({ outcome = '', summary = '' }: Closing): { outcome: string; summary?: string } {
  return { outcome, ...(summary.trim() ? { summary: summary.trim() } : {}) };
}

type Props = { name: string; it: Talk; onClose: () => void };
type Values = { to?: 'person' | 'queue'; person?: string; queue?: string; note?: string; reason?: string; words?: string; case_id?: string; customer_id?: string } & Closing & Moment;
type Drawer = { fields: (props: { it: Talk }) => React.ReactNode; send: (acts: Acts, values: Values, opens: Opens) => Promise<void>; initial?: Values };

const drawers: Record<string, Drawer> = {
  transfer: { fields: TransferFields, send: (acts, { to, person = '', queue = '', note = '' }) => acts.transfer({ to: to === 'queue' ? { queue } : { person }, note }), initial: { to: 'person' } },
  snooze: { fields: SnoozeFields, send: (acts, values, opens) => acts.snooze(untilOf(values, new Date(), opens)), initial: { until: 'reply' } },
  close: { fields: CloseFields, send: (acts, values) => acts.close(closing(values)) },
  take_over: { fields: TakeOverFields, send: (acts, { reason = '' }) => acts.takeOver(reason) },
  whisper: { fields: WhisperFields, send: (acts, { words = '' }) => acts.whisper(words) },
  recognise: { fields: RecogniseFields, send: (acts, { customer_id = '' }) => acts.recognise(customer_id) },
  link: { fields: LinkFields, send: (acts, { case_id = '' }) => acts.link(case_id) },
};

/** The drawer of an act by its name in the address; a name that is none shows nothing. */
export function ActDrawer({ name, it, onClose }: Props) {
  const { t } = useTranslation('conversations');
  const acts = useActsOn(it.id);
  const opens = useOpening(it.channel);
  const drawer = drawers[name];
  if (!drawer) return null;
  const Fields = drawer.fields;
  // What was written when it was closed before is gone on with.
  const initial = name === 'close' && it.summary ? { summary: it.summary } : drawer.initial;
  const send = async (values: Values) => {
    await drawer.send(acts, values, opens);
    tellDone(t(`done.${name}`, { name: it.name || t('visitor') }), name === 'snooze' ? acts.wake : name === 'close' ? acts.reopen : undefined);
  };
  return (
    <FormDrawer<Values> key={name} title={`${t(`act.${name}`)} · ${it.name || t('visitor')}`} verb={t(`act.${name}`)} draft={`talk.${it.id}.do.${name}`} {...(initial ? { initial } : {})} onClose={onClose} onSend={send}>
      <Fields it={it} />
    </FormDrawer>
  );
}

/** Of several conversations at once, `it` is none. */
export function TransferFields({ it }: { it?: Talk }) {
  const { t } = useTranslation('conversations');
  const { queues } = useQueues();
  const to: unknown = Form.useWatch('to');
  return (
    <>
      <Form.Item name="to" label={t('form.to')}><Radio.Group options={[{ value: 'person', label: t('form.toPerson') }, { value: 'queue', label: t('form.toQueue') }]} /></Form.Item>
      {to === 'queue'
        ? <Form.Item name="queue" label={t('form.queue')} rules={[{ required: true, message: t('form.queueNeed') }]}><Select options={queues} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
        : <Form.Item name="person" label={t('form.person')} rules={[{ required: true, message: t('form.personNeed') }]}>{it ? <ColleagueField talk={it.id} /> : <PersonField autoFocus />}</Form.Item>}
      <Form.Item name="note" label={t('form.note')} extra={t('form.noteHint')} rules={[{ required: true, whitespace: true, message: t('form.noteNeed') }]}><Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} /></Form.Item>
    </>
  );
}

function SnoozeFields() {
  const { t } = useTranslation('conversations');
  return <UntilFields of={untils} label={t('form.until')} hint={t('form.untilHint')} />;
}

export function CloseFields() {
  const { t } = useTranslation('conversations');
  const { longest, demands } = useSummaries();
  const outcome: unknown = Form.useWatch('outcome');
  return (
    <>
      <Form.Item name="outcome" label={t('form.outcome')} rules={[{ required: true, message: t('form.outcomeNeed') }]}><Radio.Group vertical options={useEndings()} /></Form.Item>
      <Form.Item name="summary" label={t('form.summary')} extra={t('form.summaryHint')} dependencies={['outcome']} rules={demands(outcome) ? [{ required: true, whitespace: true, message: t('form.summaryNeed') }] : []}>
        <Input.TextArea maxLength={longest} autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
    </>
  );
}

function TakeOverFields() {
  const { t } = useTranslation('conversations');
  return <Form.Item name="reason" label={t('form.takeOverReason')} extra={t('form.takeOverHint')} rules={[{ required: true, whitespace: true, message: t('form.takeOverNeed') }]}><Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>;
}

function WhisperFields() {
  const { t } = useTranslation('conversations');
  return <Form.Item name="words" label={t('form.whisper')} extra={t('form.whisperHint')} rules={[{ required: true, whitespace: true, message: t('form.whisperNeed') }]}><Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>;
}

function LinkFields({ it }: { it: Talk }) {
  const { t } = useTranslation('conversations');
  return <Form.Item name="case_id" label={t('form.case')} extra={t('form.caseHint')} rules={[{ required: true, message: t('form.caseNeed') }]}><CaseField customer={it.customer_id ?? undefined} /></Form.Item>;
}

function RecogniseFields() {
  const { t } = useTranslation('conversations');
  return <Form.Item name="customer_id" label={t('form.customer')} extra={t('form.customerHint')} rules={[{ required: true, message: t('form.customerNeed') }]}><CustomerField /></Form.Item>;
}
