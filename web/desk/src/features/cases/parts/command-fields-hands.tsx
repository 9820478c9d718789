import { Button, Form, Select } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';
import type { Case } from '@/api/types';
import { useBook, useWords } from '@/kit/book';
import { MomentField, PersonField, UnitField } from '@/kit/fields';
import { toMinute } from '@/kit/when';
import { linkKinds, options, toldHow } from '../words';
import { Words } from './command-fields';

type Props = { it: Case };

export function AssignFields({ it }: Props) {
  const { t } = useTranslation('cases');
  const { person } = useSession();
  const form = Form.useFormInstance();
  return (
    <>
      <Form.Item name="person_id" label={t('field.owner')} extra={t('form.assignHint')}>
        <PersonField autoFocus allowClear unit={it.unit.id} />
      </Form.Item>
      {it.owner?.id !== person.id && <Button onClick={() => form.setFieldValue('person_id', person.id)}>{t('form.toMe')}</Button>}
    </>
  );
}

export function TransferFields({ it }: Props) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const { classes } = useBook();
  const unit: unknown = Form.useWatch('unit_id');
  // Policy makes a unit responsible for the class; any other may be chosen.
  const responsible = it.actions.find(({ name }) => name === 'transfer')?.unit?.id;
  const fit = classes.filter(({ kinds }) => kinds.includes(it.kind));
  return (
    <>
      <Form.Item name="unit_id" label={t('form.toUnit')} initialValue={responsible} rules={[{ required: true, message: t('form.unitNeed') }]}><UnitField autoFocus /></Form.Item>
      <Form.Item name="person_id" label={t('form.toPerson')} extra={t('form.toPersonHint')}>
        <PersonField allowClear unit={typeof unit === 'string' ? unit : undefined} disabled={typeof unit !== 'string'} />
      </Form.Item>
      {fit.length > 0 && (
        <Form.Item name="class" label={t('field.class')} initialValue={it.class ?? undefined}>
          <Select allowClear options={fit.map(({ id }) => ({ value: id, label: say('classes', id) }))} />
        </Form.Item>
      )}
      <Words name="reason" label={t('form.transferReason')} required />
    </>
  );
}

export function ReturnFields() {
  const { t } = useTranslation('cases');
  return <Words name="reason" label={t('form.returnReason')} required autoFocus />;
}

/** Who answers to the customer from now on; anybody at work may be asked to. */
export function EntrustFields() {
  const { t } = useTranslation('cases');
  return (
    <>
      <Form.Item name="person_id" label={t('field.firstOwner')} extra={t('form.entrustHint')} rules={[{ required: true, message: t('form.personNeed') }]}><PersonField autoFocus /></Form.Item>
      <Words name="reason" label={t('form.entrustReason')} required />
    </>
  );
}

/** Common answers to "by when?". */
export function usePresets(): { label: string; at: () => string }[] {
  const { t } = useTranslation('cases');
  return [
    { label: t('preset.hour'), at: () => dayjs().add(1, 'hour').toISOString() },
    { label: t('preset.fourHours'), at: () => dayjs().add(4, 'hour').toISOString() },
    { label: t('preset.tomorrow'), at: () => dayjs().add(1, 'day').hour(9).minute(0).toISOString() },
    { label: t('preset.threeDays'), at: () => dayjs().add(3, 'day').hour(17).minute(0).toISOString() },
  ];
}

export function PromiseFields() {
  const { t } = useTranslation('cases');
  return (
    <>
      <Form.Item name="due_at" label={t('form.promiseDue')} rules={[{ required: true, message: t('form.dueNeed') }]}><MomentField presets={usePresets()} /></Form.Item>
      <Words name="text" label={t('form.promiseText')} required />
    </>
  );
}

export function ExtendFields({ it }: Props) {
  const { t } = useTranslation('cases');
  const clocks = it.clocks.filter(({ ended_at: ended, state }) => !ended && state !== 'cancelled');
  const need = [{ required: true, message: t('form.dueNeed') }];
  return (
    <>
      <Form.Item name="clock_id" label={t('form.clock')} rules={[{ required: true, message: t('form.clockNeed') }]}>
        <Select options={clocks.map(({ id, target, due_at: due }) => ({ value: id, label: `${t(`target.${target}`)} · ${due ? toMinute(due) : t('clock.paused')}` }))} />
      </Form.Item>
      <Form.Item name="until" label={t('form.until')} rules={need}><MomentField presets={usePresets()} /></Form.Item>
      <Form.Item name="told_at" label={t('form.toldAt')} extra={t('form.toldHint')} rules={need}><MomentField /></Form.Item>
      <Form.Item name="told_how" label={t('form.toldHow')} rules={[{ required: true, message: t('form.toldNeed') }]}><Select options={options(t, 'told', toldHow)} /></Form.Item>
      <Words name="reason" label={t('form.extendReason')} required />
    </>
  );
}

/** The number or subject of another case. */
export function OtherCaseField({ not, label }: { not: string; label?: string }) {
  const { t } = useTranslation('cases');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = api.useQuery('get', '/api/v1/search', { params: { query: { q } } }, { enabled: q.length > 1 });
  const found = (data?.cases ?? []).filter(({ id }) => id !== not);
  return (
    <Form.Item name="case_id" label={label ?? t('form.otherCase')} rules={[{ required: true, message: t('form.caseNeed') }]}>
      <Select
        autoFocus
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={t('form.caseHint')}
        notFoundContent={null}
        options={found.map(({ id, number, subject }) => ({ value: id, label: `${number} ${subject}` }))}
      />
    </Form.Item>
  );
}

export function LinkFields({ it }: Props) {
  const { t } = useTranslation('cases');
  return (
    <>
      <OtherCaseField not={it.id} />
      <Form.Item name="kind" label={t('form.linkKind')}><Select options={options(t, 'link', linkKinds)} /></Form.Item>
    </>
  );
}
