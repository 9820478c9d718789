import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { MomentField, PersonField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty, Loaded } from '@/kit/load';
import { useNow } from '@/kit/now';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import { useRenewBackups, useRightNames } from '../hooks';
import css from '../people.module.css';
import { Chip } from './chip';

type Delegation = Schemas['Delegation'];

/** Rights lent for a time: to whom, which, how long; and those one was lent. */
export function DelegationSection({ person, own }: { person: string; own: boolean }) {
  const { t } = useTranslation('people');
  const lent = api.useQuery('get', '/api/v1/delegations', { params: { query: { person } } });
  const [giving, setGiving] = useState(false);
  const rights = lent.data?.may_give ?? [];
  const why = own && rights.length === 0 ? t('lend.nothing') : undefined;
  const give = own && <Button size="small" disabled={rights.length === 0} title={why} onClick={() => setGiving(true)}>{t('lend.do')}</Button>;
  return (
    <Section title={t('lend.title')} extra={give}>
      <Loaded of={lent} rows={2}>
        {({ items }) => (items.length === 0
          ? <Empty what={t('lend.none')} {...(why ? { how: why } : {})} />
          : <ul className={css.lines}>{items.map((it) => <Line key={it.id} it={it} person={person} />)}</ul>)}
      </Loaded>
      {giving && <Give rights={rights} onClose={() => setGiving(false)} />}
    </Section>
  );
}

function Line({ it, person }: { it: Delegation; person: string }) {
  const { t } = useTranslation('people');
  const name = useRightNames();
  const now = useNow();
  const mine = it.giver_id === person;
  return (
    <li>
      <Chip tone={it.holds ? 'ok' : 'still'}>{t(it.holds ? 'lend.holds' : it.taken_back ? 'lend.takenBack' : 'lend.not')}</Chip>
      <b>{mine ? t('lend.to', { name: it.to_name }) : t('lend.from', { name: it.giver_name })}</b>
      <span>{it.rights.map(name).join(t('and'))}</span>
      <span className={css.span}><When at={it.from} full /> – <When at={it.until} full /></span>
      <span className={css.reason}>{it.reason}</span>
      {!it.taken_back && Date.parse(it.until) > now && mine && <TakeBack id={it.id} />}
    </li>
  );
}

function TakeBack({ id }: { id: string }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const renew = useRenewBackups();
  const take = api.useMutation('delete', '/api/v1/delegations/{id}', { onSuccess: renew, onError: (problem) => void message.error(problem.title) });
  return <Button size="small" loading={take.isPending} onClick={() => take.mutate({ params: { path: { id } } })}>{t('lend.takeBack')}</Button>;
}

type Values = { to_id: string; rights: string[]; from?: string; until: string; reason: string };

function Give({ rights, onClose }: { rights: string[]; onClose: () => void }) {
  const { t } = useTranslation('people');
  const name = useRightNames();
  const onSuccess = useRenewBackups();
  const give = api.useMutation('post', '/api/v1/delegations', { onSuccess });
  const need = (what: string) => [{ required: true, message: t('need', { what }) }];
  return (
    <FormDrawer<Values>
      title={t('lend.do')}
      verb={t('lend.do')}
      intro={<p>{t('lend.intro')}</p>}
      onClose={onClose}
      onSend={({ from, ...rest }) => give.mutateAsync({ body: { ...rest, from: from ?? null } })}
    >
      <Form.Item name="to_id" label={t('lend.person')} rules={need(t('lend.person'))}><PersonField /></Form.Item>
      <Form.Item name="rights" label={t('lend.rights')} rules={need(t('lend.rights'))}><Select mode="multiple" options={rights.map((value) => ({ value, label: name(value) }))} /></Form.Item>
      <Form.Item name="from" label={t('absence.from')} extra={t('absence.fromHint')}><MomentField /></Form.Item>
      <Form.Item name="until" label={t('absence.until')} rules={need(t('absence.until'))}><MomentField /></Form.Item>
      <Form.Item name="reason" label={t('absence.reason')} rules={[{ required: true, whitespace: true, message: t('need', { what: t('absence.reason') }) }]}><Input.TextArea rows={2} maxLength={500} /></Form.Item>
    </FormDrawer>
  );
}
