import { Alert, App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { MomentField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import { useAbsences, useSpoken, useRenewBackups } from '../hooks';
import css from '../people.module.css';
import { Chip, type Tone } from './chip';

type All = Schemas['Absences'];
type Absence = Schemas['Absence'];
const tones = { planned: 'half', running: 'near', over: 'still', withdrawn: 'still' } satisfies Record<string, Tone>;

/** When somebody is away, who acts meanwhile, and for whom they act themselves. */
export function AbsenceSection({ person, own }: { person: string; own: boolean }) {
  const { t } = useTranslation('people');
  const absences = useAbsences(person);
  const [entering, setEntering] = useState(false);
  const enter = absences.data?.may_enter && <Button size="small" onClick={() => setEntering(true)}>{t('absence.enter')}</Button>;
  return (
    <Section title={t('absence.title')} extra={enter}>
      <Loaded of={absences} rows={2}>
        {(all) => (
          <div className={css.stack}>
            {all.stands_in_for.length > 0 && <Alert type="info" showIcon title={t(own ? 'absence.iActFor' : 'absence.actsFor', { names: all.stands_in_for.map(({ name }) => name).join(t('and')) })} />}
            {all.items.length === 0 ? <Empty what={t('absence.none')} how={t('absence.noneHow')} /> : <List all={all} />}
          </div>
        )}
      </Loaded>
      {entering && absences.data && <EnterAbsence all={absences.data} person={person} onClose={() => setEntering(false)} />}
    </Section>
  );
}

function List({ all }: { all: All }) {
  const { t } = useTranslation('people');
  const say = useSpoken();
  const passes = (id: string) => all.kinds.find((one) => one.id === id)?.passes ?? true;
  const kind = (id: string) => say(all.kinds.find((one) => one.id === id)?.name) ?? id;
  return (
    <ul className={css.lines}>
      {all.items.map((it) => (
        <li key={it.id}>
          <Chip tone={tones[it.state]}>{t(`absence.state.${it.state}`)}</Chip>
          <b>{kind(it.kind)}</b>
          <span className={css.span}><When at={it.from} full /> – {it.until ? <When at={it.until} full /> : t('absence.open')}</span>
          {it.acting_name && <span>{t('absence.acting', { name: it.acting_name })}</span>}
          {it.state === 'running' && !it.acting_name && passes(it.kind) && <span className={css.gap}>{t('absence.nobody')}</span>}
          <span className={css.reason}>{it.reason}</span>
          <EndAbsence it={it} />
        </li>
      ))}
    </ul>
  );
}

function EndAbsence({ it }: { it: Absence }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const renew = useRenewBackups();
  const end = api.useMutation('post', '/api/v1/absences/{id}/end', {
    onSuccess: renew,
    onError: (problem) => void message.error(problem.title),
  });
  if (it.state !== 'planned' && it.state !== 'running') return null;
  return (
    <Button size="small" type={it.state === 'running' ? 'primary' : 'default'} loading={end.isPending} onClick={() => end.mutate({ params: { path: { id: it.id } } })}>
      {t(it.state === 'running' ? 'absence.back' : 'absence.withdraw')}
    </Button>
  );
}

type Values = { kind: string; from?: string; until?: string; reason?: string };

function EnterAbsence({ all, person, onClose }: { all: All; person: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const say = useSpoken();
  const onSuccess = useRenewBackups();
  const enter = api.useMutation('post', '/api/v1/absences', { onSuccess });
  const [first] = all.kinds;
  return (
    <FormDrawer<Values>
      title={t('absence.enter')}
      verb={t('absence.enter')}
      intro={<p>{t('absence.intro')}</p>}
      initial={first ? { kind: first.id } : {}}
      onClose={onClose}
      onSend={({ kind, from, until, reason = '' }) => enter.mutateAsync({ body: { person_id: person, kind, from: from ?? null, until: until ?? null, reason } })}
    >
      <Form.Item name="kind" label={t('absence.kind')}><Select options={all.kinds.map(({ id, name }) => ({ value: id, label: say(name) }))} /></Form.Item>
      <Form.Item name="from" label={t('absence.from')} extra={t('absence.fromHint')}><MomentField /></Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => {
          const open = all.kinds.find(({ id }) => id === getFieldValue('kind'))?.open_end ?? false;
          const rules = open ? [] : [{ required: true, message: t('need', { what: t('absence.until') }) }];
          return <Form.Item name="until" label={t('absence.until')} extra={open ? t('absence.openHint') : undefined} rules={rules}><MomentField /></Form.Item>;
        }}
      </Form.Item>
      <Form.Item name="reason" label={t('absence.reason')} rules={all.reason_needed ? [{ required: true, whitespace: true, message: t('need', { what: t('absence.reason') }) }] : []}><Input.TextArea rows={2} maxLength={500} /></Form.Item>
    </FormDrawer>
  );
}
