import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/kit/section';
import css from '../policies.module.css';
import { columnsOf, isPermille, isRecord, isSaid, lengthOf, partsOf, shapeOf, type Value } from '../rules';
import { useSaid } from './said';

/** The document's content: lists of records as tables, records as pairs. */
export function Body({ body }: { body: Record<string, unknown> }) {
  const name = useName();
  return partsOf(body).map(([key, value]) => (
    <Fragment key={key}>
      <h3 className={css.part}>{name(key)}</h3>
      <Shown name={key} value={value} />
    </Fragment>
  ));
}

/** What people call a part or a column; a name without words of its own is shown as it is written. */
function useName(): (key: string) => string {
  const { t } = useTranslation('policies');
  return (key) => t(`word.${key}`, { defaultValue: key.replaceAll('_', ' ') });
}

function Shown({ name: of, value }: { name: string; value: Value }) {
  const name = useName();
  const say = useSay();
  const shape = shapeOf(value);
  if (shape === 'table') return <Grid rows={value as Record<string, unknown>[]} />;
  if (shape === 'plain') return <p>{say(value, of)}</p>;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length > 0 && entries.every(([, one]) => isRecord(one) && !isSaid(one))) return <Grid rows={entries.map(([id, one]) => ({ id, ...(one as Record<string, unknown>) }))} />;
  return <Facts items={entries.map(([key, one]) => [name(key), <Inner key={key} name={key} value={one} />])} />;
}

function Inner({ name, value }: { name: string; value: Value }) {
  const say = useSay();
  return shapeOf(value) === 'plain' ? <>{say(value, name)}</> : <Shown name={name} value={value} />;
}

function Grid({ rows }: { rows: Record<string, unknown>[] }) {
  const name = useName();
  const columns = columnsOf(rows).filter((column) => column !== 'id' || !rows.some((row) => 'name' in row));
  return (
    <div className={css.scroll}>
      <table>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{name(column)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>{columns.map((column) => <td key={column}>{column in row && <Inner name={column} value={row[column]} />}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A single value in words: lengths of time, shares, yes and no, lists. */
function useSay(): (value: Value, name: string) => string {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const say = (value: Value, name: string): string => {
    if (value === null || value === undefined) return t('kit:none');
    if (typeof value === 'boolean') return t(value ? 'kit:yes' : 'kit:no');
    if (typeof value === 'number') return isPermille(name) ? `${value / 10}%` : String(value);
    if (isSaid(value)) return said(value);
    if (Array.isArray(value)) return value.map((one) => say(one, name)).join(t('and')) || t('kit:none');
    if (typeof value !== 'string') return JSON.stringify(value);
    const length = lengthOf(value);
    return length ? t(`length.${length.unit}`, { count: length.count }) : t(`value.${value}`, { defaultValue: value });
  };
  return say;
}
