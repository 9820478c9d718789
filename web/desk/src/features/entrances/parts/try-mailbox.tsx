import { Alert, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { ProblemBox } from '@/kit/problem';
import css from '../entrances.module.css';
import { toMailbox, type MailValues } from '../rules.mail';
import type { Entrance } from './entrance-drawer';

type Typed = MailValues & { secret?: string };

/** Whether both servers let us in with what is typed. Nothing is kept, and no letter is sent. */
export function TryMailbox({ it }: { it: Entrance | undefined }) {
  const { t } = useTranslation('entrances');
  const form = Form.useFormInstance<Typed>();
  const attempt = api.useMutation('post', '/api/v1/mailboxes/try');
  const go = async () => {
    const typed = await form.validateFields().catch(() => undefined);
    // What is wrong stands beside its field by now.
    if (!typed) return;
    const settings = toMailbox(typed, it?.settings.mailbox ?? undefined);
    attempt.mutate({ body: { settings, secret: typed.secret || null, entrance: it?.id ?? null } });
  };
  const { data, error, isPending } = attempt;
  const doors = data && ([['imap', data.imap], ['smtp', data.smtp]] as const);
  return (
    <div className={css.stack} aria-live="polite">
      <div><Button loading={isPending} onClick={() => void go()}>{t('try')}</Button></div>
      {error && <ProblemBox error={error} />}
      {!isPending && doors?.map(([door, why]) => (
        <Alert key={door} type={why ? 'error' : 'success'} showIcon title={t(why ? `tryFails.${door}` : `tryHolds.${door}`)} description={why ?? undefined} />
      ))}
    </div>
  );
}
