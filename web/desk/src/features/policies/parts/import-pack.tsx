import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Select, Table, Tag, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, http } from '@/api/client';
import type { Schemas } from '@/api/types';
import { upload } from '@/api/upload';
import kit from '@/kit/kit.module.css';
import { useNarrow } from '@/kit/prefs';
import { ProblemBox } from '@/kit/problem';
import { useRenew } from '../hooks';
import css from '../policies.module.css';
import { useSaid } from './said';

type Report = Schemas['PackReport'];
/** What is to be brought in: a file, or a pack that comes with the program. */
type Source = { file: File } | { pack: string };

/** Brings a pack in: looked at first, kept as drafts only then, and only when nothing is wrong. */
export function ImportPack({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const narrow = useNarrow();
  const renew = useRenew();
  const packs = api.useQuery('get', '/api/v1/policy-packs').data?.items ?? [];
  const [source, setSource] = useState<Source>();
  const [report, setReport] = useState<Report>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (what: Source, dry: boolean) => {
    setSource(what);
    setError(undefined);
    setBusy(true);
    try {
      setReport(await bring(what, dry));
      if (!dry) renew();
    } catch (thrown) {
      setReport(undefined);
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const ready = source && report && !report.kept && report.problems.length === 0 && report.documents.some(({ becomes }) => becomes !== 'unchanged');
  return (
    <Drawer
      open
      title={t('pack.import')}
      size={narrow ? '100%' : 640}
      onClose={onClose}
      footer={
        <div className={kit.drawerFoot}>
          <Button onClick={onClose}>{t('kit:close')}</Button>
          <Button type="primary" disabled={!ready} loading={busy} onClick={() => source && void send(source, false)}>{t('pack.keep')}</Button>
        </div>
      }
    >
      <p>{t('pack.how')}</p>
      <Upload.Dragger height={120} accept=".zip,.toml" showUploadList={false} disabled={busy} beforeUpload={(file) => { void send({ file }, true); return Upload.LIST_IGNORE; }}>
        <InboxOutlined style={{ fontSize: 28, color: 'var(--ink-2)' }} aria-hidden />
        <div>{t('pack.drop')}</div>
      </Upload.Dragger>
      <p className={css.pick}>
        <label htmlFor="pack-of-program">{t('pack.ofProgram')}</label>
        <Select id="pack-of-program" value={source && 'pack' in source ? source.pack : undefined} options={packs.map(({ name, title }) => ({ value: name, label: said(title) }))} onChange={(pack: string) => void send({ pack }, true)} style={{ width: 260 }} />
      </p>
      <ProblemBox error={error} />
      {report && <Looked report={report} />}
    </Drawer>
  );
}

async function bring(what: Source, dry: boolean): Promise<Report> {
  const query = dry ? '?dry_run=true' : '';
  if ('file' in what) return upload<Report>(`/api/v1/policy-pack${query}`, what.file);
  const { data, error } = await http.POST('/api/v1/policy-packs/{name}', { params: { path: { name: what.pack }, query: { dry_run: dry } } });
  if (error) throw error;
  return data;
}

function Looked({ report: { documents, problems, kept } }: { report: Report }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const same = documents.every(({ becomes }) => becomes === 'unchanged');
  return (
    <>
      {kept && <Alert type="success" showIcon role="status" title={t('pack.kept')} description={t('pack.keptHow')} />}
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('pack.faulty', { count: problems.length })}
          description={<ul className={css.problems}>{problems.map((one) => <li key={`${one.file} ${one.field} ${one.detail}`}><code>{one.file}{one.line ? `:${one.line}` : ''} {one.field}</code><div>{one.detail}</div></li>)}</ul>}
        />
      )}
      {!kept && problems.length === 0 && same && <Alert type="info" showIcon title={t('pack.same')} />}
      <Table
        rowKey={({ kind, scope }) => `${kind} ${scope}`}
        size="small"
        pagination={false}
        dataSource={documents}
        scroll={{ x: 480 }}
        columns={[
          { title: t('field.title'), render: (_, { title }) => said(title) },
          { title: t('field.scope'), width: 130, render: (_, { scope }) => (scope === 'organisation' ? t('scope.organisation') : scope) },
          { title: t('pack.becomes'), width: 90, render: (_, { becomes }) => <Tag>{t(`pack.as.${becomes}`)}</Tag> },
          { title: t('pack.changes'), width: 90, align: 'end', render: (_, { becomes, changes }) => (becomes === 'changed' ? changes : '') },
        ]}
      />
    </>
  );
}
