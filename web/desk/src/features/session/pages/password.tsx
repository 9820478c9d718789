import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { keepSession, useSession } from '@/api/session';
import { useGuardedForm } from '@/kit/form';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { Door } from '../parts/door';

type Values = { old: string; new: string; again: string };

/** One's own password; who was given one has to come through here first. */
export function PasswordPage() {
  const { t } = useTranslation('session');
  const { must_change_password: must, person } = useSession();
  const [form] = Form.useForm<Values>();
  const { busy, error, send, guard } = useChanging(form);
  useTitle(t('password.title'));
  return (
    <Door title={t('password.title')} note={must ? t('password.note') : person.name}>
      <Form form={form} layout="vertical" requiredMark={false} validateTrigger="onBlur" onFinish={send} onKeyDownCapture={guard}>
        <ProblemBox error={error} />
        <input type="text" hidden readOnly autoComplete="username" value={person.login} />
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
        <Button type="primary" htmlType="submit" block loading={busy}>{t('password.change')}</Button>
        {!must && <Link to="/">{t('password.home')}</Link>}
      </Form>
    </Door>
  );
}

function useChanging(form: Parameters<typeof useGuardedForm<Values>>[0]) {
  const { t } = useTranslation('session');
  const { message } = App.useApp();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const change = api.useMutation('post', '/api/v1/session/password');
  return useGuardedForm<Values>(form, async ({ old, new: fresh }) => {
    keepSession(cache, await change.mutateAsync({ body: { old, new: fresh } }));
    void message.info(t('password.done'));
    await navigate({ to: '/' });
  });
}
