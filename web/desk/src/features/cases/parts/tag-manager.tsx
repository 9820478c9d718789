import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Radio, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { useBook } from '@/kit/book';
import { DataTable } from '@/kit/data-table';
import { FormDrawer } from '@/kit/form-drawer';
import { Empty } from '@/kit/load';
import { When } from '@/kit/when';
import { tellDone } from '@/kit/undo';
import css from '../cases.module.css';
import { tagColours, useTagCommands, useTags, type Tag } from '@/kit/tags';
import { TagChip } from '@/kit/tag-pick';

type Open = { tag: Tag | undefined; how: 'edit' | 'merge' };

/** Making, renaming, merging and retiring tags. Each is on record; none is lost from the cases that have it. */
export function TagManager() {
  const { t } = useTranslation('cases');
  const may = useMay();
  const { tags: policy } = useBook();
  const { reading, all } = useTags();
  const [open, setOpen] = useState<Open>();
  const manages = may('cases.supervise');
  const adds = manages || (policy.made_by === 'anybody' && may('cases.work'));
  return (
    <>
      {adds && <div><Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ tag: undefined, how: 'edit' })}>{t('tags.add')}</Button></div>}
      <DataTable<Tag>
        rows={reading.data?.items}
        error={reading.error}
        retry={() => void reading.refetch()}
        empty={<Empty what={t('tags.empty')} how={t('tags.emptyHow')} />}
        columns={[
          { title: t('tags.name'), render: (_, tag) => <TagChip tag={tag} /> },
          { title: t('tags.state'), render: (_, tag) => <State of={tag} all={all} /> },
          { title: t('tags.madeAt'), width: 120, align: 'end', render: (_, tag) => <When at={tag.made_at} />, responsive: ['md'] },
          ...(manages ? [{ title: t('templates.acts'), width: 220, render: (_: unknown, tag: Tag) => <Acts of={tag} onOpen={(how) => setOpen({ tag, how })} /> }] : []),
        ]}
      />
      {open && <TagForm {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function State({ of, all }: { of: Tag; all: Tag[] }) {
  const { t } = useTranslation('cases');
  const into = all.find(({ id }) => id === of.into);
  if (into) return <span className={css.small}>{t('tags.merged', { name: into.name })}</span>;
  return <span className={css.small}>{t(of.retired_at ? 'tags.retired' : 'tags.inUse')}</span>;
}

function Acts({ of, onOpen }: { of: Tag; onOpen: (how: Open['how']) => void }) {
  const { t } = useTranslation('cases');
  const { notification } = App.useApp();
  const { edit } = useTagCommands();
  const retire = async (retired: boolean) => {
    try {
      const now = await edit.mutateAsync({ params: { path: { id: of.id } }, body: { version: of.version, retired } });
      tellDone(t(retired ? 'tags.didRetire' : 'tags.didBringBack', { name: of.name }), () =>
        edit.mutateAsync({ params: { path: { id: of.id } }, body: { version: now.version, retired: !retired } }));
    } catch (thrown) {
      notification.error({ title: toProblem(thrown).title });
    }
  };
  if (of.retired_at) return <Button type="link" size="small" onClick={() => void retire(false)}>{t('tags.bringBack')}</Button>;
  return (
    <Space size={0}>
      <Button type="link" size="small" onClick={() => onOpen('edit')}>{t('templates.change')}</Button>
      <Button type="link" size="small" onClick={() => onOpen('merge')}>{t('tags.merge')}</Button>
      <Button type="link" size="small" onClick={() => void retire(true)}>{t('tags.retire')}</Button>
    </Space>
  );
}

type Values = { name: string; colour: string; into: string };

function TagForm({ tag, how, onClose }: Open & { onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { inUse } = useTags();
  const { make, edit, merge } = useTagCommands();
  const send = ({ name, colour, into }: Values) => {
    if (!tag) return make.mutateAsync({ body: { name, colour } });
    const params = { path: { id: tag.id } };
    return how === 'merge' ? merge.mutateAsync({ params, body: { version: tag.version, into } }) : edit.mutateAsync({ params, body: { version: tag.version, name, colour } });
  };
  const title = t(how === 'merge' ? 'tags.mergeTitle' : tag ? 'templates.change' : 'tags.add', { name: tag?.name });
  return (
    <FormDrawer<Values> title={title} verb={t(how === 'merge' ? 'tags.merge' : 'templates.save')} initial={{ name: tag?.name ?? '', colour: tag?.colour ?? 'grey' }} onSend={send} onClose={onClose}>
      {how === 'merge' ? (
        <Form.Item name="into" label={t('tags.into')} extra={t('tags.mergeHint')} rules={[{ required: true, message: t('tags.intoNeed') }]}>
          <Select autoFocus showSearch={{ optionFilterProp: 'label' }} options={inUse.filter(({ id }) => id !== tag?.id).map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      ) : (
        <>
          <Form.Item name="name" label={t('tags.name')} rules={[{ required: true, whitespace: true, message: t('tags.nameNeed') }]}><Input autoFocus maxLength={20} showCount /></Form.Item>
          <Form.Item name="colour" label={t('tags.colour')}>
            <Radio.Group options={tagColours.map((value) => ({ value, label: <TagChip tag={{ name: t(`tags.colours.${value}`), colour: value }} /> }))} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
