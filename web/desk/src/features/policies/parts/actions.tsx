import { useNavigate } from '@tanstack/react-router';
import { Alert, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActButton } from '@/kit/act-button';
import { FormDrawer } from '@/kit/form-drawer';
import { useNow } from '@/kit/now';
import { ProblemBox } from '@/kit/problem';
import { text, useUrlState, type Raw } from '@/kit/url';
import { toMinute } from '@/kit/when';
import { useActOn, type Act, type Document } from '../hooks';
import { StartDraft } from './start-draft';

const parse = (raw: Raw) => ({ do: text(raw, 'do') });

/** The step that brings a version on, most wanted first. */
const primary = ['approve', 'review', 'submit', 'edit'];

/** What can be done with a version now, and why not the rest; the next sensible step is the one primary button. */
export function Actions({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const navigate = useNavigate();
  const [, set] = useUrlState(parse);
  const act = useActOn(it);
  const first = primary.find((name) => it.actions.some((one) => one.name === name && !one.reason));
  const run = (name: string) => {
    if (name === 'edit') void navigate({ to: '/policies/$kind/edit', params: { kind: it.kind }, search: { version: it.version } as never });
    else if (name === 'submit' || name === 'review') void act.send(name);
    else set({ do: name });
  };
  return (
    <>
      <ProblemBox error={act.error} />
      {it.actions.map(({ name, reason }) => (
        <ActButton key={name} type={name === first ? 'primary' : 'default'} danger={name === 'withdraw' || name === 'discard'} reason={reason} loading={act.busy && (name === 'submit' || name === 'review')} onClick={() => run(name)}>
          {t(`act.${name}`)}
        </ActButton>
      ))}
    </>
  );
}

/** The forms of the steps that ask for something, or say something first. */
export function ActDrawer({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const [{ do: doing }, set] = useUrlState(parse);
  const act = useActOn(it);
  const close = () => set({ do: undefined });
  if (doing === 'draft') return <StartDraft it={it} onClose={close} />;
  const known: Partial<Record<string, Act>> = { approve: 'approve', reject: 'reject', discard: 'discard', withdraw: 'withdraw' };
  const what = doing ? known[doing] : undefined;
  if (!what || it.actions.every(({ name, reason }) => name !== what || reason)) return null;
  const reasoned = what === 'reject' || what === 'withdraw';
  return (
    <FormDrawer<{ reason?: string }>
      title={t(`act.${what}`)}
      verb={t(`act.${what}`)}
      danger={what === 'withdraw' || what === 'discard'}
      intro={<Alert type={what === 'approve' ? 'info' : 'warning'} showIcon style={{ marginBottom: 12 }} title={t(`about.${what}`)} description={<Said what={what} it={it} />} />}
      onClose={close}
      onSend={({ reason }) => act.send(what, reason)}
    >
      {reasoned && <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}><Input.TextArea autoFocus rows={3} maxLength={500} showCount /></Form.Item>}
    </FormDrawer>
  );
}

/** What the step brings about, before it is taken. */
function Said({ what, it }: { what: Act; it: Document }) {
  const { t } = useTranslation('policies');
  const now = useNow();
  if (what === 'approve') {
    const later = new Date(it.effective_from).getTime() > now;
    return (
      <>
        <p>{later ? t('about.from', { from: toMinute(it.effective_from) }) : t('about.atOnce')}</p>
        <p>{t(it.kind === 'limits' || it.kind === 'calendar' ? 'about.clocks' : 'about.decided')}</p>
      </>
    );
  }
  if (what === 'withdraw') return <p>{t(it.kind === 'limits' ? 'about.withdrawLimits' : 'about.withdrawOther')}</p>;
  return <p>{t(`about.${what}How`)}</p>;
}
