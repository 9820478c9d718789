import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useBook, useWords } from '@/kit/book';
import css from '../cases.module.css';
import { Words } from './command-fields';
import { FormFields } from './form-fields';

/** What a case says about itself; its course is changed by the commands alone. */
export function EditFields({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <Form.Item name="subject" label={t('field.subject')} rules={[{ required: true, whitespace: true, message: t('form.subjectNeed') }]}><Input maxLength={200} /></Form.Item>
      <Words name="description" label={t('field.description')} required />
      <KindFields />
      <FormFields files={it.attachments} />
    </>
  );
}

/** Kind, class within it, and priority. */
export function KindFields() {
  const { t } = useTranslation('cases');
  const { say, choices } = useWords();
  const { classes } = useBook();
  const kind: unknown = Form.useWatch('kind');
  const fit = classes.filter(({ kinds }) => typeof kind === 'string' && kinds.includes(kind));
  return (
    <div className={css.grid2}>
      <Form.Item name="kind" label={t('field.kind')} rules={[{ required: true, message: t('form.kindNeed') }]}><Select options={choices('kinds')} /></Form.Item>
      <Form.Item name="class" label={t('field.class')}><Select allowClear options={fit.map(({ id }) => ({ value: id, label: say('classes', id) }))} /></Form.Item>
      <Form.Item name="priority" label={t('field.priority')} extra={t('form.priorityHint')}><Select allowClear options={choices('priorities')} /></Form.Item>
    </div>
  );
}
