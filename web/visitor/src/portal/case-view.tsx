import { useEffect, useRef, useState } from 'preact/hooks';

import { moment } from '../kit/language';
import { Words } from '../kit/text';
import { uuid } from '../kit/uuid';
import type { Case, Key } from './api';
import { write } from './api';
import { Labelled } from './field';
import { Files } from './files';
import { useDoing, useWords } from './use-portal';
import { Verdict } from './verdict';

/** A case as its customer sees it. */
export function CaseView(props: { by: Key; it: Case; fresh(it: Case): void; refresh(): void }) {
  const { by, it, fresh } = props;
  const { lang, t } = useWords();
  const [stands, says] = t.standing[it.standing] as [string, string];
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const at = (when: string) => <time dateTime={when}>{moment(lang, when)}</time>;
  return (
    <article class="card case">
      <div class="strip">
        <span class={`standing ${it.standing}`}>{stands}</span>
        <span>
          {it.kind[lang]} · {it.number}
        </span>
        <button type="button" class="plain" onClick={props.refresh}>
          {t.refresh}
        </button>
      </div>
      <h1 ref={head} tabIndex={-1}>
        {it.subject}
      </h1>
      <p role="status">{says}</p>
      <dl class="facts">
        <dt>{t.opened}</dt>
        <dd>{at(it.opened_at)}</dd>
        {it.answer_by && <dt>{t.answerBy}</dt>}
        {it.answer_by && <dd>{at(it.answer_by)}</dd>}
        {it.solve_by && <dt>{t.solveBy}</dt>}
        {it.solve_by && <dd>{at(it.solve_by)}</dd>}
      </dl>
      {it.promises.length > 0 && <h2>{t.promised}</h2>}
      <ul class="promises">
        {it.promises.map((one) => (
          <li key={one.due_at + one.text}>
            <Words text={one.text} /> <small>
              {t.by} {at(one.due_at)} · {t.promise[one.state]}
            </small>
          </li>
        ))}
      </ul>
      {(it.may_confirm || it.may_reopen) && <Verdict by={by} it={it} fresh={fresh} />}
      <h2>{t.words}</h2>
      <ol class="talk">
        {it.words.map((one) => (
          <li key={one.at + one.text} class={one.mine ? 'mine' : 'ours'}>
            <small>
              {one.mine ? t.you : t.us} {at(one.at)}
            </small>
            <p>
              <Words text={one.text} />
            </p>
          </li>
        ))}
      </ol>
      {it.may_write && <Add by={by} fresh={fresh} />}
      {it.may_write && <Files by={by} form={null} have={it.files} added={fresh} />}
      <div class="acts">
        <a href="#home">{t.home}</a>
      </div>
    </article>
  );
}

/** A message to those who handle the case. */
function Add({ by, fresh }: { by: Key; fresh(it: Case): void }) {
  const { tag, t } = useWords();
  const [text, setText] = useState('');
  const request = useRef(uuid());
  const doing = useDoing();
  const send = (event: Event) => {
    event.preventDefault();
    doing.run(async () => {
      fresh(await write(tag, by, request.current, text));
      request.current = uuid();
      setText('');
    });
  };
  return (
    <form onSubmit={send} noValidate>
      <Labelled label={t.add} hint={t.addHint} wrong={doing.wrong?.message}>
        {(ids) => <textarea {...ids} rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Labelled>
      <div class="acts">
        <button type="submit" disabled={doing.busy || text.trim() === ''}>
          {doing.busy ? t.sending : t.send}
        </button>
      </div>
    </form>
  );
}
