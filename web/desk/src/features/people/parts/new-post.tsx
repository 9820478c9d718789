import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { useRenewBackups } from '../hooks';
import { staffKinds } from '../rules';

/** A post: a place of work in a unit, whoever holds it. */
export function NewPost({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenewBackups();
  const create = api.useMutation('post', '/api/v1/posts', { onSuccess });
  const need = (what: string) => [{ required: true, message: t('need', { what }) }];
  return (
    <FormDrawer<Schemas['NewPost']> title={t('post.new')} verb={t('post.new')} initial={{ kind: 'hotline_agent' }} onClose={onClose} onSend={(body) => create.mutateAsync({ body })}>
      <Form.Item name="name" label={t('post.name')} rules={need(t('post.name'))}><Input autoFocus autoComplete="off" /></Form.Item>
      <Form.Item name="unit_id" label={t('field.unit')} rules={need(t('field.unit'))}><UnitField /></Form.Item>
      <Form.Item name="kind" label={t('field.kind')}><Select options={staffKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} /></Form.Item>
    </FormDrawer>
  );
}
