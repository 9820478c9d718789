import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { SECURITIES } from '../rules.mail';
import css from '../entrances.module.css';

/** What a mailbox needs. */
export function MailboxFields({ kept }: { kept: boolean }) {
  const { t } = useTranslation('entrances');
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(field) }) }];
  return (
    <>
      <div className={css.pair}>
        <Form.Item name="address" label={t('address')} rules={need('address')}><Input placeholder="support@shop.example" autoComplete="off" spellCheck={false} /></Form.Item>
        <Form.Item name="sender" label={t('sender')}><Input maxLength={60} /></Form.Item>
      </div>
      <div className={css.pair}>
        <Form.Item name="user" label={t('user')} extra={t('userHint')}><Input autoComplete="off" spellCheck={false} /></Form.Item>
        <Form.Item name="secret" label={t('password')} extra={kept ? t('secretKept') : t('passwordHint')} rules={kept ? [] : need('password')}><Input.Password autoComplete="new-password" /></Form.Item>
      </div>
      <Server of="imap" />
      <Server of="smtp" />
      <div className={css.pair}>
        <Form.Item name="folder" label={t('folder')} extra={t('folderHint')} rules={need('folder')}><Input spellCheck={false} /></Form.Item>
        <Form.Item name="authserv" label={t('authserv')} extra={t('authservHint')}><Input placeholder="mx.shop.example" spellCheck={false} /></Form.Item>
      </div>
    </>
  );
}

function Server({ of }: { of: 'imap' | 'smtp' }) {
  const { t } = useTranslation('entrances');
  const need = [{ required: true, message: t('need', { what: t(`${of}Host`) }) }];
  return (
    <div className={css.server}>
      <Form.Item name={`${of}Host`} label={t(`${of}Host`)} rules={need}><Input placeholder={`${of}.example.com`} autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name={`${of}Port`} label={t(`${of}Port`)} rules={[{ required: true, message: t('need', { what: t(`${of}Port`) }) }]}><InputNumber min={1} max={65_535} /></Form.Item>
      <Form.Item name={`${of}Security`} label={t(`${of}Security`)}><Select options={SECURITIES.map((value) => ({ value, label: t(`security.${value}`) }))} /></Form.Item>
    </div>
  );
}
