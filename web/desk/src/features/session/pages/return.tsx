import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { keepSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { useGuardedForm } from '@/kit/form';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { text, useUrlState, type Raw } from '@/kit/url';
import { CodeField } from '../parts/code-field';
import { Door } from '../parts/door';
import { safeNext } from '../rules';
import css from '../session.module.css';

type Back = Schemas['SignInReturn'];
const words = ['code', 'state', 'iss', 'error', 'error_description'] as const;
const parse = (raw: Raw) => Object.fromEntries(words.map((word) => [word, text(raw, word) ?? null])) as Record<(typeof words)[number], string | null>;

/** Where an identity provider sends people back to: in, or in plain words why not. */
export function ReturnPage() {
  const { t } = useTranslation('session');
  const [body] = useUrlState(parse);
  const [asked, setAsked] = useState(false);
  const enter = useEntering(() => setAsked(true));
  const back = api.useMutation('post', '/api/v1/sign-in/return', { onSuccess: enter });
  const sent = useRef(false);
  useTitle(t('sso.title'));
  // The answer is good once.
  useEffect(() => {
    if (!sent.current) back.mutate({ body });
    sent.current = true;
  });
  return (
    <Door title={t('sso.title')} note={t('signIn.note')}>
      {asked && <Code onIn={enter} />}
      {back.error && <div className={css.stack}><ProblemBox error={back.error} /><Link to="/sign-in">{t('sso.back')}</Link></div>}
      {!asked && !back.error && <p role="status" className={css.waiting}><Spin size="small" /> {t('sso.waiting')}</p>}
    </Door>
  );
}

function useEntering(onAsked: () => void): (back: Back) => void {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return ({ session, next }) => {
    if (!session) return onAsked();
    keepSession(cache, session);
    void navigate({ href: safeNext(next ?? undefined), replace: true });
  };
}

/** The code of a second factor, where the provider asked for none that policy trusts. */
function Code({ onIn }: { onIn: (back: Back) => void }) {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<{ code: string }>();
  const enter = api.useMutation('post', '/api/v1/sign-in/return/code');
  const { busy, error, send, guard } = useGuardedForm<{ code: string }>(form, async (body) => onIn(await enter.mutateAsync({ body })));
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={send} onKeyDownCapture={guard}>
      <p>{t('second.asked')}</p>
      <ProblemBox error={error} />
      <CodeField label={t('second.code')} extra={t('second.askedHint')} />
      <Button type="primary" htmlType="submit" block loading={busy}>{t('signIn.do')}</Button>
    </Form>
  );
}
