import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Badge, Button, Collapse, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { blank, entryName, freeName, gist, problemsOf, problemsWithin, valueAt, type Field } from '../editor-rules';
import { isRecord, type Value } from '../rules';
import css from '../policies.module.css';
import { useWriting } from './editor-context';
import { useSaid } from './said';
import { useToday } from './today';

/** `render` shows the fields of an entry; it is given, as entries hold lists themselves. */
type Props = { field: Field; path: string; render: (fields: Field[], path: string) => ReactNode };

/** A list of records: each opens on its own, can be moved up and down, taken away; new ones come at the end. */
export function Rows({ field, path, render }: Props) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const today = useToday();
  const { body, edit } = useWriting();
  const found = valueAt(body, path);
  const all: Value[] = Array.isArray(found) ? found : [];
  const [open, setOpen] = useOpen(path, all.length);
  const label = said(field.label);
  const add = () => {
    edit({ do: 'insert', path, at: all.length, value: blank(field.fields, today) });
    setOpen([...open, String(all.length)]);
  };
  const tools = (at: number, name: string) => (
    <span className={css.tools}>
      <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={t('edit.up', { what: name })} disabled={at === 0} onClick={() => edit({ do: 'move', path, from: at, to: at - 1 })} />
      <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={t('edit.down', { what: name })} disabled={at === all.length - 1} onClick={() => edit({ do: 'move', path, from: at, to: at + 1 })} />
      <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('edit.remove', { what: name })} onClick={() => edit({ do: 'remove', path, at })} />
    </span>
  );
  const entries = all.map((entry, at) => {
    const [called, short] = [entryName(entry, at, said), gist(entry, field.fields, said)];
    const name = called === String(at + 1) && short !== '' ? short : called;
    return { key: String(at), name, path: `${path}[${at}]`, hint: hintOf(entry) || (name === short ? '' : short), tools: tools(at, name), inside: render(field.fields, `${path}[${at}]`) };
  });
  return <List field={field} path={path} label={label} entries={entries} open={open} setOpen={setOpen} add={add} />;
}

/** Records by name, such as calendars. A name is given when the record is added, as others refer to it. */
export function Named({ field, path, render }: Props) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const today = useToday();
  const { body, edit } = useWriting();
  const found = valueAt(body, path);
  const names = Object.keys(isRecord(found) ? found : {});
  const [open, setOpen] = useOpen(path, 0);
  const [typed, setTyped] = useState('');
  const add = () => {
    const name = typed.trim() || freeName(names);
    edit({ do: 'set', path: `${path}.${name}`, value: field.fields.length > 0 ? blank(field.fields, today) : [] });
    setOpen([...open, name]);
    setTyped('');
  };
  const entries = names.map((name, at) => {
    const place = `${path}.${name}`;
    const value = valueAt(body, place);
    const plain = { ...field, name, is: 'several' as const, label: { zh: name, en: name }, help: null, required: true };
    const title = entryName(value, at, said);
    return {
      key: name,
      name: title === String(at + 1) ? name : title,
      path: place,
      hint: title === String(at + 1) ? '' : name,
      tools: <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('edit.remove', { what: name })} onClick={() => edit({ do: 'set', path: place, value: null })} />,
      inside: field.fields.length > 0 ? render(field.fields, place) : render([plain], path),
    };
  });
  const naming = <Input value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('edit.newName')} aria-label={t('edit.newName')} style={{ width: 180 }} />;
  return <List field={field} path={path} label={said(field.label)} entries={entries} open={open} setOpen={setOpen} add={add} naming={naming} />;
}

/** Which entries are open: those opened by hand, and the one that holds the place looked for. */
function useOpen(path: string, count: number): [string[], (open: string[]) => void] {
  const { wanted } = useWriting();
  const [open, setOpen] = useState<string[]>(count === 1 ? ['0'] : []);
  const inside = wanted?.startsWith(`${path}[`) ? /^\[(\d+)\]/.exec(wanted.slice(path.length))?.[1] : wanted?.startsWith(`${path}.`) ? wanted.slice(path.length + 1).split(/[.[]/)[0] : undefined;
  const [seen, setSeen] = useState(wanted);
  if (seen !== wanted) {
    setSeen(wanted);
    if (inside !== undefined && !open.includes(inside)) setOpen([...open, inside]);
  }
  return [open, setOpen];
}

/** The id beside the name, where the name is not the id itself. */
function hintOf(entry: Value): string {
  return isRecord(entry) && 'name' in entry && typeof entry['id'] === 'string' ? entry['id'] : '';
}

type Entry = { key: string; name: string; path: string; hint: string; tools: ReactNode; inside: ReactNode };
type ListProps = Omit<Props, 'render'> & { label: string; entries: Entry[]; open: string[]; setOpen: (open: string[]) => void; add: () => void; naming?: ReactNode };

function List({ field, path, label, entries, open, setOpen, add, naming }: ListProps) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const { problems } = useWriting();
  return (
    <section className={css.list} id={`field-${path}`} aria-label={label} tabIndex={-1}>
      <h3 className={css.listHead}>{label} <span className={css.quiet}>{entries.length}</span></h3>
      {field.help && <div className={css.about}>{said(field.help)}</div>}
      {problemsOf(problems, path).map((one) => <div key={one.code} className={css.wrong} role="alert">{one.detail}</div>)}
      {entries.length > 0 && (
        <Collapse
          size="small"
          destroyOnHidden
          collapsible="header"
          activeKey={open}
          onChange={(keys) => setOpen([keys].flat())}
          items={entries.map((entry) => {
            const wrong = problemsWithin(problems, entry.path);
            const own = problemsOf(problems, entry.path);
            return {
              key: entry.key,
              label: <span className={css.entry}><span>{entry.name}</span> {entry.hint && <span className={css.hint}>{entry.hint}</span>} {wrong > 0 && <Badge count={wrong} title={t('edit.wrong', { count: wrong })} />}</span>,
              extra: entry.tools,
              children: (
                <>
                  {own.map((one) => <div key={one.code} className={css.wrong} role="alert">{one.detail}</div>)}
                  <div className={css.fields}>{entry.inside}</div>
                </>
              ),
            };
          })}
        />
      )}
      <div className={css.adding}>{naming}<Button size="small" icon={<PlusOutlined />} onClick={add}>{t('edit.add', { what: label })}</Button></div>
    </section>
  );
}
