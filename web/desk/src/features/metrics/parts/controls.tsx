import { Checkbox, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Patch } from '@/kit/url';
import css from '../metrics.module.css';
import { dimensionsOf, grains, presetDays, presets, type Dimension, type Metric, type Question } from '../rules';

type Props = { question: Question; onChange: (patch: Patch<Question>) => void };
type Asking = Props & { metric: Metric };

/** The days a figure is about. */
export function PeriodPicker({ question, onChange }: Props) {
  const { t } = useTranslation('metrics');
  return (
    <DatePicker.RangePicker
      allowClear={false}
      aria-label={t('period.name')}
      value={[dayjs(question.from), dayjs(question.to)]}
      presets={presets.map((preset) => ({ label: t(`preset.${preset}`), value: [dayjs(presetDays(preset).from), dayjs(presetDays(preset).to)] }))}
      onChange={(days) => days?.[0] && days[1] && onChange({ from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD'), grain: undefined })}
    />
  );
}

/** Everything a report can be asked differently. */
export function Controls({ metric, question, onChange }: Asking) {
  const { t } = useTranslation('metrics');
  return (
    <div className={css.controls}>
      <PeriodPicker question={question} onChange={onChange} />
      <Select aria-label={t('grain.name')} value={question.grain} style={{ width: 96 }} options={grains.map((value) => ({ value, label: t(`grain.${value}`) }))} onChange={(grain) => onChange({ grain })} />
      <Select<Dimension>
        allowClear
        aria-label={t('by.name')}
        placeholder={t('by.name')}
        style={{ width: 128 }}
        value={question.by ?? (null as never)}
        options={dimensionsOf(metric).map((value) => ({ value, label: t(`by.${value}`) }))}
        onChange={(by: Dimension | undefined) => onChange({ by, look: undefined })}
      />
      <Checkbox checked={question.compare === '1'} onChange={({ target }) => onChange({ compare: target.checked ? '1' : undefined })}>{t('compare')}</Checkbox>
      {question.by === 'person' && <Checkbox checked={question.names === '1'} onChange={({ target }) => onChange({ names: target.checked ? '1' : undefined })}>{t('names')}</Checkbox>}
    </div>
  );
}
