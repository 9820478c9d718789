import { useEffect, useState } from 'preact/hooks';

import { fill, size } from '../kit/language';
import type { Case, Form, Key } from './api';
import { addFile, getForm } from './api';
import { useDoing, useWords } from './use-portal';

/** Where pictures and files are added to a case. */
export function Files(props: { by: Key; form: Form | null; have?: number; added(fresh: Case): void }) {
  const { tag, t } = useWords();
  const [form, setForm] = useState(props.form);
  const [have, setHave] = useState(props.have ?? 0);
  const doing = useDoing();
  const { form: given } = props;
  useEffect(() => {
    // Without it the hint is left out; the server says what it does not take.
    if (!given) getForm(tag).then(setForm, () => {});
  }, [given, tag]);
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const all = [...(input.files ?? [])];
    doing.run(async () => {
      for (const file of all) {
        // One after the other: the server counts them.
        // oxlint-disable-next-line no-await-in-loop
        const fresh = await addFile(tag, props.by, file);
        setHave(fresh.files);
        props.added(fresh);
      }
      input.value = '';
    });
  };
  if (form && form.files === 0) return null;
  return (
    <div class="field">
      <label class="button">
        {t.addFiles}
        <input
          class="unseen"
          type="file"
          multiple
          accept={form?.file_types.join(',')}
          disabled={doing.busy}
          onChange={take}
        />
      </label>
      <p class="note" role="status">
        {have > 0 ? `${fill(t.filesOf, { n: have })} ` : ''}
        {doing.busy ? t.sending : form && fill(t.filesHint, { n: form.files, size: size(form.file_bytes) })}
      </p>
      {doing.wrong && (
        <p class="wrong-all" role="alert">
          {doing.wrong.message}
        </p>
      )}
    </div>
  );
}
