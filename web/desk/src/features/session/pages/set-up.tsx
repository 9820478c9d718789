import { useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { keepSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { useGuardedForm } from '@/kit/form';
import { Loaded } from '@/kit/load';
import { useTitle } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { Door } from '../parts/door';

const packs = ['full', 'telecom', 'online', 'shop', 'hall', 'evaluation', 'courier', 'bank', 'petition', 'hotline12345'] as const;

export function SetUpPage() {
  const { t } = useTranslation('session');
  const setup = api.useQuery('get', '/api/v1/setup');
  useTitle(t('setUp.title'));
  return (
    <Door title={t('setUp.title')} note={t('setUp.note')} wide>
      <Loaded of={setup}>{({ needed }) => (needed ? <SetUpForm /> : <Navigate to="/sign-in" />)}</Loaded>
    </Door>
  );
}

function SetUpForm() {
  const { t } = useTranslation('session');
  const [form] = Form.useForm<Schemas['Setup']>();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const setUp = api.useMutation('post', '/api/v1/setup');
  const { busy, error, send, guard } = useGuardedForm<Schemas['Setup']>(form, async (body) => {
    keepSession(cache, await setUp.mutateAsync({ body }));
    await navigate({ to: '/' });
  });
  const need = (field: string) => [{ required: true, message: t('need.this', { what: t(`field.${field}`) }) }];
  return (
    <Form form={form} layout="vertical" validateTrigger="onBlur" initialValues={{ pack: 'full' }} onFinish={send} onKeyDownCapture={guard}>
      <ProblemBox error={error} />
      <Form.Item name="code" label={t('field.code')} extra={t('setUp.codeHint')} rules={need('code')}><Input autoFocus autoComplete="one-time-code" spellCheck={false} /></Form.Item>
      <Form.Item name="organisation" label={t('field.organisation')} rules={need('organisation')}><Input autoComplete="organization" /></Form.Item>
      <Form.Item name="pack" label={t('field.pack')} extra={t('setUp.packHint')}>
        <Select options={packs.map((value) => ({ value, label: t(`pack.${value}`) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('field.name')} rules={need('name')}><Input autoComplete="name" /></Form.Item>
      <Form.Item name="login" label={t('field.login')} rules={need('login')}><Input autoComplete="username" autoCapitalize="none" spellCheck={false} /></Form.Item>
      <Form.Item name="password" label={t('field.password')} extra={t('setUp.passwordHint')} rules={[...need('password'), { min: 10, message: t('need.length') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>{t('setUp.do')}</Button>
    </Form>
  );
}
