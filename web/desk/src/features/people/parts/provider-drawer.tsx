import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { useRenewProviders } from '../hooks';

export type Provider = Schemas['IdentityProvider'];
type Values = Schemas['NewIdentityProvider'];

/** An identity provider, entered or changed. A secret that is left empty stays. */
export function ProviderDrawer({ it, onClose }: { it: Provider | undefined; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenewProviders();
  const add = api.useMutation('post', '/api/v1/identity-providers', { onSuccess });
  const change = api.useMutation('patch', '/api/v1/identity-providers/{id}', { onSuccess });
  const send = (typed: Values) => {
    const body = { ...typed, client_secret: typed.client_secret || null, email_domain: typed.email_domain || null, active: it?.active ?? true };
    return it ? change.mutateAsync({ params: { path: { id: it.id } }, body: { ...body, version: it.version } }) : add.mutateAsync({ body });
  };
  const initial = it ? { name: it.name, issuer: it.issuer, client_id: it.client_id, claim: it.claim, email_domain: it.email_domain ?? '', insecure_loopback: it.insecure_loopback } : { claim: 'email', insecure_loopback: false };
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(`provider.${field}`) }) }];
  return (
    <FormDrawer<Values> title={it ? t('editOf', { name: it.name }) : t('provider.add')} verb={it ? t('kit:save') : t('provider.add')} initial={initial} onClose={onClose} onSend={send}>
      <Form.Item name="name" label={t('provider.name')} extra={t('provider.nameHint')} rules={need('name')}><Input autoFocus autoComplete="off" maxLength={64} /></Form.Item>
      <Form.Item name="issuer" label={t('provider.issuer')} extra={t('provider.issuerHint')} rules={need('issuer')}><Input autoComplete="off" spellCheck={false} disabled={(it?.people ?? 0) > 0} /></Form.Item>
      <Form.Item name="client_id" label={t('provider.client')} rules={need('client')}><Input autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name="client_secret" label={t('provider.secret')} extra={t(it?.has_secret ? 'provider.secretKept' : 'provider.secretHint')}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item name="claim" label={t('provider.claim')} extra={t('provider.claimHint')} rules={need('claim')}><Input autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name="email_domain" label={t('provider.domain')} extra={t('provider.domainHint')}><Input autoComplete="off" spellCheck={false} prefix="@" /></Form.Item>
      <Form.Item name="insecure_loopback" valuePropName="checked" extra={t('provider.loopbackHint')}><Checkbox>{t('provider.loopback')}</Checkbox></Form.Item>
    </FormDrawer>
  );
}
