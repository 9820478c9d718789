import { Button, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { ProblemBox } from '@/kit/problem';
import { Section } from '@/kit/section';
import css from '../customers.module.css';
import { useFresh } from '../hooks';

type Sheet = Schemas['CustomerSheet'];
type Column = Schemas['SheetColumn'];
const fields: Column[] = ['name', 'phone', 'account', 'email', 'social', 'id_card', 'tier', 'note'];

/** What each column holds, and what becomes of rows whose customer is known. */
export function SheetPlan({ it }: { it: Sheet }) {
  const { t } = useTranslation('customers');
  const [mapping, setMapping] = useState(it.mapping);
  const [known, setKnown] = useState(it.known);
  const onSuccess = useFresh();
  // Two columns can have one name; their place tells them apart.
  const columns = it.columns.map((name, at) => ({ id: `${at} ${name}`, name, at }));
  const check = api.useMutation('post', '/api/v1/customers/sheets/{id}/check', { onSuccess });
  const label = (field: Column) => t(['name', 'tier', 'note'].includes(field) ? `field.${field}` : `identity.${field}`);
  const options = [{ value: '', label: t('sheet.ignore') }, ...fields.map((value) => ({ value: value as string, label: label(value) }))];
  const put = (at: number, value: string) => setMapping((old) => old.map((one, place) => (place === at ? ((value || null) as Column | null) : one)));
  return (
    <Section title={t('sheet.columns')}>
      <div className={css.columnsPlan}>
        {columns.map(({ id, name, at }) => (
          <label key={id} className={css.columnPlan}>
            <span className={css.cut} title={name}>{name || t('sheet.field', { at: at + 1 })}</span>
            <Select aria-label={name || t('sheet.field', { at: at + 1 })} value={mapping[at] ?? ''} onChange={(value) => put(at, value)} options={options} />
          </label>
        ))}
      </div>
      <p className={css.small} id="sheet-known">{t('sheet.known')}</p>
      <Radio.Group aria-labelledby="sheet-known" value={known} onChange={(event) => setKnown(event.target.value as Sheet['known'])} options={(['skip', 'update', 'propose'] as const).map((value) => ({ value, label: t(`sheet.knowns.${value}`) }))} />
      <ProblemBox error={check.error} />
      <div className={css.acts}>
        <Button type={it.state === 'read' ? 'primary' : 'default'} loading={check.isPending} onClick={() => check.mutate({ params: { path: { id: it.id } }, body: { mapping, known } })}>{t(it.state === 'read' ? 'sheet.check' : 'sheet.recheck')}</Button>
      </div>
    </Section>
  );
}
