import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Tag, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { ActButton } from '@/kit/act-button';
import { DataTable } from '@/kit/data-table';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { useNarrow } from '@/kit/prefs';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import { useScope, type Row } from '../hooks';
import { isIn, views, waitsFor, type View } from '../list-rules';
import { ImportPack } from '../parts/import-pack';
import { useSaid } from '../parts/said';
import css from '../policies.module.css';

const parse = (raw: Raw) => ({ view: oneOf(raw, 'view', views), do: text(raw, 'do') });

/** The policies in force, those that wait for their day, and drafts with whoever has to act. */
export function PoliciesPage() {
  const { t } = useTranslation('policies');
  const may = useMay();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const [{ view, do: doing }, set] = useUrlState(parse);
  const reading = api.useQuery('get', '/api/v1/policies');
  const all = reading.data?.items.map((row) => ({ ...row, id: `${row.policy} ${row.scope}` }));
  const tab = (name: View | 'all') => {
    const count = (all ?? []).filter((row) => isIn(name === 'all' ? undefined : name, row)).length;
    return { value: name, label: `${t(`view.${name}`)} ${count}` };
  };
  const tools = (
    <>
      <Button href="/api/v1/policy-pack" download>{t('pack.export')}</Button>
      <ActButton reason={may('policy.edit') ? undefined : t('pack.noRight')} onClick={() => set({ do: 'import' })}>{t('pack.import')}</ActButton>
    </>
  );
  return (
    <Page title={t('title')} note={t('note')} extra={tools}>
      <div className={css.looks}>
        <Segmented aria-label={t('view.name')} value={view ?? 'all'} onChange={(chosen) => set({ view: views.find((one) => one === chosen) })} options={(['all', ...views] as const).map(tab)} />
      </div>
      <DataTable
        rows={all?.filter((row) => isIn(view, row))}
        error={reading.error}
        retry={() => void reading.refetch()}
        empty={<Empty what={t(view ? 'noneHere' : 'none')} how={t(view ? 'noneHereHow' : 'noneHow')} />}
        onOpen={({ kind, version }) => void navigate({ to: '/policies/$kind', params: { kind }, search: { version } as never })}
        {...(narrow ? {} : { scroll: { x: 860 } })}
        columns={useColumns()}
      />
      {doing === 'import' && may('policy.edit') && <ImportPack onClose={() => set({ do: undefined })} />}
    </Page>
  );
}

/** On a phone the title and the status are enough; the rest stands on the policy's page. */
const wide: ['md'] = ['md'];

function useColumns(): NonNullable<TableProps<Row & { id: string }>['columns']> {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const scope = useScope();
  const act = (row: Row) => {
    const who = waitsFor(row);
    if (!who) return null;
    return row.waits_for_me ? <strong className={css.mine}>{t('waits.me')}</strong> : t(`waits.${who}`, { name: row.author_name ?? t('history.nobody') });
  };
  return [
    { title: t('field.title'), ellipsis: true, render: (_, row) => <Link to="/policies/$kind" params={{ kind: row.kind }} search={{ version: row.version } as never}>{said(row.title)}</Link> },
    { title: t('field.kind'), width: 130, ellipsis: true, responsive: wide, render: (_, row) => said(row.kind_title) },
    { title: t('field.version'), responsive: wide, width: 64, align: 'end', dataIndex: 'version' },
    { title: t('field.scope'), responsive: wide, width: 150, ellipsis: true, render: (_, row) => scope(row) },
    { title: t('field.from'), responsive: wide, width: 120, render: (_, row) => (waitsFor(row) && row.effective_from <= row.created_at ? t('onApproval') : <When at={row.effective_from} />) },
    { title: t('field.status'), width: 90, render: (_, row) => <Tag>{t(`status.${row.status}`)}</Tag> },
    { title: t('field.waits'), width: 170, responsive: wide, ellipsis: true, render: (_, row) => act(row) },
  ];
}
