import { useEffect, useRef, useState } from 'preact/hooks';

import { fill } from '../kit/language';
import { uuid } from '../kit/uuid';
import type { Form, Key } from './api';
import { bringIn, getForm } from './api';
import { Given } from './given';
import { Answer, Labelled } from './field';
import type { Answers } from './rules';
import { asked, isGiven } from './rules';
import { useDoing, useWords } from './use-portal';

const EMPTY = { subject: '', description: '', name: '', contact: '', happened: '', website: '' };

/** The form by which something is brought in. */
export function Submit() {
  const { lang, tag, t } = useWords();
  const [form, setForm] = useState<Form | null>(null);
  const [kindId, setKind] = useState('');
  const [said, setSaid] = useState(EMPTY);
  const [answers, setAnswers] = useState<Answers>({});
  const [missing, setMissing] = useState<Set<string>>(new Set());
  const [given, setGiven] = useState<Key | null>(null);
  const loading = useDoing();
  const sending = useDoing();
  // Sent again after a break of the network, it is the same sending.
  const request = useRef(uuid());
  const { run } = loading;
  // oxlint-disable-next-line react/exhaustive-deps -- asked once for each language
  useEffect(() => run(async () => setForm(await getForm(tag))), [tag]);
  if (given) return <Given by={given} form={form} />;
  if (!form) return <p role="status">{loading.wrong?.message ?? t.loading}</p>;
  const kind = form.kinds.find((it) => it.id === kindId) ?? form.kinds[0];
  if (!kind) return null;
  const fields = asked(kind, answers);
  const put = (name: keyof typeof EMPTY) => (event: Event) =>
    setSaid({ ...said, [name]: (event.currentTarget as HTMLInputElement).value });
  const wrong = (name: string, place = name): string | undefined => {
    if (missing.has(name)) return t.missing;
    const problem = sending.wrong?.problems.find((it) => it.field === place);
    return problem?.detail ?? (sending.wrong?.field === place ? sending.wrong.message : undefined);
  };
  const send = (event: Event) => {
    event.preventDefault();
    const needed = ['subject', 'description', 'name', 'contact', ...(kind.asks_when ? ['happened'] : [])] as const;
    const empty = needed.filter((it) => said[it as keyof typeof EMPTY].trim() === '') as string[];
    empty.push(...fields.filter((it) => !isGiven(answers[it.id])).map((it) => it.id));
    setMissing(new Set(empty));
    if (empty.length > 0) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const { happened, ...rest } = said;
    const own = Object.fromEntries(fields.map((it) => [it.id, answers[it.id]]));
    const body = { request: request.current, kind: kind.id, ...rest, fields: own };
    const at = happened ? { happened_at: new Date(happened).toISOString() } : {};
    sending.run(async () => setGiven(await bringIn(tag, { ...body, ...at })));
  };
  const left = form.longest - said.description.length;
  return (
    <form class="card" onSubmit={send} noValidate>
      <h1>{t.bring}</h1>
      <fieldset class="field kinds">
        <legend>{t.kind}</legend>
        {form.kinds.map((it) => (
          <label key={it.id} class={it.id === kind.id ? 'kind chosen' : 'kind'}>
            <input type="radio" name="kind" checked={it.id === kind.id} onChange={() => setKind(it.id)} />
            {it.name[lang]}
          </label>
        ))}
      </fieldset>
      <Labelled label={t.subject} hint={t.subjectHint} wrong={wrong('subject')}>
        {(ids) => <input {...ids} maxLength={200} value={said.subject} onInput={put('subject')} />}
      </Labelled>
      <Labelled
        label={t.description}
        hint={left < 200 ? fill(t.left, { n: left }) : t.descriptionHint}
        wrong={wrong('description') ?? wrong('description', 'text')}
      >
        {(ids) => (
          <textarea {...ids} rows={6} maxLength={form.longest} value={said.description} onInput={put('description')} />
        )}
      </Labelled>
      {kind.asks_when && (
        <Labelled label={t.happened} wrong={wrong('happened', 'happened_at')}>
          {(ids) => <input {...ids} type="datetime-local" value={said.happened} onInput={put('happened')} />}
        </Labelled>
      )}
      {fields.map((it) => (
        <Answer
          key={it.id}
          field={it}
          value={answers[it.id]}
          wrong={wrong(it.id, `fields.${it.id}`)}
          set={(value) => setAnswers({ ...answers, [it.id]: value })}
        />
      ))}
      <div class="pair">
        <Labelled label={t.name} wrong={wrong('name')}>
          {(ids) => <input {...ids} autocomplete="name" maxLength={100} value={said.name} onInput={put('name')} />}
        </Labelled>
        <Labelled label={t.contact} hint={t.contactHint} wrong={wrong('contact')}>
          {(ids) => <input {...ids} autocomplete="tel" value={said.contact} onInput={put('contact')} />}
        </Labelled>
      </div>
      <div class="trap" aria-hidden="true">
        <input tabIndex={-1} name="website" autocomplete="off" value={said.website} onInput={put('website')} />
      </div>
      {sending.wrong && (
        <p class="wrong-all" role="alert">
          {sending.wrong.message}
        </p>
      )}
      <div class="acts">
        <button type="submit" class="main" disabled={sending.busy}>
          {sending.busy ? t.sending : t.submit}
        </button>
        <a href="#home">{t.back}</a>
      </div>
    </form>
  );
}
