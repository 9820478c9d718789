import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import type { NewMessage, Talk, TalkFile } from '@/api/conversations';
import { randomId } from '@/api/idempotency';
import { toProblem } from '@/api/problem';
import { dropDraft, keepDraft, readDraft } from '@/kit/draft';
import { mentionedIn, useColleagues } from '@/kit/mentions';
import type { After } from '@/kit/templates';
import { putFile } from './files';
import { useActsOn, useOutbox } from './hooks';
import type { Outgoing } from './outgoing';
import { useUndoMs } from './policy';

export type Mode = 'text' | 'note';
type Attached = TalkFile | { sending: string; name: string; share: number };

/** Milliseconds of rest after which what was typed is kept by the server. */
const rest = 800;
/** Milliseconds without a key after which somebody is writing no longer. */
const still = 4000;

const place = (talk: string, mode: Mode) => `talk.${talk}.${mode}`;

/** An id as the messages carry it. */
export function uuid(): string {
  const hex = randomId();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export type Writing = ReturnType<typeof useWriting>;

/**
 * What is being written on a conversation. Reply and note each have a text of their own, so that one never becomes the
 * other by a slip. `last` is the newest message in the thread: what is sent says up to where its writer had read.
 */
export function useWriting(it: Talk, last: number, onTyping: (typing: boolean) => void) {
  // Until somebody chooses, it is a reply where one may be given: also once the conversation was taken.
  const [chosen, setMode] = useState<Mode | undefined>(() => (it.draft?.kind === 'note' ? 'note' : undefined));
  const mode = chosen ?? (it.rights.reply ? 'text' : 'note');
  const [texts, setTexts] = useState(() => ({ text: firstText(it, 'text'), note: firstText(it, 'note') }));
  const [after, setAfter] = useState<After>();
  const read = useRef(last);
  const files = useAttached();
  const { outbox } = useOutbox();
  const acts = useActsOn(it.id);
  const undo_ms = useUndoMs();
  const colleagues = useColleagues();
  const text = texts[mode];
  const keep = useKeptDraft(it.id, last);
  const typing = useTyping(onTyping);

  const write = (next: string, as: Mode = mode) => {
    read.current = last;
    setTexts((old) => ({ ...old, [as]: next }));
    keepDraft(place(it.id, as), { text: next });
    keep(next, as);
    typing(as === 'text' && next !== '');
  };
  const change = (next: Mode) => {
    if (next === mode) return;
    setMode(next);
    typing(false);
    keep(texts[next], next);
  };
  const send = () => {
    const body: NewMessage = {
      client_id: uuid(), kind: mode, text: text.trim(), files: files.ready.map(({ id }) => id),
      mentions: mode === 'note' ? mentionedIn(text, colleagues) : [], seen_seq: text === '' ? last : read.current, anyway: false,
    };
    outbox.put(it.id, body, files.ready.map(({ name }) => name), Date.now(), mode === 'text' ? undo_ms : 0, mode === 'text' ? after : undefined);
    write('');
    if (mode === 'text') setAfter(undefined);
    dropDraft(place(it.id, mode));
    files.clear();
  };
  /** What is written is sent later. */
  const plan = async (due_at: string) => {
    await acts.plan({ text: text.trim(), files: files.ready.map(({ id }) => id), due_at, seen_seq: text === '' ? last : read.current });
    write('');
    dropDraft(place(it.id, mode));
    files.clear();
  };
  /** A message taken back is written on where it was left, before what was begun meanwhile. */
  const bring = ({ body, after: next }: Outgoing) => {
    const kind = body.kind === 'note' ? 'note' : 'text';
    setMode(kind);
    write(texts[kind] === '' ? body.text : `${body.text}\n${texts[kind]}`, kind);
    files.bring(body.files);
    setAfter(next ?? after);
    setTimeout(() => document.getElementById('compose')?.focus());
  };
  return { mode, change, text, write, send, plan, bring, files, colleagues, after: mode === 'text' ? after : undefined, setAfter };
}

function firstText(it: Talk, mode: Mode): string {
  const kept = readDraft(place(it.id, mode))['text'];
  if (typeof kept === 'string' && kept !== '') return kept;
  return it.draft?.kind === mode ? it.draft.text : '';
}

/** The server keeps what was typed, after a short rest and on leaving. */
function useKeptDraft(talk: string, seen_seq: number) {
  const [resting] = useState(() => new Rest(rest));
  useEffect(() => () => resting.now(), [resting]);
  return (text: string, kind: Mode) => resting.later(() => {
    // A draft that could not be kept now is kept with the next key; it also stays in this tab.
    void http.PUT('/api/v1/conversations/{id}/draft', { params: { path: { id: talk } }, body: { text, kind, seen_seq } }).catch(() => undefined);
  });
}

/** Runs the last thing asked for when nothing was asked for a while, or at once. */
class Rest {
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  later(run: () => void): void {
    clearTimeout(this.#timer);
    this.#waiting = run;
    this.#timer = setTimeout(() => this.now(), this.#ms);
  }

  now(): void {
    clearTimeout(this.#timer);
    const run = this.#waiting;
    this.#waiting = undefined;
    run?.();
  }
}

/** Says that somebody writes when they begin, and that they stopped when they rest. */
function useTyping(onTyping: (typing: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const on = useRef(false);
  const say = (now: boolean) => {
    if (on.current !== now) onTyping(now);
    on.current = now;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (typing: boolean) => {
    clearTimeout(timer.current);
    say(typing);
    if (typing) timer.current = setTimeout(() => say(false), still);
  };
}

/** Files to go with the next message; they are sent to the server as soon as they are chosen, dropped or pasted. */
function useAttached() {
  const { t } = useTranslation('conversations');
  const { message } = App.useApp();
  const [all, setAll] = useState<Attached[]>([]);
  // Those of a message that was taken back are known to the server already.
  const known = useRef(new Map<string, TalkFile>());
  const add = async (file: File) => {
    const sending = randomId();
    const put = (share: number) => setAll((old) => old.map((one) => ('sending' in one && one.sending === sending ? { ...one, share } : one)));
    setAll((old) => [...old, { sending, name: file.name, share: 0 }]);
    try {
      const made = await putFile(file, put);
      known.current.set(made.id, made);
      setAll((old) => old.map((one) => ('sending' in one && one.sending === sending ? made : one)));
    } catch (thrown) {
      setAll((old) => old.filter((one) => !('sending' in one) || one.sending !== sending));
      message.error(t('attach.failed', { name: file.name, why: toProblem(thrown).title }));
    }
  };
  return {
    all,
    ready: all.filter((one): one is TalkFile => 'id' in one),
    busy: all.some((one) => 'sending' in one),
    add: (files: Iterable<File>) => {
      for (const file of files) void add(file);
    },
    remove: (one: Attached) => setAll((old) => old.filter((it) => it !== one)),
    bring: (ids: string[]) => setAll((old) => [...ids.flatMap((id) => known.current.get(id) ?? []), ...old]),
    clear: () => setAll([]),
  };
}
