import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useWords } from '@/kit/book';
import { FormDrawer } from '@/kit/form-drawer';
import { fromSite, toSite, type SiteValues } from '../rules';
import { useRenewEntrances } from '../hooks';
import css from '../entrances.module.css';

export type Entrance = Schemas['Entrance'];
type Values = { channel: string; name: string } & SiteValues;

/** An entrance, added or changed. */
export function EntranceDrawer({ it, onClose }: { it: Entrance | undefined; onClose: () => void }) {
  const { t } = useTranslation('entrances');
  const { choices } = useWords();
  const onSuccess = useRenewEntrances();
  const add = api.useMutation('post', '/api/v1/entrances', { onSuccess });
  const change = api.useMutation('put', '/api/v1/entrances/{id}', { onSuccess });
  const send = ({ channel, name, ...site }: Values) => {
    const body = { channel, name, settings: { ...it?.settings, site: toSite(site, it?.settings.site ?? undefined) } };
    return it ? change.mutateAsync({ params: { path: { id: it.id } }, body: { ...body, active: it.active, version: it.version } }) : add.mutateAsync({ body: { ...body, medium: 'chat' } });
  };
  const initial: Partial<Values> = { channel: it?.channel ?? 'chat', name: it?.name ?? '', ...fromSite(it?.settings.site ?? undefined) };
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(field) }) }];
  return (
    <FormDrawer<Values> title={it ? t('editOf', { name: it.name }) : t('add')} verb={it ? t('kit:save') : t('add')} initial={initial} size={520} onClose={onClose} onSend={send}>
      <Form.Item name="name" label={t('name')} rules={need('name')}><Input autoFocus autoComplete="off" maxLength={64} /></Form.Item>
      <Form.Item name="channel" label={t('channel')} extra={t('channelHint')} rules={need('channel')}><Select options={choices('channels')} /></Form.Item>
      <Form.Item name="origins" label={t('origins')} extra={t('originsHint')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} spellCheck={false} placeholder="https://shop.example" /></Form.Item>
      <Form.Item name="colour" label={t('colour')} rules={need('colour')}><Input type="color" className={css.colour ?? ''} /></Form.Item>
      <div className={css.pair}>
        <Form.Item name="titleZh" label={t('titleZh')} rules={need('titleZh')}><Input maxLength={30} /></Form.Item>
        <Form.Item name="titleEn" label={t('titleEn')} rules={need('titleEn')}><Input maxLength={60} /></Form.Item>
      </div>
      <Form.Item name="greetingZh" label={t('greetingZh')} rules={need('greetingZh')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} /></Form.Item>
      <Form.Item name="greetingEn" label={t('greetingEn')} rules={need('greetingEn')}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} /></Form.Item>
    </FormDrawer>
  );
}
