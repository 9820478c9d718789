import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useWords } from '@/kit/book';
import { FormDrawer } from '@/kit/form-drawer';
import { fromSite, toSite, type SiteValues } from '../rules';
import { fromAccount, toWebhook, toWechat, wechatSecret, type AccountValues } from '../rules.account';
import { fromMailbox, toMailbox, type MailValues } from '../rules.mail';
import { useRenewEntrances } from '../hooks';
import { WebhookFields, WechatFields } from './account-fields';
import { MailboxFields } from './mailbox-fields';
import { SiteFields } from './site-fields';
import { TryMailbox } from './try-mailbox';

export type Entrance = Schemas['Entrance'];
type Medium = Schemas['Medium'];
type Values = { medium: Medium; channel: string; name: string; secret?: string } & SiteValues & MailValues & AccountValues;

const MEDIA: readonly Medium[] = ['chat', 'mail', 'webhook', 'wechat'];
/** The channels that the packs have for each kind; another one can be chosen. */
const CHANNELS: Record<Medium, string> = { chat: 'chat', mail: 'email', webhook: 'social', wechat: 'social' };

/** An entrance, added or changed. Its kind is chosen once. */
export function EntranceDrawer({ it, onClose }: { it: Entrance | undefined; onClose: () => void }) {
  const { t } = useTranslation('entrances');
  const { choices } = useWords();
  const onSuccess = useRenewEntrances();
  const add = api.useMutation('post', '/api/v1/entrances', { onSuccess });
  const change = api.useMutation('put', '/api/v1/entrances/{id}', { onSuccess });
  const send = (typed: Values) => {
    const body = { channel: typed.channel, name: typed.name, settings: settings(typed, it?.settings), secret: typed.medium === 'wechat' ? wechatSecret(typed) : typed.secret || undefined };
    return it ? change.mutateAsync({ params: { path: { id: it.id } }, body: { ...body, active: it.active, version: it.version } }) : add.mutateAsync({ body: { ...body, medium: typed.medium } });
  };
  const need = (field: string) => [{ required: true, whitespace: true, message: t('need', { what: t(field) }) }];
  return (
    <FormDrawer<Values> title={it ? t('editOf', { name: it.name }) : t('add')} verb={it ? t('kit:save') : t('add')} initial={initial(it)} size={520} onClose={onClose} onSend={send}>
      <Form.Item name="medium" label={t('medium')}><MediumChoice fixed={Boolean(it)} /></Form.Item>
      <Form.Item name="name" label={t('name')} rules={need('name')}><Input autoFocus autoComplete="off" maxLength={64} /></Form.Item>
      <Form.Item name="channel" label={t('channel')} extra={t('channelHint')} rules={need('channel')}><Select options={choices('channels')} /></Form.Item>
      <Form.Item<Values> noStyle dependencies={['medium']}>{(form) => <Fields of={form.getFieldValue('medium') as Medium} it={it} />}</Form.Item>
    </FormDrawer>
  );
}

/** The kind, which brings the channel that goes with it. */
function MediumChoice({ fixed, value, onChange, ...props }: { fixed: boolean; value?: Medium; onChange?: (it: Medium) => void }) {
  const { t } = useTranslation('entrances');
  const { choices } = useWords();
  const form = Form.useFormInstance<Values>();
  const choose = (it: Medium) => {
    onChange?.(it);
    if (choices('channels').some((one) => one.value === CHANNELS[it])) form.setFieldValue('channel', CHANNELS[it]);
  };
  return <Select<Medium> {...props} value={value ?? 'chat'} disabled={fixed} onChange={choose} options={MEDIA.map((one) => ({ value: one, label: t(`media.${one}`) }))} />;
}

function Fields({ of, it }: { of: Medium; it: Entrance | undefined }) {
  const kept = it?.has_secret ?? false;
  if (of === 'mail') return <><MailboxFields kept={kept} /><TryMailbox it={it} /></>;
  if (of === 'webhook') return <WebhookFields kept={kept} />;
  return of === 'wechat' ? <WechatFields kept={kept} /> : <SiteFields />;
}

function settings(typed: Values, before: Entrance['settings'] | undefined): Entrance['settings'] {
  if (typed.medium === 'mail') return { mailbox: toMailbox(typed, before?.mailbox ?? undefined) };
  if (typed.medium === 'webhook') return { webhook: toWebhook(typed, before?.webhook ?? undefined) };
  if (typed.medium === 'wechat') return { wechat: toWechat(typed, before?.wechat ?? undefined) };
  return { site: toSite(typed, before?.site ?? undefined) };
}

function initial(it: Entrance | undefined): Partial<Values> {
  const of = it?.settings;
  const fields = { ...fromSite(of?.site ?? undefined), ...fromMailbox(of?.mailbox ?? undefined), ...fromAccount(of?.webhook ?? undefined, of?.wechat ?? undefined) };
  return { medium: it?.medium ?? 'chat', channel: it?.channel ?? 'chat', name: it?.name ?? '', ...fields };
}
