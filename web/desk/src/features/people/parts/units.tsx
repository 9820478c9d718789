import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select, Switch, Tree } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { useRenew, useUnits } from '../hooks';
import css from '../people.module.css';
import { tree, unitKinds, type Unit } from '../rules';

/** The organisation; choosing a unit shows its people. */
export function Units({ chosen, onChoose }: { chosen: string | undefined; onChoose: (id: string | undefined) => void }) {
  const { t } = useTranslation('people');
  const may = useMay();
  const units = useUnits();
  const [doing, setDoing] = useState<'new' | 'edit'>();
  const unit = units.data?.find(({ id }) => id === chosen);
  const tools = may('people.edit') && (
    <span className={css.tools}>
      {unit && <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('unit.edit')} onClick={() => setDoing('edit')} />}
      <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('unit.new')} onClick={() => setDoing('new')} />
    </span>
  );
  return (
    <Section title={t('unit.title')} extra={tools}>
      <Loaded of={units} rows={4}>
        {(items) => (
          <Tree
            blockNode
            defaultExpandAll
            treeData={tree(items)}
            selectedKeys={chosen ? [chosen] : []}
            onSelect={([key]) => onChoose(key === undefined ? undefined : String(key))}
          />
        )}
      </Loaded>
      {doing === 'new' && <NewUnit parent={chosen} onClose={() => setDoing(undefined)} />}
      {doing === 'edit' && unit && <EditUnit it={unit} onClose={() => setDoing(undefined)} />}
    </Section>
  );
}

function NewUnit({ parent, onClose }: { parent: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenew();
  const create = api.useMutation('post', '/api/v1/units', { onSuccess });
  return (
    <FormDrawer<Schemas['NewUnit']> title={t('unit.new')} verb={t('unit.do')} initial={{ kind: 'team', ...(parent ? { parent_id: parent } : {}) }} onClose={onClose} onSend={(body) => create.mutateAsync({ body })}>
      <UnitName />
      <Form.Item name="kind" label={t('unit.kind')}><Select options={unitKinds.map((value) => ({ value, label: t(`unitKind.${value}`) }))} /></Form.Item>
      <Form.Item name="parent_id" label={t('unit.parent')}><UnitField allowClear /></Form.Item>
      <UnitCode />
    </FormDrawer>
  );
}

function EditUnit({ it, onClose }: { it: Unit; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenew();
  const edit = api.useMutation('patch', '/api/v1/units/{id}', { onSuccess });
  const { name, parent_id, code, active, version } = it;
  return (
    <FormDrawer<Omit<Schemas['UnitPatch'], 'version'>>
      title={t('unit.edit')}
      verb={t('kit:save')}
      initial={{ name, active, ...(parent_id ? { parent_id } : {}), ...(code ? { code } : {}) }}
      onClose={onClose}
      onSend={(values) => edit.mutateAsync({ params: { path: { id: it.id } }, body: { ...values, version } })}
    >
      <UnitName />
      <Form.Item name="parent_id" label={t('unit.parent')}><UnitField /></Form.Item>
      <UnitCode />
      <Form.Item name="active" label={t('unit.active')} valuePropName="checked"><Switch /></Form.Item>
    </FormDrawer>
  );
}

/** Policies name units by their codes, so that they hold in more than one organisation. */
function UnitCode() {
  const { t } = useTranslation('people');
  return <Form.Item name="code" label={t('unit.code')} extra={t('unit.codeHint')}><Input autoComplete="off" /></Form.Item>;
}

function UnitName() {
  const { t } = useTranslation('people');
  return <Form.Item name="name" label={t('unit.name')} rules={[{ required: true, whitespace: true, message: t('need', { what: t('unit.name') }) }]}><Input autoFocus /></Form.Item>;
}
