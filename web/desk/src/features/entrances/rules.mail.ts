import type { Schemas } from '@/api/types';

type MailSettings = Schemas['MailSettings'];
type Security = Schemas['MailSecurity'];

/** A mailbox as it is typed: one user for both servers, which is what providers give. */
export type MailValues = {
  address: string; sender: string; user: string; folder: string; authserv: string;
  imapHost: string; imapPort: number; imapSecurity: Security; smtpHost: string; smtpPort: number; smtpSecurity: Security;
};

export const SECURITIES: readonly Security[] = ['tls', 'starttls', 'none'];

export function fromMailbox(it: MailSettings | undefined): MailValues {
  return {
    address: it?.address ?? '', sender: it?.name ?? '', user: it?.imap.user ?? '', folder: it?.folder ?? 'INBOX', authserv: it?.authserv_id ?? '',
    imapHost: it?.imap.host ?? '', imapPort: it?.imap.port ?? 993, imapSecurity: it?.imap.security ?? 'tls',
    smtpHost: it?.smtp.host ?? '', smtpPort: it?.smtp.port ?? 465, smtpSecurity: it?.smtp.security ?? 'tls',
  };
}

/** What was typed, as settings; without a user of its own, the mailbox is signed in to by its address. */
export function toMailbox(typed: MailValues, before: MailSettings | undefined): MailSettings {
  const user = typed.user.trim() || typed.address.trim();
  return {
    imap: { host: typed.imapHost.trim(), port: typed.imapPort, security: typed.imapSecurity, user },
    smtp: { host: typed.smtpHost.trim(), port: typed.smtpPort, security: typed.smtpSecurity, user: before?.smtp.user === '' ? '' : user },
    address: typed.address.trim(), name: typed.sender.trim(), folder: typed.folder.trim(),
    authserv_id: typed.authserv.trim() || null, poll_seconds: before?.poll_seconds ?? 300,
  };
}
