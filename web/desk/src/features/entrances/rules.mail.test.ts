import { describe, expect, it } from 'vitest';
import { fromMailbox, toMailbox } from './rules.mail';
import { fromAccount, toWebhook, wechatSecret } from './rules.account';

describe('the settings of a mailbox', () => {
  it('come back as they were', () => {
    const server = { host: 'mail.example', port: 993, security: 'tls' as const, user: 'a@shop.example' };
    const box = { imap: server, smtp: { ...server, port: 465 }, address: 'a@shop.example', name: '客服', folder: '客服', authserv_id: 'mx.example', poll_seconds: 60 };
    expect(toMailbox(fromMailbox(box), box)).toEqual(box);
  });

  it('sign in by the address where no user is named', () => {
    const box = toMailbox({ ...fromMailbox(undefined), address: ' a@shop.example ', imapHost: 'i', smtpHost: 's' }, undefined);
    expect([box.address, box.imap.user, box.smtp.user, box.authserv_id]).toEqual(['a@shop.example', 'a@shop.example', 'a@shop.example', null]);
  });
});

describe('the secrets of an account', () => {
  it('stay when nothing is typed, and are whole when something is', () => {
    const typed = fromAccount(undefined, undefined);
    expect(wechatSecret(typed)).toBeUndefined();
    expect(JSON.parse(wechatSecret({ ...typed, appSecret: 's', token: ' t ' }) ?? '')).toEqual({ app_secret: 's', token: 't', aes_key: null });
  });

  it('leave the other settings of a webhook as they are', () => {
    expect(toWebhook({ ...fromAccount(undefined, undefined), url: ' ' }, { tolerance_seconds: 60 })).toEqual({ tolerance_seconds: 60, url: null });
  });
});
