import { Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/kit/load';
import css from '../imports.module.css';
import { mean, meaningWords, meanings } from '../mapping';
import type { PartProps } from './general';

/** Which of the source's own words are an opening, a pause, a closing ...; the words themselves are kept. */
export function Meanings({ mapping, sample, columns, onChange }: PartProps) {
  const { t } = useTranslation('imports');
  const words = meaningWords(mapping, sample, columns);
  const of = mapping.meanings?.of ?? 'activity';
  if (words.length === 0) return <Empty what={t('noWords')} how={t('noWordsHow')} />;
  return (
    <div className={css.scroll}>
      <table className={css.grid}>
        <thead>
          <tr>
            <th scope="col">
              <Radio.Group size="small" value={of} aria-label={t('wordsOf')} onChange={({ target }) => onChange({ ...mapping, meanings: { ...mapping.meanings, of: target.value as 'activity' | 'state' } })} options={['activity', 'state'].map((value) => ({ value, label: t(`target.${value}`) }))} />
            </th>
            <th scope="col">{t('column.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {words.map((word) => (
            <tr key={word}>
              <td><div className={css.cell} title={word}>{word}</div></td>
              <td>
                <Select size="small" style={{ width: 160 }} aria-label={t('meaningOf', { word })} value={mapping.meanings?.words?.[word] ?? 'recorded'} options={meanings.map((value) => ({ value, label: t(`meaning.${value}`) }))} onChange={(value) => onChange(mean(mapping, word, value))} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
