import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover, Select, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useBook, useWords, wordIn } from '@/kit/book';
import { PersonField } from '@/kit/fields';
import type { Patch } from '@/kit/url';
import { filterable, parts, readAnswers, withAnswer } from '../answer-rules';
import css from '../cases.module.css';
import type { Filter } from '../rules';
import { useTags } from '@/kit/tags';
import { useColumnChoices } from './answer-text';

type Props = { filter: Filter; onChange: (patch: Patch<Filter>) => void };

/** Cases with any of some tags, or with all of them. */
export function TagFilter({ filter, onChange }: Props) {
  const { t } = useTranslation('cases');
  const { inUse } = useTags();
  const all = filter.all_tags !== undefined;
  const chosen = parts(filter.tags ?? filter.all_tags);
  if (inUse.length === 0 && chosen.length === 0) return null;
  const set = (ids: string[], every: boolean) => {
    const text = ids.join(',') || undefined;
    onChange(every ? { all_tags: text, tags: undefined } : { tags: text, all_tags: undefined });
  };
  const withEvery = (menu: ReactElement) => (
    <>
      {menu}
      {chosen.length > 1 && <label className={css.popupLine}><Switch size="small" checked={all} onChange={(every) => set(chosen, every)} /> {t('tags.every')}</label>}
    </>
  );
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      aria-label={t('kit:tags.title')}
      placeholder={t('kit:tags.title')}
      style={{ minWidth: 124 }}
      popupMatchSelectWidth={false}
      value={chosen}
      showSearch={{ optionFilterProp: 'label' }}
      options={inUse.map((tag) => ({ value: tag.id, label: tag.name }))}
      onChange={(ids: string[]) => set(ids, all)}
      popupRender={withEvery}
    />
  );
}

/** One choice for each field that policy lets lists be narrowed by. */
export function AnswerFilters({ filter, onChange }: Props) {
  const { t, i18n } = useTranslation('cases');
  const { fields } = useBook();
  const { say } = useWords();
  const set = readAnswers(filter.answers);
  const change = (id: string) => (value: string | undefined) => onChange({ answers: withAnswer(filter.answers, id, value) });
  return filterable(fields).map((field) => {
    const label = say('fields', field.id);
    const shared = { key: field.id, allowClear: true, 'aria-label': label, placeholder: label, style: { width: 124 }, value: set[field.id] ?? (null as never) };
    const { key, ...rest } = shared;
    if (field.is === 'person') return <PersonField key={key} {...rest} onChange={change(field.id)} />;
    const choices = field.is === 'yes_no'
      ? ['true', 'false'].map((value) => ({ value, label: `${label}: ${t(value === 'true' ? 'kit:yes' : 'kit:no')}` }))
      : (field.choices ?? []).map(({ id }) => ({ value: id, label: wordIn(field.choices ?? [], id, i18n.language) }));
    return <Select key={key} {...rest} popupMatchSelectWidth={false} options={choices} onChange={(value: string | null) => change(field.id)(value ?? undefined)} />;
  });
}

/** Which answers stand in the list as columns. */
export function ColumnPick({ filter, onChange }: Props) {
  const { t } = useTranslation('cases');
  const choices = useColumnChoices();
  if (choices.length === 0) return null;
  const chosen = <Checkbox.Group className={css.columnList ?? ''} options={choices} value={parts(filter.columns)} onChange={(ids) => onChange({ columns: ids.join(',') || undefined })} />;
  return (
    <Popover trigger="click" placement="bottomRight" title={t('columns.title')} content={chosen}>
      <Button icon={<TableOutlined />} aria-label={t('columns.title')}>{parts(filter.columns).length || null}</Button>
    </Popover>
  );
}
