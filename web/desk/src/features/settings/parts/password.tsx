import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';

type Values = { old: string; new: string; again: string };

export function PasswordSection({ open, onOpen, onClose }: { open: boolean; onOpen: () => void; onClose: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('password.title')}>
      <Button onClick={onOpen}>{t('password.change')}</Button>
      {open && <PasswordDrawer onClose={onClose} />}
    </Section>
  );
}

function PasswordDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { message } = App.useApp();
  const change = api.useMutation('post', '/api/v1/session/password', { onSuccess: () => void message.info(t('password.done')) });
  return (
    <FormDrawer<Values> title={t('password.change')} verb={t('password.change')} onClose={onClose} onSend={(values) => change.mutateAsync({ body: { old: values.old, new: values.new } })}>
      <Form.Item name="old" label={t('password.old')} rules={[{ required: true, message: t('password.need') }]}><Input.Password autoFocus autoComplete="current-password" /></Form.Item>
      <Form.Item name="new" label={t('password.new')} extra={t('password.hint')} rules={[{ required: true, min: 10, message: t('password.hint') }]}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['new']}
        rules={[({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('password.differs')))) })]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </FormDrawer>
  );
}
