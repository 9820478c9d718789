import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Popconfirm, Space, Upload, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { saveText } from '@/kit/save-file';
import { useRenew } from '../hooks';
import css from '../people.module.css';
import { csvOf, invitationAddress } from '../rules';

type Row = Schemas['ImportRow'] & { id: string };
type Result = Schemas['PeopleImport'];

/** Many people from a CSV or Excel file: looked through first, then added all or none. */
export function ImportPeoplePage() {
  const { t } = useTranslation('people');
  const [file, setFile] = useState<File>();
  const { send, seen, error, busy } = useImport();
  const take = (chosen: File) => {
    setFile(chosen);
    send(chosen, false);
    return false;
  };
  const done = seen !== undefined && seen.passwords.length + seen.invitations.length > 0;
  return (
    <Page title={t('list.title')} note={t('list.note')}>
      <div className={css.stack}>
        <ProblemBox error={error} />
        {!done && (
          <Upload.Dragger accept=".csv,.txt,.xlsx" beforeUpload={take} showUploadList={false} disabled={busy}>
            <p><InboxOutlined aria-hidden /> {file ? t('list.another', { name: file.name }) : t('list.choose')}</p>
            <p className={css.muted}>{t('list.columns')}</p>
          </Upload.Dragger>
        )}
        {seen && (done ? <Passwords of={seen} /> : <Preview of={seen} busy={busy} onConfirm={(invite) => file && send(file, true, invite)} />)}
      </div>
    </Page>
  );
}

function useImport() {
  const renew = useRenew();
  const [seen, setSeen] = useState<Result>();
  const look = api.useMutation('post', '/api/v1/people-import');
  const send = (file: File, confirm: boolean, invite = false) => {
    if (!confirm) setSeen(undefined);
    const init = { params: { query: { confirm, invite } }, body: file as never, bodySerializer: (body: unknown) => body as BodyInit, headers: { 'content-type': 'application/octet-stream' } };
    look.mutate(init as never, { onSuccess: (it) => { setSeen(it); if (confirm) renew(); } });
  };
  return { send, seen, error: look.error ?? undefined, busy: look.isPending };
}

function Preview({ of: { items, wrong }, busy, onConfirm }: { of: Result; busy: boolean; onConfirm: (invite: boolean) => void }) {
  const { t } = useTranslation('people');
  const [invite, setInvite] = useState(false);
  const rows = items.map((it) => ({ ...it, id: String(it.line) }));
  const sorted = [...rows.filter(({ problems }) => problems.length > 0), ...rows.filter(({ problems }) => problems.length === 0)];
  return (
    <>
      <Alert
        type={wrong > 0 ? 'warning' : 'success'}
        showIcon
        title={wrong > 0 ? t('list.wrong', { wrong, count: items.length }) : t('list.right', { count: items.length })}
        description={wrong > 0 ? t('list.wrongHow') : t('list.rightHow')}
        action={(
          <Popconfirm title={t('list.sure', { count: items.length })} okText={t('list.do')} disabled={wrong > 0} onConfirm={() => onConfirm(invite)}>
            <Button type="primary" disabled={wrong > 0} loading={busy}>{t('list.do')}</Button>
          </Popconfirm>
        )}
      />
      <Checkbox checked={invite} disabled={wrong > 0} onChange={(event) => setInvite(event.target.checked)}>{t('list.invite')}</Checkbox>
      <DataTable<Row> rows={sorted} columns={useColumns()} empty={<Empty what={t('list.none')} />} scroll={{ x: 760 }} />
    </>
  );
}

function useColumns(): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation('people');
  return [
    { title: t('list.line'), dataIndex: 'line', width: 70, align: 'end' },
    { title: t('field.login'), dataIndex: 'login', width: 130, ellipsis: true },
    { title: t('field.name'), dataIndex: 'name', width: 120, ellipsis: true },
    { title: t('field.unit'), dataIndex: 'unit', width: 140, ellipsis: true },
    { title: t('field.roles'), dataIndex: 'roles', width: 140, ellipsis: true },
    { title: t('list.problems'), render: (_, { problems }) => problems.map((one) => <div key={one} className={css.gap}>{one}</div>) },
  ];
}

/** First passwords, or links in place of them; shown this once. */
function Passwords({ of: { passwords, invitations } }: { of: Result }) {
  const { t } = useTranslation('people');
  const links = invitations.length > 0;
  const rows = links ? invitations.map(({ login, name, word }) => ({ id: login, login, name, given: invitationAddress(word) })) : passwords.map(({ login, name, password }) => ({ id: login, login, name, given: password }));
  const [given, file] = links ? [t('invitation.link'), t('list.links')] : [t('field.password'), t('list.file')];
  const save = () => saveText(`${file}.csv`, csvOf([[t('field.login'), t('field.name'), given], ...rows.map((it) => [it.login, it.name, it.given])]));
  return (
    <>
      <Alert type="warning" showIcon title={t('list.done', { count: rows.length })} description={t(links ? 'list.onceLinks' : 'list.once')} action={<Space><Button type="primary" onClick={save}>{t('list.save')}</Button></Space>} />
      <DataTable
        rows={rows}
        columns={[
          { title: t('field.login'), dataIndex: 'login' },
          { title: t('field.name'), dataIndex: 'name' },
          { title: given, render: (_, it) => <code className={css.address}>{it.given}</code> },
        ]}
        empty={<Empty what={t('list.none')} />}
      />
    </>
  );
}
