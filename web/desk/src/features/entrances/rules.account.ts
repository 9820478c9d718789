import type { Schemas } from '@/api/types';

type Webhook = Schemas['WebhookSettings'];
type Wechat = Schemas['WechatSettings'];

/** A webhook or an official account as it is typed. */
export type AccountValues = { url: string; appId: string; appSecret: string; token: string; aesKey: string };

export function fromAccount(webhook: Webhook | undefined, wechat: Wechat | undefined): AccountValues {
  return { url: webhook?.url ?? '', appId: wechat?.app_id ?? '', appSecret: '', token: '', aesKey: '' };
}

export function toWebhook(typed: AccountValues, before: Webhook | undefined): Webhook {
  return { ...before, url: typed.url.trim() || null };
}

export function toWechat(typed: AccountValues, before: Wechat | undefined): Wechat {
  return { ...before, app_id: typed.appId.trim() };
}

/** The account's secrets as one text; nothing when none was typed, and the old ones stay. */
export function wechatSecret({ appSecret, token, aesKey }: AccountValues): string | undefined {
  if (!appSecret && !token && !aesKey) return undefined;
  return JSON.stringify({ app_secret: appSecret.trim(), token: token.trim(), aes_key: aesKey.trim() || null });
}
