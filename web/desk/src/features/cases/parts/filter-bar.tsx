import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/kit/book';
import { PersonField, UnitField } from '@/kit/fields';
import type { Patch } from '@/kit/url';
import css from '../cases.module.css';
import { chips, viewOf, type Filter, type Seat } from '../rules';
import { options } from '../words';
import { AnswerFilters, ColumnPick, TagFilter } from './more-filters';

type Props = { filter: Filter; seat: Seat; onChange: (patch: Patch<Filter>) => void };

/** Conditions on top of the view; each lives in the address. */
export function FilterBar({ filter, seat, onChange: change }: Props) {
  const { t } = useTranslation('cases');
  const { choices } = useWords();
  const set = chips(filter);
  // A condition narrows the view it was set on, so the view goes into the address with it.
  const onChange = (patch: Patch<Filter>) => change({ view: viewOf(filter, seat), ...patch });
  const pick = (name: 'kind' | 'priority' | 'step' | 'due' | 'sort', choices: { value: string; label: string }[], width: number) => (
    <Select
      allowClear
      aria-label={t(`field.${name}`)}
      placeholder={t(`field.${name}`)}
      style={{ width }}
      value={filter[name] ?? null}
      options={choices}
      onChange={(value: string | null) => onChange({ [name]: value ?? undefined })}
    />
  );
  return (
    <div className={css.filters}>
      {pick('kind', choices('kinds'), 124)}
      {pick('priority', choices('priorities'), 108)}
      {pick('step', choices('steps'), 124)}
      {pick('due', options(t, 'dueFilter', ['overdue', 'today']), 124)}
      <UnitField allowClear aria-label={t('field.unit')} placeholder={t('field.unit')} style={{ width: 160 }} value={filter.unit ?? (null as never)} onChange={(unit) => onChange({ unit })} />
      <PersonField allowClear aria-label={t('field.owner')} placeholder={t('field.owner')} style={{ width: 160 }} value={filter.owner ?? (null as never)} onChange={(owner) => onChange({ owner })} />
      <TagFilter filter={filter} onChange={onChange} />
      <AnswerFilters filter={filter} onChange={onChange} />
      {pick('sort', options(t, 'sort', ['due', '-opened', 'opened']), 132)}
      <ColumnPick filter={filter} onChange={change} />
      {set.length > 0 && (
        <Button type="link" size="small" onClick={() => onChange(Object.fromEntries(set.map(([name]) => [name, undefined])))}>{t('list.clear')}</Button>
      )}
    </div>
  );
}
