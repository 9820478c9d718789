import { DeleteOutlined, EditOutlined, PushpinFilled, PushpinOutlined, SaveOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import { FormDrawer } from './form-drawer';
import css from './kit.module.css';
import { tellDone } from './undo';
import type { View, ViewList } from './views';

type Props = {
  list: ViewList;
  /** What is shown now, as a view keeps it. */
  query: string;
  columns?: string[];
  /** Whether anything is set that would be worth keeping. */
  narrowed: boolean;
  saved: View | undefined;
  onGone: () => void;
};
type Values = { name: string; sharing: string };

/** Keeping the filters as a view; pinning, changing and removing the one that is shown. */
export function ViewActs({ list, query, columns = [], narrowed, saved, onGone }: Props) {
  const { t } = useTranslation('kit');
  const [open, setOpen] = useState<'new' | 'edit'>();
  const { save, edit, remove, pin } = useViewCommands();
  const send = ({ name, sharing }: Values) =>
    open === 'edit' && saved
      ? edit.mutateAsync({ params: { path: { id: saved.id } }, body: { version: saved.version, name, sharing, query, columns } })
      : save.mutateAsync({ body: { name, sharing, query, columns, list } });
  const away = async (it: View) => {
    await remove.mutateAsync({ params: { path: { id: it.id } } });
    onGone();
    tellDone(t('views.removed', { name: it.name }), () => save.mutateAsync({ body: { name: it.name, query: it.query, columns: it.columns, sharing: it.sharing, list } }));
  };
  return (
    <span className={css.viewActs}>
      {saved && saved.sharing !== 'policy' && (
        <Act name={t(saved.pinned ? 'views.unpin' : 'views.pin')} icon={saved.pinned ? <PushpinFilled /> : <PushpinOutlined />} busy={pin.isPending} run={() => pin.mutate({ params: { path: { id: saved.id } }, body: { pinned: !saved.pinned } })} />
      )}
      {saved?.may_edit && <Act name={t('views.edit')} icon={<EditOutlined />} run={() => setOpen('edit')} />}
      {saved?.may_edit && <Act name={t('views.remove')} icon={<DeleteOutlined />} busy={remove.isPending} run={() => void away(saved)} />}
      {narrowed && <Button type="text" icon={<SaveOutlined />} onClick={() => setOpen('new')}>{t('views.save')}</Button>}
      {open && <ViewForm title={t(open === 'edit' ? 'views.edit' : 'views.save')} initial={open === 'edit' && saved ? saved : { name: '', sharing: 'own' }} list={list} onSend={send} onClose={() => setOpen(undefined)} />}
    </span>
  );
}

function Act({ name, icon, busy = false, run }: { name: string; icon: React.ReactNode; busy?: boolean; run: () => void }) {
  return <Tooltip title={name}><Button type="text" icon={icon} aria-label={name} loading={busy} onClick={run} /></Tooltip>;
}

function useViewCommands() {
  const cache = useQueryClient();
  const onSuccess = () => Promise.all(['/api/v1/cases/views', '/api/v1/cases/views/counts'].map((path) => cache.invalidateQueries({ queryKey: ['get', path] })));
  return {
    save: api.useMutation('post', '/api/v1/cases/views', { onSuccess }),
    edit: api.useMutation('patch', '/api/v1/cases/views/{id}', { onSuccess }),
    remove: api.useMutation('delete', '/api/v1/cases/views/{id}', { onSuccess }),
    pin: api.useMutation('put', '/api/v1/cases/views/{id}/pin', { onSuccess }),
  };
}

type FormProps = { list: ViewList; title: string; initial: Values; onSend: (values: Values) => Promise<unknown>; onClose: () => void };

function ViewForm({ list, title, initial: { name, sharing }, onSend, onClose }: FormProps) {
  const { t } = useTranslation('kit');
  return (
    <FormDrawer<Values> title={title} verb={t('views.saveDo')} initial={{ name, sharing }} intro={<p className={css.muted}>{t('views.what')}</p>} onClose={onClose} onSend={onSend}>
      <Form.Item name="name" label={t('views.name')} rules={[{ required: true, whitespace: true, message: t('views.nameNeed') }]}><Input autoFocus maxLength={40} /></Form.Item>
      <SharingField supervises={list === 'cases' ? 'cases.supervise' : 'conversations.supervise'} />
    </FormDrawer>
  );
}

/** Who sees a view or a template; with all, supervisors share. */
export function SharingField({ supervises = 'cases.supervise' }: { supervises?: 'cases.supervise' | 'conversations.supervise' }) {
  const { t } = useTranslation('kit');
  const may = useMay();
  const ways = ['own', 'team', ...(may(supervises) ? ['all'] : [])];
  return <Form.Item name="sharing" label={t('sharing.title')}><Radio.Group vertical options={ways.map((way) => ({ value: way, label: t(`sharing.${way}`) }))} /></Form.Item>;
}
