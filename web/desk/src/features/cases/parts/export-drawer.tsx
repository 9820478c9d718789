import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { download } from '@/api/download';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { count } from '@/kit/figures';
import { FormDrawer } from '@/kit/form-drawer';
import { Loaded } from '@/kit/load';
import { asText } from '../bulk-hooks';
import css from '../cases.module.css';
import type { Query } from '../rules';

type Values = { format: Schemas['ExportFormat']; in_full?: boolean; reason: string };

/** The cases of the list as a file: what it will hold, masked unless asked for, with a reason, on record. */
export function ExportDrawer({ query: list, onClose }: { query: Query; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const reveal = useMay()('customers.reveal');
  const query = asText(list);
  const preview = api.useQuery('get', '/api/v1/cases/export', { params: { query: { query } } });
  return (
    <FormDrawer<Values>
      title={t('export.title')}
      verb={t('export.do')}
      size={640}
      initial={{ format: 'xlsx' }}
      onClose={onClose}
      onSend={(values) => download('/api/v1/cases/export', { ...values, query })}
      intro={<Loaded of={preview} rows={4}>{(it) => <Preview it={it} />}</Loaded>}
    >
      <Form.Item name="format" label={t('export.format')}><Radio.Group options={[{ value: 'xlsx', label: 'Excel' }, { value: 'csv', label: 'CSV' }]} /></Form.Item>
      <Form.Item name="in_full" valuePropName="checked"><Checkbox disabled={!reveal}>{t('export.inFull')}</Checkbox></Form.Item>
      <Form.Item name="reason" label={t('export.reason')} rules={[{ required: true, whitespace: true, message: t('export.need') }]}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
    </FormDrawer>
  );
}

function Preview({ it }: { it: Schemas['CaseExportPreview'] }) {
  const { t } = useTranslation('cases');
  return (
    <>
      <p>{t(it.more ? 'export.countMore' : 'export.count', { count: it.count, shown: count(it.count) })}</p>
      {it.rows.length > 0 && (
        // It scrolls by keyboard as well.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={css.exportPreview} aria-label={t('export.preview')} tabIndex={0}>
          <table>
            <thead><tr>{it.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
            <tbody>{it.rows.map((row) => <tr key={row[0]}>{row.map((cell, at) => <td key={it.columns[at]}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </section>
      )}
    </>
  );
}
