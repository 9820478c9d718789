import { App, Button, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { DayField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { useRenewCertificates, useSpoken } from '../hooks';
import css from '../people.module.css';
import { Chip, type Tone } from './chip';

type All = Schemas['Certificates'];
type One = Schemas['Certificate'];
const tones = { valid: 'ok', expiring: 'near', expired: 'over' } satisfies Record<string, Tone>;

/** The certificates somebody holds, and when they end. */
export function CertificateSection({ person }: { person: string }) {
  const { t } = useTranslation('people');
  const held = api.useQuery('get', '/api/v1/certificates', { params: { query: { person } } });
  const [adding, setAdding] = useState(false);
  const add = held.data?.may_change && <Button size="small" onClick={() => setAdding(true)}>{t('certificate.add')}</Button>;
  return (
    <Section title={t('certificate.title')} extra={add}>
      <Loaded of={held} rows={2}>
        {(all) => (all.items.length === 0 ? <Empty what={t('certificate.none')} /> : <Lines all={all} />)}
      </Loaded>
      {adding && held.data && <Add all={held.data} person={person} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** The certificates of one's people whose end comes near; nothing while there are none. */
export function EndingCertificates() {
  const { t } = useTranslation('people');
  const { data } = api.useQuery('get', '/api/v1/certificates');
  if (!data || data.items.length === 0) return null;
  return <Section title={t('certificate.ending', { count: data.items.length })}><Lines all={data} named /></Section>;
}

function Lines({ all, named = false }: { all: All; named?: boolean }) {
  const { t } = useTranslation('people');
  const say = useSpoken();
  return (
    <ul className={css.lines}>
      {all.items.map((it) => (
        <li key={it.id}>
          <Chip tone={tones[it.validity]}>{t(`certificate.${it.validity}`)}</Chip>
          {named && <Link to={`/people/${it.person_id}`}>{it.person_name}</Link>}
          <b>{say(all.kinds.find(({ id }) => id === it.kind)?.name) ?? it.kind}</b>
          <span>{it.number}</span>
          <span className={css.span}>{it.expires ? t('certificate.until', { issued: it.issued, expires: it.expires }) : t('certificate.ever', { issued: it.issued })}</span>
          <span className={css.reason}>{it.evidence}</span>
          {all.may_change && !named && <Remove it={it} />}
        </li>
      ))}
    </ul>
  );
}

function Remove({ it }: { it: One }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const onSuccess = useRenewCertificates();
  const remove = api.useMutation('delete', '/api/v1/certificates/{id}', { onSuccess, onError: (problem) => void message.error(problem.title) });
  return (
    <Popconfirm title={t('certificate.sure', { number: it.number })} okText={t('certificate.remove')} onConfirm={() => remove.mutate({ params: { path: { id: it.id } } })}>
      <Button size="small" aria-label={t('certificate.removeOf', { number: it.number })} loading={remove.isPending}>{t('certificate.remove')}</Button>
    </Popconfirm>
  );
}

type Values = { kind: string; number: string; issued: string; expires?: string; evidence?: string };

function Add({ all, person, onClose }: { all: All; person: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const say = useSpoken();
  const onSuccess = useRenewCertificates();
  const add = api.useMutation('post', '/api/v1/certificates', { onSuccess });
  const need = (field: string) => [{ required: true, message: t('need', { what: t(`certificate.${field}`) }) }];
  return (
    <FormDrawer<Values>
      title={t('certificate.add')}
      verb={t('certificate.add')}
      onClose={onClose}
      onSend={({ expires, evidence = '', ...rest }) => add.mutateAsync({ body: { ...rest, person_id: person, expires: expires ?? null, evidence } })}
    >
      <Form.Item name="kind" label={t('certificate.kind')} rules={need('kind')}><Select options={all.kinds.map(({ id, name }) => ({ value: id, label: say(name) }))} /></Form.Item>
      <Form.Item name="number" label={t('certificate.number')} rules={need('number')}><Input maxLength={200} autoComplete="off" /></Form.Item>
      <Form.Item name="issued" label={t('certificate.issued')} rules={need('issued')}><DayField /></Form.Item>
      <Form.Item name="expires" label={t('certificate.expires')} extra={t('certificate.expiresHint')}><DayField /></Form.Item>
      <Form.Item name="evidence" label={t('certificate.evidence')} extra={t('certificate.evidenceHint')}><Input maxLength={200} /></Form.Item>
    </FormDrawer>
  );
}
