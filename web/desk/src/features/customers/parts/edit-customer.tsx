import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Customer, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { identityKinds } from '../rules';

type Props = { it: Customer; onClose: () => void };
const tiers = ['important', 'general', 'potential'];

/** Puts the fresh customer in the place of the old one. */
function useKeep() {
  const cache = useQueryClient();
  return (fresh: Customer) => {
    const { queryKey } = api.queryOptions('get', '/api/v1/customers/{id}', { params: { path: { id: fresh.id } } });
    cache.setQueryData(queryKey, fresh);
    void cache.invalidateQueries({ queryKey: ['get', '/api/v1/customers'] });
  };
}

export function EditCustomer({ it, onClose }: Props) {
  const { t } = useTranslation('customers');
  const onSuccess = useKeep();
  const edit = api.useMutation('patch', '/api/v1/customers/{id}', { onSuccess });
  const path = { id: it.id };
  return (
    <FormDrawer<{ name?: string; tier?: string; note?: string }>
      title={t('edit')}
      verb={t('kit:save')}
      initial={{ ...(it.tier ? { tier: it.tier } : {}), ...(it.note ? { note: it.note } : {}) }}
      onClose={onClose}
      onSend={({ name, ...rest }) => edit.mutateAsync({ params: { path }, body: { ...rest, ...(name ? { name } : {}), version: it.version } })}
    >
      <Form.Item name="name" label={t('field.name')} extra={t('nameHint', { name: it.name })}><Input autoComplete="off" /></Form.Item>
      <Form.Item name="tier" label={t('field.tier')}><Select allowClear options={tiers.map((value) => ({ value, label: t(`tier.${value}`) }))} /></Form.Item>
      <Form.Item name="note" label={t('field.note')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} /></Form.Item>
    </FormDrawer>
  );
}

export function AddIdentity({ it, onClose }: Props) {
  const { t } = useTranslation('customers');
  const onSuccess = useKeep();
  const add = api.useMutation('post', '/api/v1/customers/{id}/identities', { onSuccess });
  const path = { id: it.id };
  return (
    <FormDrawer<Schemas['NewIdentity']> title={t('addIdentity')} verb={t('kit:add')} initial={{ kind: 'phone' }} onClose={onClose} onSend={(body) => add.mutateAsync({ params: { path }, body })}>
      <Form.Item name="kind" label={t('field.kind')}><Select options={identityKinds.map((value) => ({ value, label: t(`identity.${value}`) }))} /></Form.Item>
      <Form.Item name="value" label={t('field.value')} rules={[{ required: true, whitespace: true, message: t('need.value') }]}><Input autoFocus autoComplete="off" /></Form.Item>
    </FormDrawer>
  );
}
