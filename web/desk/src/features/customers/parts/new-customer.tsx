import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { asQuery, identityKinds } from '../rules';

type Values = { name: string; kind?: Schemas['IdentityKind']; value?: string; note?: string };

export function NewCustomer({ typed, onClose }: { typed: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const create = api.useMutation('post', '/api/v1/customers');
  const asked = asQuery(typed);
  const identity = asked && 'identity' in asked ? asked.identity : undefined;
  const send = async ({ name, kind, value, note }: Values) => {
    const made = await create.mutateAsync({ body: { name, identities: kind && value ? [{ kind, value }] : [], ...(note ? { note } : {}) } });
    void cache.invalidateQueries({ queryKey: ['get', '/api/v1/customers'] });
    await navigate({ to: '/customers/$customerId', params: { customerId: made.id } });
  };
  return (
    <FormDrawer<Values>
      title={t('new.title')}
      verb={t('new.do')}
      draft="customer.new"
      initial={{ kind: identity?.includes('@') ? 'email' : 'phone', ...(identity ? { value: identity } : {}), ...(asked && 'q' in asked ? { name: asked.q } : {}) }}
      onClose={onClose}
      onSend={send}
    >
      <Form.Item name="name" label={t('field.name')} rules={[{ required: true, whitespace: true, message: t('need.name') }]}><Input autoFocus autoComplete="off" /></Form.Item>
      <Form.Item name="kind" label={t('field.kind')}><Select options={identityKinds.map((value) => ({ value, label: t(`identity.${value}`) }))} /></Form.Item>
      <Form.Item name="value" label={t('field.value')}><Input autoComplete="off" /></Form.Item>
      <Form.Item name="note" label={t('field.note')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
    </FormDrawer>
  );
}
