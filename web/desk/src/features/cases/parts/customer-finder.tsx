import { Button, Form, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Customer } from '@/api/types';
import { looksLikeIdentity } from '@/kit/identity';
import css from '../cases.module.css';

/** Finds the customer while typing, by number, mail or name; who is not found is taken in with the case. */
export function CustomerFinder() {
  const { t } = useTranslation('cases');
  const form = Form.useFormInstance();
  const known: unknown = Form.useWatch('customer_id', { form, preserve: true });
  const [typed, setTyped] = useState('');
  const [fresh, setFresh] = useState(false);
  const choose = (id: string | undefined) => form.setFieldValue('customer_id', id);
  return (
    <>
      <Form.Item name="customer_id" hidden><Input /></Form.Item>
      {typeof known === 'string' ? <Known id={known} onDrop={() => choose(undefined)} /> : (
        <>
          <Form.Item label={t('new.find')} htmlFor="customer-find">
            <Input.Search id="customer-find" autoFocus allowClear autoComplete="off" placeholder={t('new.findHint')} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Found typed={typed} onChoose={choose} onFresh={() => setFresh(true)} />
          </Form.Item>
          {fresh && <Fresh typed={typed} />}
        </>
      )}
    </>
  );
}

function Found({ typed, onChoose, onFresh }: { typed: string; onChoose: (id: string) => void; onFresh: () => void }) {
  const { t } = useTranslation('cases');
  const q = useDeferredValue(typed.trim());
  const query = looksLikeIdentity(q) ? { identity: q } : { q };
  const { data } = api.useQuery('get', '/api/v1/customers', { params: { query: { ...query, limit: 8 } } }, { enabled: q.length > 1 });
  if (q.length < 2 || !data) return null;
  return (
    <ul className={css.found} aria-label={t('new.found')}>
      {data.items.map((one) => (
        <li key={one.id}>
          <button type="button" className={css.foundItem} onClick={() => onChoose(one.id)}><Line one={one} /></button>
        </li>
      ))}
      <li><Button type="link" size="small" onClick={onFresh}>{t(data.items.length === 0 ? 'new.nobody' : 'new.other')}</Button></li>
    </ul>
  );
}

function Line({ one }: { one: Customer }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <b>{one.name}</b>
      <span className={css.small}>{one.identities.map(({ masked }) => masked).join(' · ')}</span>
      {one.open_cases > 0 && <span className={css.small}>{t('new.openCases', { count: one.open_cases })}</span>}
    </>
  );
}

function Known({ id, onDrop }: { id: string; onDrop: () => void }) {
  const { t } = useTranslation('cases');
  const { data } = api.useQuery('get', '/api/v1/customers/{id}', { params: { path: { id } } });
  return (
    <Form.Item label={t('field.customer')}>
      <div className={css.listLine}>
        <span>{data ? <Line one={data} /> : id}</span>
        <Button size="small" onClick={onDrop}>{t('new.change')}</Button>
      </div>
    </Form.Item>
  );
}

function Fresh({ typed }: { typed: string }) {
  const { t } = useTranslation('cases');
  const isNumber = looksLikeIdentity(typed);
  return (
    <div className={css.grid2}>
      <Form.Item name={['new_customer', 'name']} label={t('new.name')} initialValue={isNumber ? undefined : typed.trim()}><Input autoComplete="off" /></Form.Item>
      <Form.Item name={['new_customer', 'phone']} label={t('new.phone')} initialValue={isNumber && !typed.includes('@') ? typed.trim() : undefined}><Input autoComplete="off" inputMode="tel" /></Form.Item>
      <Form.Item name={['new_customer', 'email']} label={t('new.email')} initialValue={typed.includes('@') ? typed.trim() : undefined}><Input autoComplete="off" inputMode="email" /></Form.Item>
    </div>
  );
}
