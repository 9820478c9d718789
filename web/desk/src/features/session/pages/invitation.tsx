import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { keepSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { useGuardedForm } from '@/kit/form';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { toMinute } from '@/kit/when';
import { Door } from '../parts/door';
import css from '../session.module.css';

type Invited = Schemas['Invited'];
type Values = { password: string; again: string };

/** Where a link leads by which somebody sets their own password. The word stays behind the `#`, out of logs. */
export function InvitationPage() {
  const { t } = useTranslation('session');
  const [word] = useState(() => globalThis.location.hash.slice(1));
  const look = api.useMutation('post', '/api/v1/invitations/look');
  const sent = useRef(false);
  useTitle(t('invitation.title'));
  useEffect(() => {
    if (!sent.current) look.mutate({ body: { word } });
    sent.current = true;
  });
  const it = look.data;
  return (
    <Door title={t('invitation.title')} note={it ? t('invitation.note', { organisation: it.organisation, name: it.name }) : t('signIn.note')}>
      {look.error && <div className={css.stack}><ProblemBox error={look.error} /><Link to="/sign-in">{t('sso.back')}</Link></div>}
      {it && <Choose it={it} word={word} />}
    </Door>
  );
}

function Choose({ it, word }: { it: Invited; word: string }) {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<Values>();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const accept = api.useMutation('post', '/api/v1/invitations/accept');
  const { busy, error, send, guard } = useGuardedForm<Values>(form, async ({ password }) => {
    const session = await accept.mutateAsync({ body: { word, password } });
    // Nothing where a second factor is asked for first.
    if (session) keepSession(cache, session);
    await navigate({ to: session ? '/' : '/sign-in', replace: true });
  });
  const least = t('invitation.least', { count: it.least_length });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={send} onKeyDownCapture={guard}>
      <p>{t('invitation.intro', { login: it.login, at: toMinute(it.until) })}</p>
      <ProblemBox error={error} />
      <input type="text" hidden readOnly autoComplete="username" value={it.login} />
      <Form.Item name="password" label={t('field.password')} extra={least} rules={[{ required: true, min: it.least_length, message: least }]}><Input.Password autoFocus autoComplete="new-password" /></Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['password']}
        rules={[({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('password.differs')))) })]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>{t('invitation.do')}</Button>
    </Form>
  );
}
