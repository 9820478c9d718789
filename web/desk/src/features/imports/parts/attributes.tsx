import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import css from '../imports.module.css';
import { freeColumns } from '../mapping';
import type { PartProps } from './general';

/** Columns without a place of their own that are kept with the case. */
export function Attributes({ mapping, columns, onChange }: PartProps) {
  const { t } = useTranslation('imports');
  const kept = mapping.attributes ?? {};
  const change = (names: string[]) => onChange({ ...mapping, attributes: Object.fromEntries(names.map((name) => [name, kept[name] ?? name])) });
  return (
    <>
      <Select mode="multiple" style={{ width: '100%' }} aria-label={t('attributes')} placeholder={t('attributesHint')} value={Object.keys(kept)} onChange={change} options={freeColumns(mapping, columns).map((value) => ({ value, label: value }))} />
      <p className={css.quiet}>{t('attributesHow')}</p>
    </>
  );
}
