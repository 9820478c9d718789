import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { MomentField } from '@/kit/fields';
import type { Until } from '../snooze-rules';

/** A moment that lies ahead: one of those that are offered, or one that is chosen. */
export function UntilFields({ of, label, hint }: { of: readonly Until[]; label: string; hint: string }) {
  const { t } = useTranslation('conversations');
  const until: unknown = Form.useWatch('until');
  return (
    <>
      <Form.Item name="until" label={label} extra={hint}><Radio.Group vertical options={of.map((value) => ({ value, label: t(`until.${value}`) }))} /></Form.Item>
      {until === 'at' && <Form.Item name="at" label={t('form.at')} rules={[{ required: true, message: t('form.atNeed') }]}><MomentField /></Form.Item>}
    </>
  );
}
