import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { sessionQuery, useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { useGuardedForm } from '@/kit/form';
import { Loaded } from '@/kit/load';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { toMinute } from '@/kit/when';
import { CodeField } from '../parts/code-field';
import { Door } from '../parts/door';
import { Recovery } from '../parts/recovery';
import css from '../session.module.css';

type State = Schemas['SecondFactorState'];
type Enrolment = Schemas['Enrolment'];

/** One's second factor: enrolling with an authenticator app, recovery codes, taking it away. */
export function SecondFactorPage() {
  const { t } = useTranslation('session');
  const { must_enrol: must, person } = useSession();
  const state = api.useQuery('get', '/api/v1/session/second-factor');
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [codes, setCodes] = useState<string[]>();
  useTitle(t('second.title'));
  const again = () => void state.refetch();
  return (
    <Door title={t('second.title')} note={must ? t('second.must') : person.name}>
      <Loaded of={state} rows={3}>
        {(it) => {
          if (codes) return <Codes codes={codes} onDone={() => { setCodes(undefined); again(); }} />;
          if (enrolment) return <Confirm enrolment={enrolment} onDone={(made) => { setEnrolment(undefined); setCodes(made); }} />;
          return it.since ? <Enrolled it={it} onCodes={setCodes} onRemoved={again} /> : <Begin asked={it.password_asked} onBegun={setEnrolment} />;
        }}
      </Loaded>
      {!must && !codes && <Link to="/settings">{t('second.back')}</Link>}
    </Door>
  );
}

function Begin({ asked, onBegun }: { asked: boolean; onBegun: (it: Enrolment) => void }) {
  const { t } = useTranslation('session');
  const begin = api.useMutation('post', '/api/v1/session/second-factor');
  return <Password asked={asked} intro={t('second.intro')} verb={t('second.begin')} onSend={async (password) => onBegun(await begin.mutateAsync({ body: { password } }))} />;
}

type PasswordProps = { asked: boolean; intro: string; verb: string; onSend: (password: string | null) => Promise<unknown> };

/** Asks for the password once more before how one signs in is changed; not of whoever has just come by single sign-on. */
function Password({ asked, intro, verb, onSend }: PasswordProps) {
  const { t } = useTranslation('session');
  const { person } = useSession();
  const [form] = Form.useForm<{ password?: string }>();
  const { busy, error, send, guard } = useGuardedForm<{ password?: string }>(form, ({ password }) => onSend(password ?? null));
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={send} onKeyDownCapture={guard}>
      <p>{intro} {t(asked ? 'second.again' : 'sso.fresh')}</p>
      <ProblemBox error={error} />
      <input type="text" hidden readOnly autoComplete="username" value={person.login} />
      {asked ? <Form.Item name="password" label={t('field.password')} rules={[{ required: true, message: t('need.password') }]}><Input.Password autoFocus autoComplete="current-password" /></Form.Item> : null}
      <Button type="primary" htmlType="submit" block loading={busy}>{verb}</Button>
    </Form>
  );
}

function Confirm({ enrolment, onDone }: { enrolment: Enrolment; onDone: (codes: string[]) => void }) {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<{ code: string }>();
  const confirm = api.useMutation('post', '/api/v1/session/second-factor/confirm');
  const { busy, error, send, guard } = useGuardedForm<{ code: string }>(form, async (body) => onDone((await confirm.mutateAsync({ body })).codes));
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={send} onKeyDownCapture={guard}>
      <p>{t('second.scan')}</p>
      <img className={css.picture} alt={t('second.picture')} src={`data:image/svg+xml;base64,${btoa(enrolment.picture)}`} />
      <p>{t('second.typed')} <code className={css.secret}>{enrolment.secret.replace(/(.{4})/g, '$1 ').trim()}</code></p>
      <ProblemBox error={error} />
      <CodeField label={t('second.code')} />
      <Button type="primary" htmlType="submit" block loading={busy}>{t('second.confirm')}</Button>
    </Form>
  );
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { must_enrol: must } = useSession();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const done = async () => {
    onDone();
    await cache.invalidateQueries(sessionQuery);
    if (must) await navigate({ to: '/' });
  };
  return <Recovery codes={codes} onDone={() => void done()} />;
}

function Enrolled({ it, onCodes, onRemoved }: { it: State; onCodes: (codes: string[]) => void; onRemoved: () => void }) {
  const { t } = useTranslation('session');
  const [doing, setDoing] = useState<'codes' | 'remove'>();
  const renew = api.useMutation('post', '/api/v1/session/second-factor/recovery-codes');
  const remove = api.useMutation('post', '/api/v1/session/second-factor/remove');
  if (doing === 'codes') return <Password asked={it.password_asked} intro={t('second.renewIntro')} verb={t('second.renew')} onSend={async (password) => onCodes((await renew.mutateAsync({ body: { password } })).codes)} />;
  if (doing === 'remove') return <Password asked={it.password_asked} intro={t('second.removeIntro')} verb={t('second.remove')} onSend={async (password) => { await remove.mutateAsync({ body: { password } }); setDoing(undefined); onRemoved(); }} />;
  return (
    <div className={css.stack}>
      <Alert type={it.recovery_left < 3 ? 'warning' : 'success'} showIcon title={t('second.since', { at: toMinute(it.since ?? '') })} description={t('second.left', { count: it.recovery_left })} />
      <Button block onClick={() => setDoing('codes')}>{t('second.renew')}</Button>
      <Button block danger disabled={it.required} title={it.required ? t('second.required') : undefined} onClick={() => setDoing('remove')}>{t('second.remove')}</Button>
      {it.required && <p>{t('second.required')}</p>}
    </div>
  );
}
