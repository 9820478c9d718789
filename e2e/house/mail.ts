import { readFile } from 'node:fs/promises';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';

/** The doors of the mail servers, and the file of their certificate. */
export type MailServers = Record<'imaps' | 'submission' | 'smtp', number> & { ca: string };

/** What `TEST_MAIL` says of the servers that the test command started; nothing where they cannot run. */
export function mailServers(): MailServers | undefined {
  const about = process.env.TEST_MAIL;
  if (!about) return undefined;
  const said = Object.fromEntries(about.split(',').map((it) => it.split('=', 2))) as Record<string, string>;
  const [imaps, submission, smtp] = [Number(said.imaps), Number(said.submission), Number(said.smtp)];
  return { imaps, submission, smtp, ca: said.ca ?? '' };
}

export type Got = { from: string; subject: string; id: string; answers: string; text: string };

/** A customer with a mailbox of their own on the real servers. */
export class Correspondent {
  private readonly servers: MailServers;
  readonly address: string;

  constructor(servers: MailServers, name: string) {
    this.servers = servers;
    this.address = `${name}@customer.test`;
  }

  /** Writes a letter, or answers one with its text quoted below; the id of what was sent. */
  async writes(to: string, subject: string, text: string, earlier?: Got): Promise<string> {
    const { submission: port, ca } = this.servers;
    const auth = { user: this.address, pass: 'secret' };
    const post = createTransport({ host: 'localhost', port, requireTLS: true, auth, tls: { ca: await readFile(ca) } });
    const quoted = earlier ? `\n\n在 2026年，客服 写道：\n${earlier.text.replace(/^/gm, '> ')}` : '';
    const thread = earlier ? { inReplyTo: earlier.id, references: [earlier.id] } : {};
    const { messageId } = await post.sendMail({ from: { name: '王小明', address: this.address }, to, subject, text: text + quoted, ...thread });
    post.close();
    return messageId;
  }

  /** What lies in the mailbox, the oldest first. */
  async reads(): Promise<Got[]> {
    const { imaps: port, ca } = this.servers;
    const auth = { user: this.address, pass: 'secret' };
    const box = new ImapFlow({ host: 'localhost', port, secure: true, auth, tls: { ca: await readFile(ca) }, logger: false });
    await box.connect();
    try {
      await box.mailboxOpen('INBOX');
      const found: Got[] = [];
      const uids = (await box.search({ all: true }, { uid: true })) || [];
      for (const uid of uids) {
        const it = await box.fetchOne(String(uid), { envelope: true }, { uid: true });
        const part = await box.download(String(uid), '1', { uid: true });
        if (!it || !part.content) continue;
        const chunks: Buffer[] = [];
        for await (const chunk of part.content) chunks.push(chunk as Buffer);
        const { from, subject, messageId, inReplyTo } = it.envelope ?? {};
        found.push({ from: from?.[0]?.address ?? '', subject: subject ?? '', id: messageId ?? '', answers: inReplyTo ?? '', text: Buffer.concat(chunks).toString() });
      }
      return found;
    } finally {
      await box.logout();
    }
  }
}
