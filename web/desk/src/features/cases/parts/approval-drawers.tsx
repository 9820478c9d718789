import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Case, Schemas } from '@/api/types';
import { useBook, useWords } from '@/kit/book';
import { MomentField, MoneyField, UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { useApprovalCommands, type Approval, type ApprovalAct } from '../approval-hooks';
import { usePolicy } from '@/kit/policy';
import { useEntries, type ApprovalsPolicy } from '../policy-words';
import { options, toldHow } from '../words';
import { Words } from './command-fields';

export type Verdict = Schemas['Verdict'] | 'answer';

/** A decision, or what the asker says more. */
export function DecideDrawer({ it, verdict, onClose }: { it: Approval; verdict: Verdict; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const commands = useApprovalCommands(it.case_id);
  const send = ({ reason }: { reason?: string }) => (verdict === 'answer' ? commands.answer(it.id, reason ?? '') : commands.decide(it.id, { verdict, reason: reason ?? null }));
  return (
    <FormDrawer<{ reason?: string }>
      title={`${t(`approval.do.${verdict}`)} · ${it.title} ${it.snapshot.number}`}
      verb={t(`approval.do.${verdict}`)}
      danger={verdict === 'refuse'}
      draft={`approval.${it.id}.${verdict}`}
      onClose={onClose}
      onSend={async (values) => {
        await send(values);
        tellDone(t(`approval.done.${verdict}`, { title: it.title, number: it.snapshot.number }));
      }}
    >
      <Words name="reason" label={t(verdict === 'answer' ? 'approval.more' : 'approval.why')} required={verdict !== 'approve'} autoFocus />
    </FormDrawer>
  );
}

type Asked = { kind?: string; fen?: number; budget_unit_id?: string; demand?: string; reply?: string; clock_id?: string; until?: string; told_at?: string; told_how?: string; outcome?: string; reason: string };

/** What a request begins with. */
function firstOf(it: Case, act: ApprovalAct): Partial<Asked> {
  if (act === 'compensation') return { budget_unit_id: it.unit.id };
  if (act !== 'extension') return {};
  const clock = it.clocks.find(({ target, ended_at: ended }) => target === 'resolution' && !ended);
  return { told_at: new Date().toISOString(), ...(clock ? { clock_id: clock.id } : {}) };
}

/** Asking for what others have to approve. */
export function AskDrawer({ it, act, onClose }: { it: Case; act: ApprovalAct; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const commands = useApprovalCommands(it.id);
  const policy = usePolicy<ApprovalsPolicy>('approvals');
  const subjects = useEntries(policy?.subjects.map((one) => ({ ...one, id: one.act })));
  return (
    <FormDrawer<Asked>
      title={`${t('approval.ask')} · ${subjects.say(act)}`}
      verb={t('approval.submit')}
      draft={`approval.${it.id}.ask.${act}`}
      initial={firstOf(it, act)}
      onClose={onClose}
      onSend={async ({ reason, ...ask }) => {
        await commands.ask({ reason, ask: { act, ...ask } as Schemas['Ask'] });
        tellDone(t('approval.done.ask', { title: subjects.say(act), number: it.number }));
      }}
    >
      {act === 'compensation' && <CompensationFields policy={policy} />}
      {act === 'refusal' && <><Words name="demand" label={t('approval.demand')} required autoFocus /><Words name="reply" label={t('approval.reply')} required /></>}
      {act === 'extension' && <ExtensionFields it={it} />}
      {act === 'closing' && <ClosingFields it={it} />}
      <Words name="reason" label={t('approval.reason')} required />
    </FormDrawer>
  );
}

function CompensationFields({ policy }: { policy: ApprovalsPolicy | undefined }) {
  const { t } = useTranslation('cases');
  const given = useEntries(policy?.compensations);
  const need = (what: string) => [{ required: true, message: t('kit:required', { what }) }];
  return (
    <>
      <Form.Item name="kind" label={t('approval.given')} rules={need(t('approval.given'))}><Select autoFocus options={given.choices} /></Form.Item>
      <Form.Item name="fen" label={t('approval.amount')} rules={need(t('approval.amount'))}><MoneyField /></Form.Item>
      <Form.Item name="budget_unit_id" label={t('approval.budget')} rules={need(t('approval.budget'))}><UnitField /></Form.Item>
    </>
  );
}

function ExtensionFields({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const live = it.clocks.filter(({ ended_at: ended }) => !ended);
  const need = (what: string) => [{ required: true, message: t('kit:required', { what }) }];
  return (
    <>
      <Form.Item name="clock_id" label={t('form.clock')} rules={[{ required: true, message: t('form.clockNeed') }]}>
        <Select options={live.map(({ id, target }) => ({ value: id, label: t(`target.${target}`) }))} />
      </Form.Item>
      <Form.Item name="until" label={t('form.until')} rules={need(t('form.until'))}><MomentField /></Form.Item>
      <Form.Item name="told_at" label={t('form.toldAt')} extra={t('form.toldHint')} rules={need(t('form.toldAt'))}><MomentField /></Form.Item>
      <Form.Item name="told_how" label={t('form.toldHow')} rules={[{ required: true, message: t('form.toldNeed') }]}><Select options={options(t, 'told', toldHow)} /></Form.Item>
    </>
  );
}

function ClosingFields({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const { outcomes } = useBook();
  const fit = outcomes.filter(({ kinds, satisfied }) => !satisfied && (!kinds || kinds.length === 0 || kinds.includes(it.kind)));
  return (
    <Form.Item name="outcome" label={t('field.outcome')} rules={[{ required: true, message: t('form.outcomeNeed') }]}>
      <Select autoFocus options={fit.map(({ id }) => ({ value: id, label: say('outcomes', id) }))} />
    </Form.Item>
  );
}
