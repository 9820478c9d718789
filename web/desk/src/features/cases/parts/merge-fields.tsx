import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { MomentField } from '@/kit/fields';
import { useTimeline } from '../hooks';
import { copyable } from '../split-rules';
import { Words } from './command-fields';
import { OtherCaseField, usePresets } from './command-fields-hands';

/** Which case becomes one with this. */
export function MergeFields({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <p>{t('merge.hint')}</p>
      <OtherCaseField not={it.id} label={t('merge.which')} />
      <Words name="reason" label={t('merge.reason')} required />
    </>
  );
}

/** What becomes a case of its own, and what of this one comes along. */
export function SplitFields({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const notes = copyable(useTimeline(it.id).data?.pages.flatMap(({ items }) => items) ?? []);
  const files = it.attachments.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Form.Item name="subject" label={t('field.subject')} rules={[{ required: true, whitespace: true, message: t('form.subjectNeed') }]}><Input autoFocus maxLength={200} /></Form.Item>
      <Words name="description" label={t('field.description')} />
      {notes.length > 0 && <Form.Item name="notes" label={t('split.notes')}><Select mode="multiple" options={notes} optionFilterProp="label" /></Form.Item>}
      {files.length > 0 && <Form.Item name="files" label={t('split.files')}><Select mode="multiple" options={files} optionFilterProp="label" /></Form.Item>}
      <Form.Item name="due_at" label={t('form.promiseDue')} extra={t('split.promiseHint')}><MomentField presets={usePresets()} /></Form.Item>
      <Words name="text" label={t('form.promiseText')} />
      <Words name="reason" label={t('split.reason')} required />
    </>
  );
}
