import { App, Button, Space, Switch, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { DataTable } from '@/kit/data-table';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { NoRight } from '@/kit/problem';
import { Section } from '@/kit/section';
import { useRenewProviders } from '../hooks';
import { ProviderDrawer, type Provider } from '../parts/provider-drawer';
import css from '../people.module.css';

/** Where people sign in that also lets them in here: entered, tried, switched on and off. */
export function IdentityProvidersPage() {
  const may = useMay();
  return may('system.admin') ? <Providers /> : <NoRight />;
}

function Providers() {
  const { t } = useTranslation('people');
  const providers = api.useQuery('get', '/api/v1/identity-providers');
  const [open, setOpen] = useState<Provider | 'new'>();
  const columns = useColumns(setOpen);
  return (
    <Page title={t('provider.title')} note={t('provider.note')} extra={<Button type="primary" onClick={() => setOpen('new')}>{t('provider.add')}</Button>}>
      <div className={css.stack}>
        <Loaded of={providers}>
          {({ items }) => <DataTable<Provider> rows={items} columns={columns} empty={<Empty what={t('provider.none')} how={t('provider.noneHow')} />} scroll={{ x: 900 }} />}
        </Loaded>
        <Section title={t('provider.register')}>
          <p>{t('provider.registerHow')}</p>
          <code className={css.address}>{`${globalThis.location.origin}/sign-in/return`}</code>
        </Section>
      </div>
      {open && <ProviderDrawer it={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function useColumns(onEdit: (it: Provider) => void): NonNullable<TableProps<Provider>['columns']> {
  const { t } = useTranslation('people');
  return [
    { title: t('provider.name'), dataIndex: 'name', width: 160, ellipsis: true },
    { title: t('provider.issuer'), dataIndex: 'issuer', ellipsis: true },
    { title: t('provider.claim'), width: 180, ellipsis: true, render: (_, it) => (it.email_domain ? `${it.claim} @${it.email_domain}` : it.claim) },
    { title: t('provider.people'), dataIndex: 'people', width: 90, align: 'end' },
    { title: t('provider.active'), width: 80, render: (_, it) => <Active it={it} /> },
    { title: t('field.acts'), width: 170, render: (_, it) => <Space size={4}><Check it={it} /><Button size="small" aria-label={t('editOf', { name: it.name })} onClick={() => onEdit(it)}>{t('provider.edit')}</Button></Space> },
  ];
}

function Active({ it }: { it: Provider }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const onSuccess = useRenewProviders();
  const change = api.useMutation('patch', '/api/v1/identity-providers/{id}', { onSuccess, onError: (problem) => void message.error(problem.title) });
  const { id, version, name, issuer, client_id, claim, email_domain, insecure_loopback } = it;
  const turn = (active: boolean) => change.mutate({ params: { path: { id } }, body: { version, name, issuer, client_id, claim, email_domain: email_domain ?? null, insecure_loopback, active } });
  return <Switch size="small" checked={it.active} loading={change.isPending} aria-label={t('provider.activeOf', { name })} onChange={turn} />;
}

function Check({ it }: { it: Provider }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const check = api.useMutation('post', '/api/v1/identity-providers/{id}/check', {
    onSuccess: ({ keys }) => void message.info(t('provider.checked', { name: it.name, count: keys })),
    onError: (problem) => void message.error({ content: problem.title, duration: 10 }),
  });
  return <Button size="small" loading={check.isPending} aria-label={t('provider.checkOf', { name: it.name })} onClick={() => check.mutate({ params: { path: { id: it.id } } })}>{t('provider.check')}</Button>;
}
