import { useState } from 'preact/hooks';

import { fill, moment } from '../kit/language';
import type { Case, Key } from './api';
import { verdict } from './api';
import { Labelled } from './field';
import { useDoing, useWords } from './use-portal';

/** Whether the customer is satisfied; one who is not has the case worked on again. */
export function Verdict({ by, it, fresh }: { by: Key; it: Case; fresh(it: Case): void }) {
  const { lang, tag, t } = useWords();
  const [satisfied, setSatisfied] = useState<boolean | null>(null);
  const [score, setScore] = useState<number | null>(it.rating?.score ?? null);
  const [said, setSaid] = useState('');
  const doing = useDoing();
  const send = (event: Event) => {
    event.preventDefault();
    if (satisfied === null) return;
    doing.run(async () => fresh(await verdict(tag, by, { satisfied, score, words: said })));
  };
  const asked = it.standing === 'asked';
  return (
    <form class="verdict" onSubmit={send} noValidate>
      <h2>{asked ? t.verdictAsked : t.verdictClosed}</h2>
      {it.rating && (
        <p role="status">
          {t.rated} {t.scores[it.rating.score - 1]} {it.rating.words} — {t.thanks}
        </p>
      )}
      <div class="choices" role="group" aria-label={asked ? t.verdictAsked : t.verdictClosed}>
        <button type="button" aria-pressed={satisfied === true} onClick={() => setSatisfied(true)}>
          {t.satisfied}
        </button>
        {it.may_reopen && (
          <button type="button" aria-pressed={satisfied === false} onClick={() => setSatisfied(false)}>
            {t.notSatisfied}
          </button>
        )}
      </div>
      {it.may_reopen && (
        <p class="note">
          {t.reopens} {it.reopen_until && fill(t.until, { at: moment(lang, it.reopen_until) })}
        </p>
      )}
      {satisfied !== null && (
        <>
          <fieldset class="scores">
            <legend>{t.score}</legend>
            {t.scores.map((name, at) => (
              <label key={name} class={score === at + 1 ? 'kind chosen' : 'kind'}>
                <input type="radio" name="score" checked={score === at + 1} onChange={() => setScore(at + 1)} />
                {name}
              </label>
            ))}
          </fieldset>
          <Labelled label={satisfied ? t.more : t.why} wrong={doing.wrong?.message}>
            {(ids) => (
              <textarea {...ids} rows={3} value={said} onInput={(event) => setSaid(event.currentTarget.value)} />
            )}
          </Labelled>
          <div class="acts">
            <button type="submit" class="main" disabled={doing.busy || (!satisfied && said.trim() === '')}>
              {doing.busy ? t.sending : satisfied ? t.confirm : t.again}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
