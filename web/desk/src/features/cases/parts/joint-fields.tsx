import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { MomentField, PersonField, UnitField } from '@/kit/fields';
import { Words } from './command-fields';
import { usePresets } from './command-fields-hands';

/** Which department is asked for what, and until when. */
export function JointFields() {
  const { t } = useTranslation('cases');
  const unit: unknown = Form.useWatch('unit_id');
  return (
    <>
      <Form.Item name="unit_id" label={t('joint.unit')} rules={[{ required: true, message: t('form.unitNeed') }]}><UnitField autoFocus /></Form.Item>
      <Form.Item name="person_id" label={t('joint.person')} extra={t('joint.personHint')}>
        <PersonField allowClear unit={typeof unit === 'string' ? unit : undefined} disabled={typeof unit !== 'string'} />
      </Form.Item>
      <Words name="task" label={t('joint.task')} required />
      <Form.Item name="due_at" label={t('joint.due')} extra={t('joint.dueHint')}><MomentField presets={usePresets()} /></Form.Item>
    </>
  );
}

export function UrgeFields() {
  const { t } = useTranslation('cases');
  return <Words name="reason" label={t('urging.reason')} required autoFocus />;
}

export function CustomerUrgesFields() {
  const { t } = useTranslation('cases');
  return <Words name="reason" label={t('urging.said')} required autoFocus />;
}

export function TakeBackFields() {
  const { t } = useTranslation('cases');
  return <Words name="reason" label={t('form.takeBackReason')} required autoFocus />;
}
