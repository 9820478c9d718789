import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** A code of an authenticator app, as browsers and phones fill it in. */
export function CodeField({ label, extra }: { label: string; extra?: string }) {
  const { t } = useTranslation('session');
  return (
    <Form.Item name="code" label={label} extra={extra} rules={[{ required: true, whitespace: true, message: t('second.need') }]}>
      <Input autoFocus inputMode={extra ? 'text' : 'numeric'} autoComplete="one-time-code" maxLength={24} spellCheck={false} />
    </Form.Item>
  );
}
