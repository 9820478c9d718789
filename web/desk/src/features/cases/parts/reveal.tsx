import { EyeOutlined } from '@ant-design/icons';
import { Button, Form, Input, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Case, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import css from '../cases.module.css';

type Unsealed = { contact_how?: string | null; fields: Record<string, unknown> };

/** An answer; one of a field that policy has no more says so. */
export function Answered({ it, full }: { it: Schemas['CaseAnswer']; full: unknown }) {
  const { t } = useTranslation('cases');
  return (
    <>
      {typeof full === 'string' ? full : it.text}{it.former && ' '}
      {it.former && <Tooltip title={t('fields.formerTip')}><span className={css.tag}>{t('fields.former')}</span></Tooltip>}
    </>
  );
}

/** What is personal about a case, in full once a reason was given; gone again when the page is left. */
export function useReveal(it: Case) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [full, setFull] = useState<Unsealed>();
  const unseal = api.useMutation('post', '/api/v1/cases/{id}/reveal');
  const personal = Boolean(it.contact_how) || it.answers.some((one) => one.personal);
  const send = async ({ reason }: { reason: string }) => {
    setFull((await unseal.mutateAsync({ params: { path: { id: it.id } }, body: { reason } })) as Unsealed);
  };
  const reveal = personal && !full && may('customers.reveal') && (
    <>
      <Button type="link" size="small" icon={<EyeOutlined />} onClick={() => setAsking(true)}>{t('fields.reveal')}</Button>
      {asking && (
        <FormDrawer<{ reason: string }> title={t('fields.reveal')} verb={t('fields.reveal')} onSend={send} onClose={() => setAsking(false)}>
          <Form.Item name="reason" label={t('fields.revealWhy')} extra={t('fields.revealHint')} rules={[{ required: true, whitespace: true, message: t('fields.revealNeed') }]}>
            <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        </FormDrawer>
      )}
    </>
  );
  return { full, reveal };
}
