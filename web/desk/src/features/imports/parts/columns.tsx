import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBook, useWords } from '@/kit/book';
import css from '../imports.module.css';
import { choiceOf, choose, columnOf, fieldTargets, sourceOf, targets, wordsIn, type Target } from '../mapping';
import type { PartProps } from './general';

/** One line for each thing a case and its events have, and for each field of policy: which column fills it. */
export function Columns(props: PartProps) {
  const { t } = useTranslation('imports');
  const fields = fieldTargets(props.mapping, useBook().fields);
  const shown = targets.filter(({ group }) => (props.mapping.rows === 'case' ? true : group !== 'milestones'));
  return (
    <div className={css.scroll}>
      <table className={css.grid}>
        <thead><tr><th scope="col">{t('column.target')}</th><th scope="col">{t('column.column')}</th><th scope="col">{t('column.sample')}</th></tr></thead>
        <tbody>{shown.map((target) => <Line key={`${target.group}.${target.name}`} target={target} {...props} />)}</tbody>
        {fields.length > 0 && (
          <tbody>
            <tr><th colSpan={3} scope="rowgroup">{t('fields')}</th></tr>
            {fields.map((target) => <Line key={`fields.${target.name}`} target={target} {...props} />)}
          </tbody>
        )}
      </table>
    </div>
  );
}

function Line({ target, mapping, columns, sample, onChange }: PartProps & { target: Target }) {
  const { t } = useTranslation('imports');
  const { choices, say } = useWords();
  const source = sourceOf(mapping, target);
  const name = target.group === 'fields' ? say('fields', target.name) : t(target.group === 'milestones' ? `milestone.${target.name}` : `target.${target.name}`);
  const options = [
    { label: t('fromColumn'), options: columns.map((column) => ({ value: `col:${column}`, label: column })) },
    ...(target.fixed ? [{ label: t('fixed'), options: choices(target.fixed).map(({ value, label }) => ({ value: `is:${value}`, label: t('always', { label }) })) }] : []),
    ...(choiceOf(source) === 'own' ? [{ label: t('byFile'), options: [{ value: 'own', label: t('byFileOnly') }] }] : []),
  ];
  return (
    <tr>
      <td className={target.needed ? css.need : ''}>{name}</td>
      <td>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          size="small"
          style={{ width: '100%', minWidth: 150 }}
          aria-label={name}
          placeholder={t('noColumn')}
          value={choiceOf(source) ?? (null as never)}
          options={options}
          onChange={(choice: string | undefined) => choice !== 'own' && onChange(choose(mapping, target, choice))}
        />
      </td>
      <td><div className={css.sample}>{wordsIn(sample, columns, columnOf(source)).slice(0, 3).join(' · ')}</div></td>
    </tr>
  );
}
