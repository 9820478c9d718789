import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { count } from '@/kit/figures';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import { readQuery } from '@/kit/url';
import css from '../cases.module.css';
import { useCounts } from '../hooks';
import { builtIns, chips, savedQuery, viewOf, type Filter, type Seat } from '../rules';

type Props = { filter: Filter; seat: Seat };
type View = Schemas['View'];

/** The views as tabs, each with its pushed count; then the saved ones. */
export function ViewTabs({ filter, seat }: Props) {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const counts = useCounts().data;
  const saved = api.useQuery('get', '/api/v1/cases/views').data?.items ?? [];
  const on = viewOf(filter, seat);
  const show = (search: Record<string, unknown>) => void navigate({ to: '/cases', search: search as never });
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={t('list.views')} className={css.tabList}>
      {builtIns.map(({ key, count: name }) => (
        <Tab key={key} name={t(`view.${key}`)} on={on === key} count={name && counts?.[name]} hot={key === 'overdue'} onShow={() => show(key === seat.first ? {} : { view: key })} />
      ))}
      {saved.map((view) => (
        <Tab key={view.id} name={view.name} on={on === view.id} onShow={() => show({ ...readQuery(view.query), view: view.id })} />
      ))}
      </div>
      <Keep filter={filter} seat={seat} saved={saved.find(({ id, mine }) => id === on && mine)} onGone={() => show({})} />
    </div>
  );
}

function Tab({ name, on, count: number, hot = false, onShow }: { name: string; on: boolean; count?: number | undefined; hot?: boolean; onShow: () => void }) {
  return (
    <button type="button" role="tab" aria-selected={on} className={`${css.tab} ${on ? css.tabOn : ''}`} onClick={onShow}>
      {name}
      {number !== undefined && <span className={`${css.tabCount} ${hot && number > 0 ? css.tabHot : ''}`}>{count(number)}</span>}
    </button>
  );
}

/** Keeps the filters as a view, or removes the kept view that is shown. */
function Keep({ filter, seat, saved, onGone }: Props & { saved: View | undefined; onGone: () => void }) {
  const { t } = useTranslation('cases');
  const [open, setOpen] = useState(false);
  const { save, remove } = useViews();
  if (saved) {
    const { id, name, query, sharing } = saved;
    const away = async () => {
      await remove.mutateAsync({ params: { path: { id } } });
      onGone();
      tellDone(t('done.viewRemoved', { name }), () => save.mutateAsync({ body: { name, query, sharing } }));
    };
    return <Button type="text" icon={<DeleteOutlined />} aria-label={t('views.remove')} loading={remove.isPending} onClick={() => void away()} />;
  }
  if (chips(filter).length === 0) return null;
  return (
    <>
      <Button type="text" icon={<SaveOutlined />} onClick={() => setOpen(true)}>{t('views.save')}</Button>
      {open && <SaveView filter={filter} seat={seat} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Saving a view and taking one away. */
function useViews() {
  const cache = useQueryClient();
  const renew = { onSuccess: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/cases/views'] }) };
  const save = api.useMutation('post', '/api/v1/cases/views', renew);
  const remove = api.useMutation('delete', '/api/v1/cases/views/{id}', renew);
  return { save, remove };
}

function SaveView({ filter, seat, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { save } = useViews();
  return (
    <FormDrawer<{ name: string; shared?: boolean }>
      title={t('views.save')}
      verb={t('views.saveDo')}
      onClose={onClose}
      onSend={({ name, shared = false }) => save.mutateAsync({ body: { name, shared, query: savedQuery(filter, seat) } })}
    >
      <Form.Item name="name" label={t('views.name')} rules={[{ required: true, whitespace: true, message: t('views.nameNeed') }]}><Input autoFocus maxLength={40} /></Form.Item>
      <Form.Item name="shared" label={t('views.shared')} valuePropName="checked"><Switch /></Form.Item>
    </FormDrawer>
  );
}
