import { Alert, Button, Form, Input, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { Loaded } from '@/kit/load';
import { Facts, Section } from '@/kit/section';
import { text, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { useCustomerWords, useFresh } from '../hooks';

const parse = (raw: Raw) => ({ do: text(raw, 'do') });

/** Legal holds and erasures of a customer. */
export function Privacy({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  const { say } = useCustomerWords();
  const may = useMay()('customers.erase');
  const [{ do: doing }, set] = useUrlState(parse);
  const path = { params: { path: { id: it.id } } };
  const { data: holds = [] } = api.useQuery('get', '/api/v1/customers/{id}/holds', path);
  const { data: erasures = [] } = api.useQuery('get', '/api/v1/customers/{id}/erasures', path);
  const onSuccess = useFresh();
  const lift = api.useMutation('post', '/api/v1/customers/holds/{id}/lift', { onSuccess });
  const close = () => set({ do: undefined });
  const acts = may && !it.erased && (
    <>
      <Button type="link" size="small" onClick={() => set({ do: 'hold' })}>{t('privacy.hold')}</Button>
      <Button type="link" size="small" onClick={() => set({ do: 'erase' })}>{t('privacy.ask')}</Button>
    </>
  );
  return (
    <Section title={t('privacy.section')} extra={acts}>
      {holds.length + erasures.length === 0 && <span className={css.small}>{t('privacy.none')}</span>}
      <ul className={css.identities}>
        {holds.map((hold) => (
          <li key={hold.id} className={css.identity}>
            <Tag>{t(hold.lifted_at ? 'privacy.lifted' : 'privacy.held')}</Tag>
            <span>{hold.reason}</span>
            <span className={css.small}>{hold.by?.name} <When at={hold.at} /></span>
            {!hold.lifted_at && may && <Button type="link" size="small" onClick={() => lift.mutate({ params: { path: { id: hold.id } } })}>{t('privacy.lift')}</Button>}
          </li>
        ))}
        {erasures.map((erasure) => (
          <li key={erasure.id} className={css.identity}>
            <Tag>{t(`erasure.states.${erasure.state}`)}</Tag>
            <span>{say('reasons', erasure.reason)}</span>
            <span className={css.small}>{erasure.asked_by?.name ?? t('erasure.system')} <When at={erasure.asked_at} /></span>
          </li>
        ))}
      </ul>
      {doing === 'hold' && <Hold id={it.id} onClose={close} />}
      {doing === 'erase' && <Ask id={it.id} onClose={close} />}
    </Section>
  );
}

function Hold({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const onSuccess = useFresh();
  const hold = api.useMutation('post', '/api/v1/customers/{id}/holds', { onSuccess });
  return (
    <FormDrawer<{ reason: string }> title={t('privacy.holdTitle')} verb={t('privacy.holdDo')} intro={<p>{t('privacy.holdIntro')}</p>} onClose={onClose} onSend={(body) => hold.mutateAsync({ params: { path: { id } }, body })}>
      <Form.Item name="reason" label={t('privacy.reason')} rules={[{ required: true, whitespace: true, message: t('reveal.need') }]}><Input.TextArea autoFocus autoSize={{ minRows: 2 }} /></Form.Item>
    </FormDrawer>
  );
}

function Ask({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { options } = useCustomerWords();
  const onSuccess = useFresh();
  const ask = api.useMutation('post', '/api/v1/customers/{id}/erasures', { onSuccess });
  return (
    <FormDrawer<{ reason: string }> danger title={t('privacy.askTitle')} verb={t('privacy.askDo')} intro={<><p>{t('privacy.askIntro')}</p><Goes id={id} /></>} onClose={onClose} onSend={(body) => ask.mutateAsync({ params: { path: { id } }, body })}>
      <Form.Item name="reason" label={t('privacy.why')} rules={[{ required: true, message: t('consent.need') }]}><Select options={options('reasons')} /></Form.Item>
    </FormDrawer>
  );
}

/** What would go, before anybody asks. */
export function Goes({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const own = api.useQuery('get', '/api/v1/customers/{id}/erasure-preview', { params: { path: { id } } });
  const { data: cases } = api.useQuery('get', '/api/v1/cases/erasure-preview', { params: { query: { customer: id } } });
  return (
    <Loaded of={own} rows={3}>
      {(it) => (
        <section aria-label={t('privacy.goes')} className={css.goes}>
          {it.stopped_by && <Alert type="warning" showIcon title={`${t('privacy.stopped')}${t(`stopped.${it.stopped_by.split('.').pop()}`)}`} />}
          <strong>{t('privacy.goes')}</strong>
          <Facts items={[
            [t('privacy.profiles'), it.profiles], [t('privacy.identities'), it.identities], [t('privacy.note'), it.note ? t('privacy.yes') : undefined],
            [t('privacy.consents'), it.consents], [t('privacy.events'), it.events],
            [t('privacy.cases'), cases?.cases], [t('privacy.notes'), cases?.notes], [t('privacy.files'), cases?.files],
          ]} />
          <p className={css.small}>{t('privacy.stays')}</p>
        </section>
      )}
    </Loaded>
  );
}
