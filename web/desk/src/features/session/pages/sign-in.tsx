import { useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { toProblem } from '@/api/problem';
import { keepSession } from '@/api/session';
import { useGuardedForm } from '@/kit/form';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { text, useUrlState, type Raw } from '@/kit/url';
import { CodeField } from '../parts/code-field';
import { Door } from '../parts/door';
import { safeNext } from '../rules';
import css from '../session.module.css';

type SignIn = { login: string; password: string; code?: string };
const parse = (raw: Raw) => ({ next: text(raw, 'next') });

export function SignInPage() {
  const { t } = useTranslation('session');
  const setup = api.useQuery('get', '/api/v1/setup');
  const [form] = Form.useForm<SignIn>();
  const [asked, setAsked] = useState(false);
  const { busy, error, send, guard } = useSigningIn(form, () => setAsked(true));
  useTitle(t('signIn.title'));
  if (setup.data?.needed) return <Navigate to="/setup" />;
  return (
    <Door title="Hearth 暖台" note={t('signIn.note')}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send} onKeyDownCapture={guard}>
        <ProblemBox error={error} />
        <Form.Item name="login" label={t('field.login')} rules={[{ required: true, message: t('need.login') }]} className={css.gap ?? ''}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t('field.password')} rules={[{ required: true, message: t('need.password') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {asked && <CodeField label={t('second.code')} extra={t('second.askedHint')} />}
        <Button type="primary" htmlType="submit" block loading={busy}>{t('signIn.do')}</Button>
      </Form>
    </Door>
  );
}

/** `onAsked` when the password was right and a code is asked for beside it. */
function useSigningIn(form: Parameters<typeof useGuardedForm<SignIn>>[0], onAsked: () => void) {
  const [{ next }] = useUrlState(parse);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const signIn = api.useMutation('post', '/api/v1/session');
  return useGuardedForm<SignIn>(form, async (body) => {
    try {
      keepSession(cache, await signIn.mutateAsync({ body }));
    } catch (thrown) {
      if (toProblem(thrown).code !== 'people.code_needed') throw thrown;
      onAsked();
      return;
    }
    await navigate({ href: safeNext(next) });
  });
}
