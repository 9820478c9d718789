import { useEffect, useState } from 'preact/hooks';

import type { Case, Key } from './api';
import { track } from './api';
import { CaseView } from './case-view';
import { Labelled } from './field';
import { numberOf } from './rules';
import { useDoing, useWords } from './use-portal';

/** A case is looked up by its number and code, and shown. */
export function Follow({ by: given }: { by?: Key }) {
  const { tag, t } = useWords();
  const [number, setNumber] = useState(given ? String(given.number) : '');
  const [code, setCode] = useState(given?.code ?? '');
  const [found, setFound] = useState<Case | null>(null);
  const doing = useDoing();
  const by = { number: numberOf(number), code };
  const look = () => doing.run(async () => setFound(await track(tag, by)));
  // oxlint-disable-next-line react/exhaustive-deps -- what was just brought in is shown at once
  useEffect(() => (given ? look() : undefined), []);
  if (found) return <CaseView by={by} it={found} fresh={setFound} refresh={look} />;
  const submit = (event: Event) => {
    event.preventDefault();
    look();
  };
  return (
    <form class="card" onSubmit={submit} noValidate>
      <h1>{t.follow}</h1>
      <p class="lead">{t.followHint}</p>
      <div class="pair">
        <Labelled label={t.number}>
          {(ids) => <input {...ids} inputMode="numeric" value={number} onInput={(event) => setNumber(event.currentTarget.value)} />}
        </Labelled>
        <Labelled label={t.code}>
          {(ids) => (
            <input {...ids} class="code" autocomplete="off" autocapitalize="characters" spellcheck={false} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          )}
        </Labelled>
      </div>
      {doing.wrong && (
        <p class="wrong-all" role="alert">
          {doing.wrong.message}
        </p>
      )}
      <div class="acts">
        <button type="submit" class="main" disabled={doing.busy || by.number === 0 || code.trim() === ''}>
          {doing.busy ? t.looking : t.look}
        </button>
        <a href="#home">{t.back}</a>
      </div>
    </form>
  );
}
