import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { blank, blankOf, problemsOf, valueAt, type Field } from '../editor-rules';
import { isRecord } from '../rules';
import css from '../policies.module.css';
import { useWriting } from './editor-context';
import { Plain, Several } from './inputs';
import { Named, Rows } from './rows';
import { useSaid } from './said';
import { useToday } from './today';

/** The fields of a record, each as its type asks for. */
export function Fields({ fields, path }: { fields: Field[]; path: string }) {
  return fields.map((field) => <One key={field.name} field={field} path={path === '' ? field.name : `${path}.${field.name}`} />);
}

const render = (fields: Field[], path: string) => <Fields fields={fields} path={path} />;

function One({ field, path }: { field: Field; path: string }) {
  if (field.is === 'rows') return <Rows field={field} path={path} render={render} />;
  if (field.is === 'named') return <Named field={field} path={path} render={render} />;
  if (field.is === 'group') return <Group field={field} path={path} />;
  if (field.is === 'one_of') return <OneOf field={field} path={path} />;
  return <Leaf field={field} path={path} />;
}

/** A value with its label above, and under it what is wrong or what one should know. */
function Leaf({ field, path }: { field: Field; path: string }) {
  const said = useSaid();
  const { t } = useTranslation('policies');
  const { body, problems, edit } = useWriting();
  const several = field.is === 'several';
  const wrong = problemsOf(problems, path, several || field.is === 'said').concat(field.is === 'said' ? problems.filter(({ field: at }) => at.startsWith(`${path}.`)) : []);
  const props = {
    id: `field-${path}`,
    field,
    is: field.is,
    path,
    value: valueAt(body, path),
    commit: (value: unknown) => edit({ do: 'set', path, value }),
    describedBy: `about-${path}`,
    invalid: wrong.length > 0,
  };
  return (
    <div className={css.field}>
      <label htmlFor={props.id}>{said(field.label)}{field.required && <span className={css.must} title={t('edit.must')}> *</span>}</label>
      {several ? <Several {...props} /> : <Plain {...props} />}
      <div id={props.describedBy} className={css.about}>
        {wrong.map((one) => <div key={`${one.field} ${one.code}`} className={css.wrong} role="alert">{one.detail}</div>)}
        {wrong.length === 0 && field.help && said(field.help)}
      </div>
    </div>
  );
}

/** A record within a record. One that may be left out can be added and taken away. */
function Group({ field, path }: { field: Field; path: string }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const today = useToday();
  const { body, problems, edit } = useWriting();
  const there = valueAt(body, path) !== undefined;
  const label = said(field.label);
  return (
    <fieldset className={css.group} id={`field-${path}`}>
      <legend>{label}</legend>
      {field.help && <div className={css.about}>{said(field.help)}</div>}
      {problemsOf(problems, path).map((one) => <div key={one.code} className={css.wrong} role="alert">{one.detail}</div>)}
      {there && <div className={css.fields}><Fields fields={field.fields} path={path} /></div>}
      {!there && <Button size="small" onClick={() => edit({ do: 'set', path, value: blank(field.fields, today) })}>{t('edit.addGroup', { what: label })}</Button>}
      {there && !field.required && <Button size="small" onClick={() => edit({ do: 'set', path, value: null })}>{t('edit.dropGroup', { what: label })}</Button>}
    </fieldset>
  );
}

/** One of several records: which, and then its fields. */
function OneOf({ field, path }: { field: Field; path: string }) {
  const said = useSaid();
  const today = useToday();
  const { body, problems, edit } = useWriting();
  const value = valueAt(body, path);
  const chosen = field.fields.find(({ name }) => isRecord(value) && name in value);
  const choose = (name: string | undefined) => {
    const way = field.fields.find((one) => one.name === name);
    edit({ do: 'set', path, value: way ? { [way.name]: blankOf(way, today) } : null });
  };
  return (
    <fieldset className={css.group}>
      <legend>{said(field.label)}</legend>
      <Select
        id={`field-${path}`}
        aria-label={said(field.label)}
        allowClear={!field.required}
        value={chosen?.name}
        options={field.fields.map(({ name, label }) => ({ value: name, label: said(label) }))}
        onChange={choose}
        style={{ width: 240 }}
      />
      {field.help && <div className={css.about}>{said(field.help)}</div>}
      {problemsOf(problems, path).map((one) => <div key={one.code} className={css.wrong} role="alert">{one.detail}</div>)}
      {chosen && chosen.is !== 'group' && <Leaf field={chosen} path={`${path}.${chosen.name}`} />}
      {chosen && chosen.fields.length > 0 && <div className={css.fields}><Fields fields={chosen.fields} path={`${path}.${chosen.name}`} /></div>}
    </fieldset>
  );
}
