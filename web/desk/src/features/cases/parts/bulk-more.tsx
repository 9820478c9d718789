import { DownOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Form, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBook, useWords } from '@/kit/book';
import { UnitField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import type { BulkAct, Chosen } from '../bulk-hooks';
import type { Begin } from './bulk-bar';
import { Words } from './command-fields';

const acts = ['transfer', 'step', 'urge', 'close', 'merge'] as const;
type Act = (typeof acts)[number];
type Values = { unit_id?: string; to?: string; outcome?: string; reason?: string };

function actOf(name: Act, { unit_id: unit, to, outcome }: Values): BulkAct {
  if (name === 'transfer') return { act: 'transfer', unit_id: unit ?? null, person_id: null };
  if (name === 'step') return { act: 'step', to: to ?? '' };
  if (name === 'close') return { act: 'close', outcome: outcome ?? null };
  return name === 'merge' ? { act: 'merge', into: null } : { act: 'urge' };
}

/** Hands the chosen cases over, takes them to a step, urges or closes them, or makes them one. */
export function BulkMore({ chosen, begin }: { chosen: Chosen; begin: Begin }) {
  const { t } = useTranslation('cases');
  const [act, setAct] = useState<Act>();
  // What becomes one is chosen by hand.
  const offered = acts.filter((name) => name !== 'merge' || (!chosen.all && chosen.rows.length > 1));
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: offered.map((key) => ({ key, label: t(`bulk.act.${key}`) })), onClick: ({ key }) => setAct(key as Act) }}>
        <Button>{t('bulk.more')} <DownOutlined /></Button>
      </Dropdown>
      {act && (
        <FormDrawer<Values>
          title={t('bulk.title', { what: t(`bulk.act.${act}`), count: chosen.count })}
          verb={t(`bulk.act.${act}`)}
          danger={act === 'close'}
          onClose={() => setAct(undefined)}
          onSend={(values) => begin(actOf(act, values), values.reason)}
        >
          <Fields act={act} />
        </FormDrawer>
      )}
    </>
  );
}

function Fields({ act }: { act: Act }) {
  const { t } = useTranslation('cases');
  const { choices, say } = useWords();
  const { outcomes, steps } = useBook();
  const chosen: unknown = Form.useWatch('outcome');
  const needsGrounds = outcomes.find(({ id }) => id === chosen)?.grounds ?? false;
  const open = steps.filter(({ role }) => role !== 'closed').map(({ id }) => ({ value: id, label: say('steps', id) }));
  return (
    <>
      {(act === 'close' || act === 'urge') && <Alert type="warning" showIcon title={t(`bulk.stays.${act}`)} style={{ marginBlockEnd: 16 }} />}
      {act === 'merge' && <p>{t('bulk.mergeHint')}</p>}
      {act === 'transfer' && <Form.Item name="unit_id" label={t('form.toUnit')} rules={[{ required: true, message: t('form.unitNeed') }]}><UnitField autoFocus /></Form.Item>}
      {act === 'step' && <Form.Item name="to" label={t('form.stepTo')} extra={t('bulk.stepHint')} rules={[{ required: true, message: t('form.stepNeed') }]}><Select autoFocus options={open} /></Form.Item>}
      {act === 'close' && (
        <Form.Item name="outcome" label={t('field.outcome')} rules={[{ required: true, message: t('form.outcomeNeed') }]}>
          <Radio.Group vertical options={choices('outcomes')} />
        </Form.Item>
      )}
      <Words name="reason" label={t(`bulk.reason.${act}`)} required={act === 'close' ? needsGrounds : act !== 'step'} />
    </>
  );
}
