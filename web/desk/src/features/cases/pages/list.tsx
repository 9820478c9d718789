import { DownloadOutlined, HistoryOutlined, PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '@/api/session';
import type { CaseRow } from '@/api/types';
import { useCommands } from '@/kit/commands';
import { DataTable } from '@/kit/data-table';
import { useShortcut } from '@/kit/keys';
import { Empty } from '@/kit/load';
import { NewsBar } from '@/kit/news-bar';
import { Page } from '@/kit/page';
import { useNarrow } from '@/kit/prefs';
import { useUrlState, writeQuery } from '@/kit/url';
import { useCases, useNews } from '../hooks';
import { parts } from '../answer-rules';
import { useOpenBulk } from '../bulk-hooks';
import { BulkBar } from '../parts/bulk-bar';
import { BulkDrawer } from '../parts/bulk-drawer';
import { CaseCards } from '../parts/case-cards';
import { useCaseColumns } from '../parts/case-columns';
import { ExportDrawer } from '../parts/export-drawer';
import { FilterBar } from '../parts/filter-bar';
import { ViewTabs } from '../parts/view-tabs';
import { neighbour, parseFilter, queryOf, seatOf, type Query } from '../rules';

export function CasesPage() {
  const { t } = useTranslation('cases');
  const seat = seatOf(useSession());
  const [filter, setFilter] = useUrlState(parseFilter);
  const query = queryOf(filter, seat);
  const cases = useCases(query);
  const rows = cases.data?.pages.flatMap(({ items }) => items);
  const news = useNews(query);
  return (
    <Page title={t('list.title')} extra={<><Export query={query} /><BulkHistory /><NewCase /></>}>
      <ViewTabs filter={filter} seat={seat} />
      <FilterBar filter={filter} seat={seat} onChange={setFilter} />
      <NewsBar count={news} show={() => void cases.refetch()} />
      <Rows
        rows={rows}
        query={query}
        columns={parts(query.columns ?? undefined)}
        queue={writeQuery(filter).slice(1) || undefined}
        error={cases.error}
        retry={() => void cases.refetch()}
        more={{ there: cases.hasNextPage, busy: cases.isFetchingNextPage, load: () => void cases.fetchNextPage() }}
      />
      <BulkDrawer />
    </Page>
  );
}

function Export({ query }: { query: Query }) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const [open, setOpen] = useState(false);
  const go = may('cases.export') ? () => setOpen(true) : undefined;
  useCommands(go ? [{ id: 'case.export', title: t('export.title'), group: t('list.title'), icon: <DownloadOutlined />, run: go }] : []);
  if (!go) return null;
  return (
    <>
      <Tooltip title={t('export.title')}><Button icon={<DownloadOutlined />} aria-label={t('export.title')} onClick={go} /></Tooltip>
      {open && <ExportDrawer query={query} onClose={() => setOpen(false)} />}
    </>
  );
}

function BulkHistory() {
  const { t } = useTranslation('cases');
  const may = useMay();
  const { show } = useOpenBulk();
  const go = may('cases.work') ? () => show('list') : undefined;
  useCommands(go ? [{ id: 'case.bulk', title: t('bulk.list'), group: t('list.title'), icon: <HistoryOutlined />, run: go }] : []);
  if (!go) return null;
  return <Tooltip title={t('bulk.list')}><Button icon={<HistoryOutlined />} aria-label={t('bulk.list')} onClick={go} /></Tooltip>;
}

function NewCase() {
  const { t } = useTranslation('cases');
  const may = useMay();
  const navigate = useNavigate();
  const go = may('cases.create') ? () => void navigate({ to: '/cases/new' }) : undefined;
  useShortcut('case.new', go);
  useCommands(go ? [{ id: 'case.new', title: t('new.title'), group: t('list.title'), icon: <PlusOutlined />, shortcut: 'case.new', run: go }] : []);
  if (!go) return null;
  return <Link to="/cases/new"><Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>{t('new.title')}</Button></Link>;
}

type RowsProps = { rows: CaseRow[] | undefined; query: Query; columns: string[]; queue: string | undefined; error: unknown; retry: () => void; more: { there: boolean; busy: boolean; load: () => void } };

function Rows({ rows, query, queue, columns: added, ...rest }: RowsProps) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const may = useMay();
  const columns = useCaseColumns(queue, added);
  const [chosen, setChosen] = useState<string[]>([]);
  const { current, open } = useRowKeys(rows, queue);
  const empty = <Empty what={t('list.empty')} how={t('list.emptyHow')} />;
  if (narrow && rows && rows.length > 0) return <CaseCards rows={rows} more={rest.more} />;
  return (
    <>
      {chosen.length > 0 && <BulkBar rows={(rows ?? []).filter(({ id }) => chosen.includes(id))} query={query} onDone={() => setChosen([])} />}
      <DataTable<CaseRow>
        {...rest}
        rows={rows}
        columns={columns}
        empty={empty}
        current={current}
        onOpen={open}
        {...(may('cases.work') ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)), columnWidth: 36 } } : {})}
      />
    </>
  );
}

/** J and K walk the rows, O opens. */
function useRowKeys(rows: CaseRow[] | undefined, queue: string | undefined) {
  const navigate = useNavigate();
  const [current, setCurrent] = useState<string>();
  const go = (step: 1 | -1) => () => {
    const next = neighbour(rows ?? [], current, step);
    setCurrent(next);
    if (next) document.getElementById(`row-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const open = ({ id }: { id: string }) => void navigate({ to: '/cases/$caseId', params: { caseId: id }, search: { queue } as never });
  useShortcut('list.next', go(1));
  useShortcut('list.previous', go(-1));
  useShortcut('list.open', current ? () => open({ id: current }) : undefined);
  return { current, open };
}
