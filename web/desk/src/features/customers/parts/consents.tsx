import { Button, Form, Input, Radio, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty, Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { useCustomerWords, useFresh } from '../hooks';

/** What the customer agreed to, per purpose and channel; the newest holds. */
export function Consents({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  const { say } = useCustomerWords();
  const may = useMay()('customers.edit') && !it.erased;
  const [adding, setAdding] = useState(false);
  const reading = api.useQuery('get', '/api/v1/customers/{id}/consents', { params: { path: { id: it.id } } });
  return (
    <Section title={t('consent.section')} extra={may && <Button type="link" size="small" onClick={() => setAdding(true)}>{t('consent.add')}</Button>}>
      <Loaded of={reading} rows={2}>
        {(all) => (all.length === 0 ? <Empty what={t('consent.none')} /> : (
          <ul className={css.identities}>
            {all.map((one) => (
              <li key={one.id} className={css.identity}>
                <span className={one.holds ? css.value : css.small}>{say('purposes', one.purpose)} · {say('channels', one.channel)}</span>
                <Tag>{t(one.given ? 'consent.yes' : 'consent.no')}</Tag>
                {!one.holds && <span className={css.small}>{t('consent.old')}</span>}
                <span className={css.small}>{say('sources', one.source)}{one.evidence ? `（${one.evidence}）` : ''} {one.by?.name} <When at={one.at} /></span>
              </li>
            ))}
          </ul>
        ))}
      </Loaded>
      {adding && <Add id={it.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Add({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { options } = useCustomerWords();
  const onSuccess = useFresh();
  const add = api.useMutation('post', '/api/v1/customers/{id}/consents', { onSuccess });
  const needed = [{ required: true, message: t('consent.need') }];
  return (
    <FormDrawer<Schemas['NewConsent']> title={t('consent.title')} verb={t('kit:save')} initial={{ given: true }} onClose={onClose} onSend={(body) => add.mutateAsync({ params: { path: { id } }, body })}>
      <Form.Item name="purpose" label={t('consent.purpose')} rules={needed}><Select options={options('purposes')} /></Form.Item>
      <Form.Item name="channel" label={t('consent.channel')} rules={needed}><Select options={options('channels')} /></Form.Item>
      <Form.Item name="given" label={t('consent.given')}><Radio.Group options={[{ value: true, label: t('consent.yes') }, { value: false, label: t('consent.no') }]} /></Form.Item>
      <Form.Item name="source" label={t('consent.source')} rules={needed}><Select options={options('sources')} /></Form.Item>
      <Form.Item name="evidence" label={t('consent.evidence')} extra={t('consent.evidenceHint')}><Input autoComplete="off" /></Form.Item>
    </FormDrawer>
  );
}
