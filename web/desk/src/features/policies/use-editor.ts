import { useRef, useState } from 'react';
import { http } from '@/api/client';
import { dropDraft, keepDraft, readDraft } from '@/kit/draft';
import { toProblem } from '@/api/problem';
import type { Schemas } from '@/api/types';
import type { Edit } from './editor-rules';
import type { Document } from './hooks';

type Edited = Schemas['EditedPolicy'];

export type Editor = {
  now: Edited;
  /** What was typed and not kept yet. */
  changed: boolean;
  busy: boolean;
  error: unknown;
  edit: (...edits: Edit[]) => void;
  rewrite: (text: string) => void;
  save: () => Promise<boolean>;
};

/**
 * A draft while it is written. Each change goes to the server, which makes it in the text, so that comments stay and form
 * and text never differ; what comes back names everything that is wrong. Nothing is kept before it is saved.
 */
export function useEditor(first: Document, onSaved: () => void): Editor {
  const name = `policy.${first.policy}.${first.edition}`;
  const [kept, setKept] = useState({ text: first.text, edition: first.edition });
  const [now, setNow] = useState<Edited>(() => {
    const typed = readDraft(name)['text'];
    return { text: typeof typed === 'string' ? typed : first.text, body: undefined, problems: [], readable: true };
  });
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<unknown>();
  const text = useRef(now.text);
  const line = useRef<Promise<unknown>>(Promise.resolve());

  /** One after another: each change is made in the text that the one before it left. */
  const queue = (work: () => Promise<void>) => {
    setWaiting((count) => count + 1);
    const next = line.current.then(work).catch((thrown: unknown) => setError(toProblem(thrown))).finally(() => setWaiting((count) => count - 1));
    line.current = next;
    return next;
  };

  const change = (edits: Edit[], other?: string) => queue(async () => {
    const { data, error: refused } = await http.POST('/api/v1/policies/edit', { body: { text: other ?? text.current, edits } });
    if (refused) throw refused;
    text.current = data.text;
    setError(undefined);
    setNow(data);
    keepDraft(name, { text: data.text });
  });

  const save = async () => {
    let done = false;
    await queue(async () => {
      const { kind, version } = first;
      const { data, error: refused } = await http.PUT('/api/v1/policies/{kind}/versions/{version}', { params: { path: { kind, version } }, body: { text: text.current, edition: kept.edition } });
      if (refused) throw refused;
      setKept({ text: data.text, edition: data.edition });
      setError(undefined);
      dropDraft(name);
      done = true;
      onSaved();
    });
    return done;
  };

  return {
    now,
    changed: now.text !== kept.text,
    busy: waiting > 0,
    error,
    edit: (...edits) => void change(edits),
    rewrite: (other) => void change([], other),
    save,
  };
}
