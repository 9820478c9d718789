import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/kit/section';
import type { Schemas } from '@/api/types';
import type { Field } from '../editor-rules';
import { useForm, type Document } from '../hooks';
import css from '../policies.module.css';
import { columnsOf, inOrder, isPermille, isRecord, isSaid, lengthOf, partsOf, shapeOf, type Value } from '../rules';
import { useSaid } from './said';

type Lists = Schemas['PolicyForm']['lists'];
type Known = { fields: Field[]; lists: Lists };

/** The document's content in the words and the order of its form: lists of records as tables, records as pairs. */
export function Body({ kind, body }: Pick<Document, 'kind' | 'body'>) {
  const form = useForm(kind).data;
  const known = { fields: form?.fields ?? [], lists: form?.lists ?? {} };
  const name = useName();
  return partsOf(body, known.fields.map((one) => one.name)).map(([key, value]) => (
    <Fragment key={key}>
      <h3 className={css.part}>{name(key, known)}</h3>
      <Shown name={key} value={value} known={key === 'general' ? known : within(known, key)} own={fieldOf(known, key)} />
    </Fragment>
  ));
}

const fieldOf = ({ fields }: Known, key: string) => fields.find(({ name }) => name === key);
const within = (known: Known, key: string): Known => ({ ...known, fields: fieldOf(known, key)?.fields ?? [] });

/** What people call a part or a column: the label of its field, else a word of ours, else as it is written. */
function useName(): (key: string, known: Known) => string {
  const { t } = useTranslation('policies');
  const said = useSaid();
  return (key, known) => {
    const field = fieldOf(known, key);
    return field ? said(field.label) : t(`word.${key}`, { defaultValue: key.replaceAll('_', ' ') });
  };
}

type ShownProps = { name: string; value: Value; known: Known; own: Field | undefined };

function Shown({ name: of, value, known, own }: ShownProps) {
  const name = useName();
  const say = useSay();
  const shape = shapeOf(value);
  if (shape === 'table') return <Grid rows={value as Record<string, unknown>[]} known={known} />;
  if (shape === 'plain') return <p>{say(value, of, own, known.lists)}</p>;
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length > 0 && entries.every(([, one]) => isRecord(one) && !isSaid(one)) && !fieldOf(known, entries[0]?.[0] ?? '')) return <Grid rows={entries.map(([id, one]) => ({ id, ...(one as Record<string, unknown>) }))} known={known} />;
  const keys = inOrder(entries.map(([key]) => key), known.fields.map((one) => one.name));
  return <Facts items={keys.map((key) => [name(key, known), <Inner key={key} name={key} value={(value as Record<string, unknown>)[key]} known={known} />])} />;
}

function Inner({ name, value, known }: { name: string; value: Value; known: Known }) {
  const say = useSay();
  const own = fieldOf(known, name);
  return shapeOf(value) === 'plain' ? <>{say(value, name, own, known.lists)}</> : <Shown name={name} value={value} known={within(known, name)} own={own} />;
}

function Grid({ rows, known }: { rows: Record<string, unknown>[]; known: Known }) {
  const name = useName();
  const found = columnsOf(rows).filter((column) => column !== 'id' || !rows.some((row) => 'name' in row));
  const columns = inOrder(found, known.fields.map((one) => one.name));
  return (
    <div className={css.scroll}>
      <table>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{name(column, known)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>{columns.map((column) => <td key={column}>{column in row && <Inner name={column} value={row[column]} known={known} />}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A single value in words: lengths of time, shares, yes and no, choices, lists. */
function useSay(): (value: Value, name: string, field: Field | undefined, lists: Lists) => string {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const say = (value: Value, name: string, field: Field | undefined, lists: Lists): string => {
    if (value === null || value === undefined) return t('kit:none');
    if (typeof value === 'boolean') return t(value ? 'kit:yes' : 'kit:no');
    if (typeof value === 'number') return field?.is === 'money' ? `¥${(value / 100).toFixed(2)}` : isPermille(name) ? `${value / 10}%` : String(value);
    if (isSaid(value)) return said(value);
    if (Array.isArray(value)) return value.map((one) => say(one, name, field, lists)).join(t('and')) || t('kit:none');
    if (typeof value !== 'string') return JSON.stringify(value);
    const choice = [...(field?.choices ?? []), ...((field?.refers && lists[field.refers]) || [])].find((one) => one.value === value);
    if (choice) return said(choice.label);
    const length = lengthOf(value);
    return length ? t(`length.${length.unit}`, { count: length.count }) : t(`value.${value}`, { defaultValue: value });
  };
  return say;
}
