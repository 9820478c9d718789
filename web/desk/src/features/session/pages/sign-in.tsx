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
import { Providers } from '../parts/providers';
import { safeNext } from '../rules';
import css from '../session.module.css';

type SignIn = { login: string; password: string; code?: string };
const parse = (raw: Raw) => ({ next: text(raw, 'next') });

/** By a password of ours, or where the organisation signs in already. */
export function SignInPage() {
  const { t } = useTranslation('session');
  const setup = api.useQuery('get', '/api/v1/setup');
  const ways = api.useQuery('get', '/api/v1/sign-in');
  const [{ next }] = useUrlState(parse);
  const [anyway, setAnyway] = useState(false);
  useTitle(t('signIn.title'));
  if (setup.data?.needed) return <Navigate to="/setup" />;
  // Passwords of administrators only: the form stays out of everybody else's way.
  const folded = !anyway && ways.data?.passwords_for_administrators === true;
  return (
    <Door title="Hearth 暖台" note={t('signIn.note')}>
      <Providers items={ways.data?.providers ?? []} next={next} alone={folded} />
      {folded ? <Button type="link" block onClick={() => setAnyway(true)}>{t('sso.administrators')}</Button> : <Password next={next} />}
    </Door>
  );
}

function Password({ next }: { next: string | undefined }) {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<SignIn>();
  const [asked, setAsked] = useState(false);
  const { busy, error, send, guard } = useSigningIn(form, next, () => setAsked(true));
  return (
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
  );
}

/** `onAsked` when the password was right and a code is asked for beside it. */
function useSigningIn(form: Parameters<typeof useGuardedForm<SignIn>>[0], next: string | undefined, onAsked: () => void) {
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
