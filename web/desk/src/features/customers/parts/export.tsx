import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '@/api/download';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';

type Values = { format: Schemas['ExportFormat']; in_full?: boolean; reason: string };

/** Customers as a file: masked unless asked for, with a reason, on record. */
export function Export({ q, onClose }: { q: string; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const reveal = useMay()('customers.reveal');
  return (
    <FormDrawer<Values>
      title={t('export.title')}
      verb={t('export.do')}
      intro={<><p>{t('export.intro')}</p>{q && <p>{t('export.filter', { q })}</p>}</>}
      initial={{ format: 'xlsx' }}
      onClose={onClose}
      onSend={(values) => download('/api/v1/customers/export', { ...values, ...(q ? { q } : {}) })}
    >
      <Form.Item name="format" label={t('export.format')}><Radio.Group options={[{ value: 'xlsx', label: 'Excel' }, { value: 'csv', label: 'CSV' }]} /></Form.Item>
      <Form.Item name="in_full" valuePropName="checked"><Checkbox disabled={!reveal}>{t('export.inFull')}</Checkbox></Form.Item>
      <Form.Item name="reason" label={t('export.reason')} rules={[{ required: true, whitespace: true, message: t('export.need') }]}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
    </FormDrawer>
  );
}
