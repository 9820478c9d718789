import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import type { Field } from './api';
import type { Answers } from './rules';
import { valueOf } from './rules';
import { useWords } from './use-portal';

/** A labelled control; what is wrong with it stands under it and is read with it. */
export function Labelled(props: {
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
  children: (ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class={props.wrong ? 'field wrong' : 'field'}>
      <label for={id}>{props.label}</label>
      {props.children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': props.wrong !== undefined })}
      <p class="note" id={`${id}-note`}>
        {props.wrong ?? props.hint}
      </p>
    </div>
  );
}

/** A field that policy asks for. */
export function Answer(props: {
  field: Field;
  value: Answers[string] | undefined;
  wrong: string | undefined;
  set(value: Answers[string]): void;
}) {
  const { lang, t } = useWords();
  const { field, value, set } = props;
  const unit = field.unit ? `（${field.unit[lang]}）` : '';
  const shown = field.is === 'money' && typeof value === 'number' ? String(value / 100) : String(value ?? '');
  const typed = (event: Event) => set(valueOf(field, (event.currentTarget as HTMLInputElement).value));
  const options = field.is === 'yes_no' ? [['true', t.yes] as const, ['false', t.no] as const] : named();
  function named() {
    return field.choices.map((it) => [it.id, it.name[lang]] as const);
  }
  if (field.is === 'choices') {
    const chosen = Array.isArray(value) ? value : [];
    const turn = (id: string) => set(chosen.includes(id) ? chosen.filter((it) => it !== id) : [...chosen, id]);
    return (
      <fieldset class={props.wrong ? 'field wrong' : 'field'}>
        <legend>{field.name[lang]}</legend>
        {options.map(([id, name]) => (
          <label key={id} class="choice">
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => turn(id)} />
            {name}
          </label>
        ))}
        <p class="note">{props.wrong ?? field.help?.[lang]}</p>
      </fieldset>
    );
  }
  const type = { number: 'number', money: 'number', date: 'date', time: 'time', phone: 'tel' }[field.is as string];
  return (
    <Labelled label={field.name[lang] + unit} hint={field.help?.[lang]} wrong={props.wrong}>
      {(ids) =>
        field.is === 'long_text' ? (
          <textarea {...ids} rows={3} value={shown} onInput={typed} />
        ) : field.is === 'choice' || field.is === 'yes_no' ? (
          <select {...ids} value={shown} onChange={typed}>
            <option value="">{t.choose}</option>
            {options.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <input {...ids} type={type ?? 'text'} step={field.is === 'money' ? '0.01' : undefined} value={shown} onInput={typed} />
        )
      }
    </Labelled>
  );
}
