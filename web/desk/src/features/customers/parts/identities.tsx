import { Button, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import css from '../customers.module.css';

/** Masked until asked for; what was revealed is covered again after the time policy sets. */
export function Identities({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const [asking, setAsking] = useState<string>();
  const [clear, setClear] = useState<Record<string, string>>({});
  const uncover = (id: string, value: string, ms: number) => {
    setClear((old) => ({ ...old, [id]: value }));
    setTimeout(() => setClear(({ [id]: _covered, ...rest }) => rest), ms);
  };
  return (
    <>
      <ul className={css.identities}>
        {it.identities.map(({ id, kind, masked, verified }) => (
          <li key={id} className={css.identity}>
            <span className={css.kind}>{t(`identity.${kind}`, { defaultValue: kind })}</span>
            <span className={clear[id] ? css.clear : css.value}>{clear[id] ?? masked}</span>
            {verified && <Tag>{t('verified')}</Tag>}
            {!clear[id] && may('customers.reveal') && <Button type="link" size="small" onClick={() => setAsking(id)}>{t('reveal.do')}</Button>}
          </li>
        ))}
      </ul>
      {asking && <Reveal customer={it.id} field={asking} onClose={() => setAsking(undefined)} onClear={(value, ms) => uncover(asking, value, ms)} />}
    </>
  );
}

function Reveal({ customer, field, onClose, onClear }: { customer: string; field: string; onClose: () => void; onClear: (value: string, ms: number) => void }) {
  const { t } = useTranslation('customers');
  const reveal = api.useMutation('post', '/api/v1/customers/{id}/reveal');
  const send = async ({ reason }: { reason: string }) => {
    const { value, shown_for_ms: ms } = await reveal.mutateAsync({ params: { path: { id: customer } }, body: { field, reason } });
    onClear(value, ms);
  };
  return (
    <FormDrawer<{ reason: string }> title={t('reveal.title')} verb={t('reveal.do')} intro={<p>{t('reveal.intro')}</p>} onClose={onClose} onSend={send}>
      <Form.Item name="reason" label={t('reveal.reason')} rules={[{ required: true, whitespace: true, message: t('reveal.need') }]}><Input.TextArea autoFocus autoSize={{ minRows: 2 }} /></Form.Item>
    </FormDrawer>
  );
}
