import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useBook, useWords } from '@/kit/book';

type Props = { it: Case };

/** A longer text of a command. */
export function Words({ name, label, required = false, autoFocus = false }: { name: string; label: string; required?: boolean; autoFocus?: boolean }) {
  const { t } = useTranslation('kit');
  return (
    <Form.Item name={name} label={label} rules={required ? [{ required: true, whitespace: true, message: t('required', { what: label }) }] : []}>
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} autoFocus={autoFocus} />
    </Form.Item>
  );
}

export function StepFields({ it }: Props) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const to = it.actions.find(({ name }) => name === 'step')?.to ?? [];
  return (
    <>
      <Form.Item name="to" label={t('form.stepTo')} initialValue={to[0]} rules={[{ required: true, message: t('form.stepNeed') }]}>
        <Radio.Group vertical options={to.map((value) => ({ value, label: say('steps', value) }))} />
      </Form.Item>
      <Words name="note" label={t('form.note')} />
    </>
  );
}

export function PauseFields() {
  const { t } = useTranslation('cases');
  const { choices } = useWords();
  const { pauses } = useBook();
  const reason: unknown = Form.useWatch('reason');
  return (
    <>
      <Form.Item name="reason" label={t('form.pauseReason')} extra={t('form.pauseHint')} rules={[{ required: true, message: t('form.reasonNeed') }]}>
        <Select autoFocus options={choices('pauses')} />
      </Form.Item>
      <Words name="note" label={t('form.note')} required={pauses.find(({ id }) => id === reason)?.note ?? false} />
    </>
  );
}

export function KeepFields() {
  const { t } = useTranslation('cases');
  return <Words name="note" label={t('form.keepNote')} required autoFocus />;
}

export function ConfirmFields() {
  const { t } = useTranslation('cases');
  const satisfied: unknown = Form.useWatch('satisfied');
  return (
    <>
      <Form.Item name="satisfied" label={t('form.satisfied')} rules={[{ required: true, message: t('form.satisfiedNeed') }]}>
        <Radio.Group options={[{ value: true, label: t('form.satisfiedYes') }, { value: false, label: t('form.satisfiedNo') }]} />
      </Form.Item>
      <Words name="comment" label={t(satisfied === false ? 'form.whyNot' : 'form.comment')} required={satisfied === false} />
    </>
  );
}

export function CloseFields({ it }: Props) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const { outcomes } = useBook();
  const chosen: unknown = Form.useWatch('outcome');
  const fit = outcomes.filter(({ kinds }) => !kinds || kinds.length === 0 || kinds.includes(it.kind));
  return (
    <>
      <Form.Item name="outcome" label={t('field.outcome')} rules={[{ required: true, message: t('form.outcomeNeed') }]}>
        <Radio.Group vertical options={fit.map(({ id, by }) => ({ value: id, label: by === 'supervisor' ? t('form.bySupervisor', { outcome: say('outcomes', id) }) : say('outcomes', id) }))} />
      </Form.Item>
      <Words name="grounds" label={t('form.grounds')} required={outcomes.find(({ id }) => id === chosen)?.grounds ?? false} />
    </>
  );
}

export function ReopenFields() {
  const { t } = useTranslation('cases');
  return <Words name="reason" label={t('form.reopenReason')} required autoFocus />;
}
