import { Button, Form, Input, Popover, Segmented, Space, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay, useSession } from '@/api/session';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { When, toMinute } from '@/kit/when';
import { useRenewReviews, useRightNames, useRoleNames } from '../hooks';
import css from '../people.module.css';
import { Chip } from '../parts/chip';
import { ReviewGiven } from '../parts/review-given';
import { ReviewRounds } from '../parts/review-rounds';

type Row = Schemas['AccessRow'] & { id: string };
const hot = ['withdraw', 'not_active', 'unknown_role', 'unused'];
const shows = ['mine', 'open'] as const;
const parse = (raw: Raw) => ({ show: oneOf(raw, 'show', shows) });

/** Who may do what, where and why; a reviewer confirms it or asks to withdraw it, person by person. Who is asked to review
 *  some people sees those; auditors and administrators see everybody. */
export function ReviewPage() {
  const { t } = useTranslation('people');
  const may = useMay();
  const sees = may('audit.read') || may('system.admin');
  const [{ show: wanted }, set] = useUrlState(parse);
  const show = sees ? wanted : 'mine';
  const mine = show === 'mine';
  const report = api.useInfiniteQuery('get', '/api/v1/people-access', { params: { query: { limit: 100, mine } } }, {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next,
  });
  const all = report.data?.pages.flatMap(({ items }) => items).map((it) => ({ ...it, id: it.person_id }));
  const open = ({ findings }: Row) => findings.some((it) => it !== 'powerful');
  const rows = show === 'open' ? all?.filter(open) : all;
  const [asking, setAsking] = useState<Row>();
  const options = [{ value: 'all', label: t('review.all') }, { value: 'open', label: t('review.open', { count: mine ? '' : (all?.filter(open).length ?? 0) }) }, { value: 'mine', label: t('review.mine') }];
  const files = (
    <Space>
      <Button href="/api/v1/people-access/export?format=csv" download>CSV</Button>
      <Button href="/api/v1/people-access/export?format=xlsx" download>Excel</Button>
    </Space>
  );
  return (
    <Page title={t('review.title')} note={t('review.note')} extra={sees && files}>
      <div className={css.stack}>
        {sees && <ReviewRounds />}
        {sees && <Segmented aria-label={t('review.show')} value={show ?? 'all'} onChange={(value) => set({ show: oneOf({ value }, 'value', shows) })} options={options} />}
        <DataTable<Row>
          rows={rows}
          error={report.error}
          retry={() => void report.refetch()}
          columns={useColumns(setAsking)}
          empty={<Empty what={t(mine ? 'review.mineNone' : 'review.none')} how={t(mine ? 'review.mineNoneHow' : 'review.noneHow')} />}
          more={{ there: report.hasNextPage, busy: report.isFetchingNextPage, load: () => void report.fetchNextPage() }}
          scroll={{ x: 1120 }}
        />
      </div>
      {asking && <Withdraw it={asking} onClose={() => setAsking(undefined)} />}
    </Page>
  );
}

function useColumns(ask: (row: Row) => void): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation('people');
  const roleName = useRoleNames();
  return [
    { title: t('field.name'), width: 170, render: (_, { name, login, unit_name: unit, post_name: post }) => <><b>{name}</b> <span className={css.muted}>{login}</span><div className={css.muted}>{post ? `${unit} · ${post}` : unit}</div></> },
    { title: t('field.roles'), width: 180, render: (_, row) => <><div>{row.roles.map(roleName).join(t('and')) || t('review.noRoles')}</div><Rights of={row.rights} /></> },
    { title: t('review.seen'), width: 110, render: (_, { seen_at: at }) => <When at={at} /> },
    { title: t('review.findings'), width: 180, render: (_, { findings }) => <span className={css.chips}>{findings.map((it) => <Chip key={it} tone={hot.includes(it) ? 'over' : it === 'powerful' ? 'still' : 'near'}>{t(`finding.${it}`)}</Chip>)}</span> },
    { title: t('round.reviewer'), width: 150, render: (_, row) => <ReviewGiven row={row} /> },
    { title: t('review.last'), render: (_, { reviewed }) => reviewed && <Last it={reviewed} /> },
    { title: <span className="visually-hidden">{t('field.acts')}</span>, width: 215, align: 'end', render: (_, row) => <Acts row={row} ask={ask} /> },
  ];
}

function Rights({ of }: { of: Row['rights'] }) {
  const { t } = useTranslation('people');
  const name = useRightNames();
  const roleName = useRoleNames();
  const why = (it: Row['rights'][number]) => (it.source === 'role' ? `${roleName(it.through)} · ${it.reach ? t(`reach.${it.reach}`) : ''}` : t(`source.${it.source}`, { name: it.through, until: it.until ? toMinute(it.until) : '' }));
  if (of.length === 0) return null;
  const list = <ul className={css.rights}>{of.map((it) => <li key={`${it.right} ${it.source} ${it.through}`}>{name(it.right)} <span className={css.muted}>{why(it)}</span></li>)}</ul>;
  return <Popover content={list} trigger={['click']}><Button type="link" size="small">{t('review.rights', { count: of.length })}</Button></Popover>;
}

function Last({ it }: { it: Schemas['LastReview'] }) {
  const { t } = useTranslation('people');
  const roleName = useRoleNames();
  return (
    <>
      <div>{t(`verdict.${it.verdict}`)} <span className={css.muted}>{it.by_name} · <When at={it.at} /></span></div>
      {it.note && <div className={css.reason}>{it.note}</div>}
      {it.given.length > 0 && <div>{t('review.given', { roles: it.given.map(roleName).join(t('and')) })}</div>}
      {it.taken.length > 0 && <div>{t('review.taken', { roles: it.taken.map(roleName).join(t('and')) })}</div>}
    </>
  );
}

function Acts({ row, ask }: { row: Row; ask: (row: Row) => void }) {
  const { t } = useTranslation('people');
  const own = useSession().person.id === row.person_id;
  const onSuccess = useRenewReviews();
  const keep = api.useMutation('post', '/api/v1/people-access/{id}/review', { onSuccess });
  const why = own ? t('review.notOwn') : undefined;
  return (
    <span className={css.acts}>
      <Button size="small" disabled={own} title={why} loading={keep.isPending} aria-label={t('review.keepOf', { name: row.name })} onClick={() => keep.mutate({ params: { path: { id: row.person_id } }, body: { verdict: 'keep', note: '' } })}>{t('review.keep')}</Button>
      <Button size="small" danger disabled={own} title={why} aria-label={t('review.withdrawOf', { name: row.name })} onClick={() => ask(row)}>{t('review.withdraw')}</Button>
    </span>
  );
}

function Withdraw({ it, onClose }: { it: Row; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenewReviews();
  const send = api.useMutation('post', '/api/v1/people-access/{id}/review', { onSuccess });
  return (
    <FormDrawer<{ note: string }>
      title={t('review.withdrawOf', { name: it.name })}
      verb={t('review.withdraw')}
      danger
      intro={<p>{t('review.withdrawHow')}</p>}
      onClose={onClose}
      onSend={({ note }) => send.mutateAsync({ params: { path: { id: it.person_id } }, body: { verdict: 'withdraw', note } })}
    >
      <Form.Item name="note" label={t('absence.reason')} rules={[{ required: true, whitespace: true, message: t('need', { what: t('absence.reason') }) }]}><Input.TextArea rows={3} maxLength={500} autoFocus /></Form.Item>
    </FormDrawer>
  );
}
