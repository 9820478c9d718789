import { Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import css from '../imports.module.css';
import type { Mapping } from '../mapping';

export type PartProps = { mapping: Mapping; columns: string[]; sample: string[][]; onChange: (mapping: Mapping) => void };

const formats = ['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S%.f%:z', '%Y-%m-%d', '%Y/%m/%d %H:%M', '%m/%d/%Y %H:%M', '%m/%d/%Y %I:%M:%S %p', '%d/%m/%Y %H:%M', 'excel'];
const zones = ['as written', 'offset', 'Asia/Shanghai', 'UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'Asia/Shanghai' && zone !== 'UTC')];

/** The source's name, what a row is, and how times are written. */
export function General({ mapping, onChange }: PartProps) {
  const { t } = useTranslation('imports');
  const times = (patch: Partial<Mapping['times']>) => onChange({ ...mapping, times: { ...mapping.times, ...patch } });
  return (
    <div className={css.line}>
      <label htmlFor="import-source" className={css.need}>{t('target.source')}</label>
      <Input id="import-source" value={mapping.source} onChange={({ target }) => onChange({ ...mapping, source: target.value })} placeholder={t('sourceHint')} />
      <span>{t('rows')}</span>
      <Radio.Group value={mapping.rows} onChange={({ target }) => onChange({ ...mapping, rows: target.value as Mapping['rows'] })} options={[{ value: 'event', label: t('rowIs.event') }, { value: 'case', label: t('rowIs.case') }]} />
      <label htmlFor="import-formats" className={css.need}>{t('target.formats')}</label>
      <Select id="import-formats" mode="tags" value={mapping.times.formats} onChange={(value: string[]) => times({ formats: value })} options={formats.map((value) => ({ value, label: value === 'excel' ? t('excel') : value }))} />
      <label htmlFor="import-zone">{t('zone')}</label>
      <Select id="import-zone" showSearch value={mapping.times.zone} onChange={(value: string) => times({ zone: value })} options={zones.map((value) => ({ value, label: t(`zones.${value}`, { defaultValue: value }) }))} />
    </div>
  );
}
