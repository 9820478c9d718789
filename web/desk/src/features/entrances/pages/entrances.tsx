import { App, Button, Switch, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { useWords } from '@/kit/book';
import { DataTable } from '@/kit/data-table';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { NoRight } from '@/kit/problem';
import { EntranceDrawer, type Entrance } from '../parts/entrance-drawer';
import { Snippet } from '../parts/snippet';
import { useRenewEntrances } from '../hooks';
import css from '../entrances.module.css';

/** Doors through which contacts arrive: added, set up, switched on and off. */
export function EntrancesPage() {
  const may = useMay();
  return may('system.admin') ? <Entrances /> : <NoRight />;
}

function Entrances() {
  const { t } = useTranslation('entrances');
  const entrances = api.useQuery('get', '/api/v1/entrances');
  const [open, setOpen] = useState<Entrance | 'new'>();
  const columns = useColumns(setOpen);
  const sites = entrances.data?.filter((it) => it.medium === 'chat') ?? [];
  return (
    <Page title={t('title')} note={t('note')} extra={<Button type="primary" onClick={() => setOpen('new')}>{t('add')}</Button>}>
      <div className={css.stack}>
        <Loaded of={entrances}>
          {(items) => <DataTable<Entrance> rows={items} columns={columns} empty={<Empty what={t('none')} how={t('noneHow')} />} scroll={{ x: 720 }} />}
        </Loaded>
        {sites.map((it) => <Snippet key={it.id} it={it} />)}
      </div>
      {open && <EntranceDrawer it={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function useColumns(onEdit: (it: Entrance) => void): NonNullable<TableProps<Entrance>['columns']> {
  const { t } = useTranslation('entrances');
  const { say } = useWords();
  return [
    { title: t('name'), dataIndex: 'name', ellipsis: true },
    { title: t('medium'), width: 160, render: (_, it) => t(`media.${it.medium}`) },
    { title: t('channel'), width: 140, ellipsis: true, render: (_, it) => say('channels', it.channel) },
    { title: t('active'), width: 90, render: (_, it) => <Active it={it} /> },
    { title: t('acts'), width: 110, render: (_, it) => <Button size="small" aria-label={t('editOf', { name: it.name })} onClick={() => onEdit(it)}>{t('edit')}</Button> },
  ];
}

function Active({ it }: { it: Entrance }) {
  const { t } = useTranslation('entrances');
  const { message } = App.useApp();
  const onSuccess = useRenewEntrances();
  const change = api.useMutation('put', '/api/v1/entrances/{id}', { onSuccess, onError: (problem) => void message.error(problem.title) });
  const { id, channel, name, settings, version } = it;
  const turn = (active: boolean) => change.mutate({ params: { path: { id } }, body: { channel, name, settings, version, active } });
  return <Switch size="small" checked={it.active} loading={change.isPending} aria-label={t('activeOf', { name })} onChange={turn} />;
}
