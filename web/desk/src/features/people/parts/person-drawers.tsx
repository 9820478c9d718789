import { App, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { useRenew, useRoleNames, useRoles } from '../hooks';
import { employments, staffKinds, statuses, type Person } from '../rules';

type New = Schemas['NewPerson'];
type Edit = Omit<Schemas['PersonPatch'], 'version'>;

type NewProps = { unit: string | undefined; onClose: () => void; onInvited: (link: Schemas['InvitationLink']) => void };

/** Somebody new. Without a first password they get a link to set their own. */
export function NewPerson({ unit, onClose, onInvited }: NewProps) {
  const { t } = useTranslation('people');
  const onSuccess = useRenew();
  const create = api.useMutation('post', '/api/v1/people', { onSuccess });
  const invite = api.useMutation('post', '/api/v1/people/{id}/invitation');
  const send = async ({ password, ...rest }: New) => {
    const { id } = await create.mutateAsync({ body: { ...rest, password: password || null } });
    if (!password) onInvited(await invite.mutateAsync({ params: { path: { id } } }));
  };
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(`field.${field}`) }) }];
  return (
    <FormDrawer<New> title={t('new.title')} verb={t('new.do')} initial={{ kind: 'hotline_agent', employment: 'full_time', ...(unit ? { unit_id: unit } : {}) }} onClose={onClose} onSend={send}>
      <Form.Item name="name" label={t('field.name')} rules={need('name')}><Input autoFocus autoComplete="off" /></Form.Item>
      <Form.Item name="login" label={t('field.login')} rules={need('login')}><Input autoComplete="off" autoCapitalize="none" spellCheck={false} /></Form.Item>
      <Common />
      <Form.Item name="password" label={t('field.password')} extra={t('passwordOrLink')} rules={[{ min: 10, message: t('passwordHint') }]}><Input.Password autoComplete="new-password" /></Form.Item>
    </FormDrawer>
  );
}

export function EditPerson({ it, onClose }: { it: Person; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenew();
  const edit = api.useMutation('patch', '/api/v1/people/{id}', { onSuccess });
  const { name, unit_id, post_id, roles, kind, employment, status, version } = it;
  return (
    <FormDrawer<Edit>
      title={t('editOf', { name })}
      verb={t('kit:save')}
      initial={{ name, unit_id, roles, kind, employment, status, ...(post_id ? { post_id } : {}) }}
      onClose={onClose}
      onSend={(values) => edit.mutateAsync({ params: { path: { id: it.id } }, body: { ...values, version } })}
    >
      <Form.Item name="name" label={t('field.name')} rules={[{ required: true, whitespace: true, message: t('need', { what: t('field.name') }) }]}><Input autoComplete="off" /></Form.Item>
      <Common />
      <Form.Item name="status" label={t('field.status')} extra={t('statusHint')}><Select options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))} /></Form.Item>
    </FormDrawer>
  );
}

function Common() {
  const { t } = useTranslation('people');
  const roleName = useRoleNames();
  const roles = useRoles().data ?? [];
  return (
    <>
      <Form.Item name="unit_id" label={t('field.unit')} rules={[{ required: true, message: t('need', { what: t('field.unit') }) }]}><UnitField /></Form.Item>
      <PostOfUnit />
      <Form.Item name="kind" label={t('field.kind')}><Select options={staffKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} /></Form.Item>
      <Form.Item name="employment" label={t('field.employment')}><Select options={employments.map((value) => ({ value, label: t(`employment.${value}`) }))} /></Form.Item>
      <Form.Item name="roles" label={t('field.roles')} extra={t('rolesHint')}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={roles.map(({ id }) => ({ value: id, label: roleName(id) }))} />
      </Form.Item>
    </>
  );
}

/** The post somebody holds: one of the chosen unit's. */
function PostOfUnit() {
  const { t } = useTranslation('people');
  const unit = Form.useWatch<string | undefined>('unit_id');
  const posts = api.useQuery('get', '/api/v1/posts', { params: { query: { unit: unit ?? '' } } }, { enabled: unit !== undefined });
  const options = (posts.data ?? []).filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }));
  return <Form.Item name="post_id" label={t('post.title')} extra={t('post.hint')}><Select options={options} notFoundContent={t('post.none')} /></Form.Item>;
}

export function ResetPassword({ it, onClose }: { it: Person; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const reset = api.useMutation('post', '/api/v1/people/{id}/password', { onSuccess: () => void message.info(t('resetDone', { name: it.name })) });
  return (
    <FormDrawer<{ password: string }>
      title={t('resetOf', { name: it.name })}
      verb={t('reset')}
      intro={<p>{t('resetIntro')}</p>}
      onClose={onClose}
      onSend={(body) => reset.mutateAsync({ params: { path: { id: it.id } }, body })}
    >
      <Form.Item name="password" label={t('field.newPassword')} extra={t('passwordHint')} rules={[{ required: true, min: 10, message: t('passwordHint') }]}><Input.Password autoFocus autoComplete="new-password" /></Form.Item>
    </FormDrawer>
  );
}
