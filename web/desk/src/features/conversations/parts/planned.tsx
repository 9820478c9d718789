import { ClockCircleOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Planned, Talk } from '@/api/conversations';
import { useSession } from '@/api/session';
import { MomentField } from '@/kit/fields';
import { ActButton } from '@/kit/act-button';
import { FormDrawer } from '@/kit/form-drawer';
import { ProblemBox } from '@/kit/problem';
import { When } from '@/kit/when';
import css from '../thread.module.css';
import { useActsOn } from '../hooks';
import { useOpening } from '../policy';
import { untilOf, untils, type Moment } from '../snooze-rules';
import type { Writing } from '../writing';
import { UntilFields } from './until-fields';

const moments = untils.filter((one) => one !== 'reply');

/** Sends the reply that is being written later, at a moment that is chosen. */
export function PlanButton({ it, writing, disabled, reason }: { it: Talk; writing: Writing; disabled: boolean; reason: string | undefined }) {
  const { t } = useTranslation('conversations');
  const [open, setOpen] = useState(false);
  const opens = useOpening(it.channel);
  const look = { size: 'small', type: 'text', icon: <ClockCircleOutlined />, 'aria-label': t('planned.do') } as const;
  const send = (chosen: Moment) => writing.plan(untilOf(chosen, new Date(), opens) ?? '');
  return (
    <>
      {reason && !disabled ? <ActButton {...look} reason={reason} /> : <Button {...look} disabled={disabled} onClick={() => setOpen(true)} />}
      {open && (
        <FormDrawer<Moment> title={t('planned.do')} verb={t('planned.verb')} initial={{ until: 'tomorrow' }} onClose={() => setOpen(false)} onSend={send}>
          <p className={css.planText}>{writing.text}</p>
          <UntilFields of={moments} label={t('planned.when')} hint={t('planned.hint')} />
        </FormDrawer>
      )}
    </>
  );
}

/** Replies that are sent later, and those that were not sent when they were due. */
export function PlannedList({ it }: { it: Talk }) {
  return it.planned.map((one) => <PlannedLine key={one.id} it={it} one={one} />);
}

function PlannedLine({ it, one }: { it: Talk; one: Planned }) {
  const { t } = useTranslation('conversations');
  const { person } = useSession();
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const acts = useActsOn(it.id);
  const run = (act: Promise<void>) => {
    setBusy(true);
    void act.catch(setProblem).finally(() => setBusy(false));
  };
  const mayDrop = it.rights.reply || one.person.id === person.id;
  return (
    <li className={`${css.message} ${css.ours} ${css.pending}`}>
      <div className={css.body}>
        {one.text && <div className={css.text}>{one.text}</div>}
        {one.files.map(({ id, name }) => <div key={id} className={css.size}>{name}</div>)}
        <div className={`${css.fate} ${one.withheld ? css.failed : ''}`} role={one.withheld ? 'alert' : undefined}>
          <span>{one.withheld ? t(`planned.withheld.${one.withheld}`) : t('planned.waits', { name: one.person.name })} <When at={one.due_at} /></span>
          {it.rights.reply && <Button type="link" size="small" disabled={busy} onClick={() => run(acts.sendPlanned(one.id))}>{t('planned.now')}</Button>}
          {it.rights.reply && <Button type="link" size="small" disabled={busy} onClick={() => setEditing(true)}>{t('planned.edit')}</Button>}
          {mayDrop && <Button type="link" size="small" disabled={busy} onClick={() => run(acts.dropPlanned(one.id))}>{t('planned.drop')}</Button>}
        </div>
        {problem !== undefined && <ProblemBox error={problem} />}
      </div>
      {editing && <EditDrawer it={it} one={one} onClose={() => setEditing(false)} />}
    </li>
  );
}

type Edited = { text: string; due_at: string };

function EditDrawer({ it, one, onClose }: { it: Talk; one: Planned; onClose: () => void }) {
  const { t } = useTranslation('conversations');
  const acts = useActsOn(it.id);
  const future = dayjs(one.due_at).isAfter(dayjs());
  const send = ({ text, due_at }: Edited) => acts.changePlanned(one.id, { text: text.trim(), due_at, seen_seq: it.last.seq });
  return (
    <FormDrawer<Edited> title={t('planned.edit')} verb={t('kit:save')} initial={{ text: one.text, ...(future ? { due_at: one.due_at } : {}) }} onClose={onClose} onSend={send}>
      <Form.Item name="text" label={t('compose.textLabel')} rules={[{ required: one.files.length === 0, whitespace: true, message: t('planned.textNeed') }]}><Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 12 }} /></Form.Item>
      <Form.Item name="due_at" label={t('planned.when')} rules={[{ required: true, message: t('form.atNeed') }]}><MomentField /></Form.Item>
    </FormDrawer>
  );
}
