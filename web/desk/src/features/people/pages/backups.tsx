import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Segmented, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { DataTable } from '@/kit/data-table';
import { PersonField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty } from '@/kit/load';
import { Page } from '@/kit/page';
import { oneOf, useUrlState, type Raw } from '@/kit/url';
import { toMinute } from '@/kit/when';
import { useRenewBackups } from '../hooks';
import { NewPost } from '../parts/new-post';
import css from '../people.module.css';
import { Chip } from '../parts/chip';

type Post = Schemas['BoardPost'] & { id: string };
type Seat = Schemas['Seat'];

const shows = ['gaps', 'absent'] as const;
const parse = (raw: Raw) => ({ show: oneOf(raw, 'show', shows) });

/** The board of posts: who holds them, who is in today, who stands in for whom, and what is missing. */
export function BackupsPage() {
  const { t } = useTranslation('people');
  const [{ show }, set] = useUrlState(parse);
  const board = api.useQuery('get', '/api/v1/backups', {}, { refetchInterval: 60_000 });
  const posts = board.data?.items.map((it) => ({ ...it, id: it.post_id }));
  const kept = { gaps: ({ gaps }: Post) => gaps.length > 0, absent: ({ holders }: Post) => holders.some(({ present }) => !present) };
  const rows = show ? posts?.filter(kept[show]) : posts;
  const count = (name: (typeof shows)[number]) => posts?.filter(kept[name]).length ?? 0;
  const options = [{ value: 'all', label: t('board.all') }, ...shows.map((value) => ({ value, label: t(`board.${value}`, { count: count(value) }) }))];
  const [changing, setChanging] = useState<Post>();
  const [adding, setAdding] = useState(false);
  const add = useMay()('people.edit') && <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('post.new')}</Button>;
  return (
    <Page title={t('board.title')} note={t('board.note')} extra={add}>
      <div className={css.stack}>
        <Segmented aria-label={t('board.show')} value={show ?? 'all'} onChange={(value) => set({ show: oneOf({ value }, 'value', shows) })} options={options} />
        <DataTable<Post>
          rows={rows}
          error={board.error}
          retry={() => void board.refetch()}
          columns={useColumns(setChanging)}
          empty={<Empty what={t(show ? 'board.noneSuch' : 'board.none')} how={t(show ? 'board.noneSuchHow' : 'board.noneHow')} />}
          scroll={{ x: 900 }}
        />
      </div>
      {adding && <NewPost onClose={() => setAdding(false)} />}
      {changing && <NameBackups it={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  );
}

function useColumns(change: (post: Post) => void): NonNullable<TableProps<Post>['columns']> {
  const { t } = useTranslation('people');
  return [
    { title: t('board.post'), width: 190, render: (_, { name, unit_name: unit }) => <><b>{name}</b><div className={css.muted}>{unit}</div></> },
    { title: t('board.holder'), width: 210, render: (_, { holders }) => (holders.length === 0 ? <span className={css.muted}>{t('board.vacant')}</span> : holders.map((one) => <SeatLine key={one.person_id} it={one} />)) },
    { title: t('board.backup'), width: 180, render: (_, { backup }) => backup && <SeatLine it={backup} /> },
    { title: t('board.second'), width: 180, render: (_, { second }) => second && <SeatLine it={second} /> },
    { title: t('board.missing'), width: 170, render: (_, { gaps }) => <span className={css.chips}>{gaps.map((one) => <Chip key={one} tone={one === 'nobody_acts' ? 'over' : 'near'}>{t(`board.gap.${one}`)}</Chip>)}</span> },
    {
      title: <span className="visually-hidden">{t('field.acts')}</span>, width: 90, align: 'end',
      render: (_, post) => <Button size="small" type="link" disabled={!post.may_change} title={post.may_change ? undefined : t('board.mayNot')} aria-label={t('board.changeOf', { name: post.name })} onClick={() => change(post)}>{t('kit:edit')}</Button>,
    },
  ];
}

/** Somebody, whether they are in, and who acts for them. */
function SeatLine({ it }: { it: Seat }) {
  const { t } = useTranslation('people');
  const back = it.back_at ? t('board.backAt', { at: toMinute(it.back_at) }) : undefined;
  return (
    <div>
      {it.name} <Chip tone={it.present ? 'ok' : 'near'}>{t(it.present ? 'board.in' : 'board.away')}</Chip>
      {!it.present && back && <div className={css.muted}>{back}</div>}
      {!it.present && it.acting_name && <div>{t('absence.acting', { name: it.acting_name })}</div>}
    </div>
  );
}

type Values = { backup_id?: string; second_id?: string };

function NameBackups({ it, onClose }: { it: Post; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenewBackups();
  const name = api.useMutation('put', '/api/v1/posts/{id}/backups', { onSuccess });
  const initial = { ...(it.backup ? { backup_id: it.backup.person_id } : {}), ...(it.second ? { second_id: it.second.person_id } : {}) };
  return (
    <FormDrawer<Values>
      title={t('board.changeOf', { name: it.name })}
      verb={t('kit:save')}
      intro={<p>{t('board.intro')}</p>}
      initial={initial}
      onClose={onClose}
      onSend={({ backup_id, second_id }) => name.mutateAsync({ params: { path: { id: it.post_id } }, body: { version: it.version, backup_id: backup_id ?? null, second_id: second_id ?? null } })}
    >
      <Form.Item name="backup_id" label={t('board.backup')}><PersonField allowClear /></Form.Item>
      <Form.Item name="second_id" label={t('board.second')}><PersonField allowClear /></Form.Item>
    </FormDrawer>
  );
}
