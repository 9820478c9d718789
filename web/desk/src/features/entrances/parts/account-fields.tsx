import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** What another system's signed calls need. */
export function WebhookFields({ kept }: { kept: boolean }) {
  const { t } = useTranslation('entrances');
  const needed = kept ? [] : [{ required: true, message: t('need', { what: t('webhookSecret') }) }];
  return (
    <>
      <Form.Item name="url" label={t('url')} extra={t('urlHint')}><Input placeholder="https://shop.example/hearth" autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name="secret" label={t('webhookSecret')} extra={kept ? t('secretKept') : t('webhookSecretHint')} rules={needed}><Input.Password autoComplete="new-password" /></Form.Item>
    </>
  );
}

/** What an official account needs. */
export function WechatFields({ kept }: { kept: boolean }) {
  const { t } = useTranslation('entrances');
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(field) }) }];
  return (
    <>
      <Form.Item name="appId" label="AppID" rules={need('appId')}><Input autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name="appSecret" label="AppSecret" extra={kept ? t('secretsKept') : undefined} rules={kept ? [] : need('appSecret')}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item name="token" label="Token" rules={kept ? [] : need('token')}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item name="aesKey" label="EncodingAESKey" extra={t('aesKeyHint')}><Input.Password autoComplete="new-password" /></Form.Item>
    </>
  );
}
