import { PlusOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Input, type TableProps } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { text, useUrlState, type Raw } from '@/kit/url';
import { usePeople, useRoleNames } from '../hooks';
import { EndingCertificates } from '../parts/certificates';
import { ShowLink } from '../parts/invitation';
import { Locks } from '../parts/locks';
import { EditPerson, NewPerson, ResetPassword } from '../parts/person-drawers';
import { Units } from '../parts/units';
import css from '../people.module.css';
import type { Person } from '../rules';

const parse = (raw: Raw) => ({ q: text(raw, 'q'), unit: text(raw, 'unit'), do: text(raw, 'do'), on: text(raw, 'on') });

/** Colleagues by unit; administrators create and change them here. */
export function PeoplePage() {
  const { t } = useTranslation('people');
  const may = useMay();
  const [{ q = '', unit, do: doing, on }, set] = useUrlState(parse);
  const reading = usePeople(useDeferredValue(q), unit);
  const rows = reading.data?.pages.flatMap(({ items }) => items);
  const act = (name: string, id?: string) => set({ do: name, on: id });
  const add = may('people.edit') && <span className={css.tools}><Link to="/people/import"><Button tabIndex={-1}>{t('list.title')}</Button></Link><Button type="primary" icon={<PlusOutlined />} onClick={() => act('new')}>{t('new.title')}</Button></span>;
  return (
    <Page title={t('title')} extra={add}>
      {may('people.edit') && <Locks />}
      {(may('people.edit') || may('cases.supervise')) && <EndingCertificates />}
      <div className={css.columns}>
        <Units chosen={unit} onChoose={(id) => set({ unit: id })} />
        <div className={css.stack}>
          <Input.Search allowClear aria-label={t('find')} placeholder={t('find')} defaultValue={q} onChange={(event) => set({ q: event.target.value })} />
          <DataTable<Person>
            rows={rows}
            error={reading.error}
            retry={() => void reading.refetch()}
            columns={useColumns(act)}
            empty={<Empty what={t('none')} how={t('noneHow')} />}
            more={{ there: reading.hasNextPage, busy: reading.isFetchingNextPage, load: () => void reading.fetchNextPage() }}
            scroll={{ x: 680 }}
          />
        </div>
      </div>
      <Drawers doing={doing} on={on} unit={unit} onClose={() => set({ do: undefined, on: undefined })} />
    </Page>
  );
}

function Drawers({ doing, on, unit, onClose }: { doing: string | undefined; on: string | undefined; unit: string | undefined; onClose: () => void }) {
  const { data } = api.useQuery('get', '/api/v1/people/{id}', { params: { path: { id: on ?? '' } } }, { enabled: on !== undefined });
  const [link, setLink] = useState<Schemas['InvitationLink']>();
  if (link) return <ShowLink of={link} onClose={() => setLink(undefined)} />;
  if (doing === 'new') return <NewPerson unit={unit} onClose={onClose} onInvited={setLink} />;
  if (!data || data.id !== on) return null;
  if (doing === 'edit') return <EditPerson it={data} onClose={onClose} />;
  return doing === 'password' ? <ResetPassword it={data} onClose={onClose} /> : null;
}

function useColumns(act: (name: string, id: string) => void): NonNullable<TableProps<Person>['columns']> {
  const { t } = useTranslation('people');
  const may = useMay();
  const roleName = useRoleNames();
  return [
    { title: t('field.name'), width: 150, ellipsis: true, render: (_, { id, name, status }) => <Link to={`/people/${id}`} className={status === 'active' ? '' : css.off}>{name}</Link> },
    { title: t('field.login'), dataIndex: 'login', width: 110, ellipsis: true },
    { title: t('field.unit'), dataIndex: 'unit_name', width: 150, ellipsis: true },
    { title: t('field.roles'), ellipsis: true, render: (_, { roles }) => roles.map(roleName).join(t('and')) },
    { title: t('field.status'), width: 80, render: (_, { status }) => t(`status.${status}`) },
    ...(may('people.edit') ? [{
      title: <span className="visually-hidden">{t('field.acts')}</span>, width: 150, align: 'end' as const,
      render: (_: unknown, { id, name }: Person) => (
        <span className={css.acts}>
          <Button size="small" type="link" aria-label={t('editOf', { name })} onClick={() => act('edit', id)}>{t('kit:edit')}</Button>
          <Button size="small" type="link" aria-label={t('resetOf', { name })} onClick={() => act('password', id)}>{t('reset')}</Button>
        </span>
      ),
    }] : []),
  ];
}
