/** The portal's questions to the server. No cookie goes along: whoever asks is known by number and code alone. */

export interface Text {
  zh: string;
  en: string;
}

export interface Field {
  id: string;
  name: Text;
  help: Text | null;
  unit: Text | null;
  is: 'text' | 'long_text' | 'number' | 'money' | 'date' | 'time' | 'choice' | 'choices' | 'yes_no' | 'phone';
  choices: { id: string; name: Text }[];
  when: { field: string; is: string[] } | null;
}

export interface Kind {
  id: string;
  name: Text;
  asks_when: boolean;
  fields: Field[];
}

export interface Form {
  kinds: Kind[];
  longest: number;
  files: number;
  file_bytes: number;
  file_types: string[];
}

export interface Key {
  number: number;
  code: string;
}

export interface Case {
  number: number;
  kind: Text;
  subject: string;
  standing: 'received' | 'working' | 'paused' | 'asked' | 'closed';
  opened_at: string;
  answer_by: string | null;
  solve_by: string | null;
  promises: { text: string; due_at: string; state: 'open' | 'kept' | 'broken' | 'late' }[];
  words: { mine: boolean; text: string; at: string }[];
  files: number;
  may_write: boolean;
  may_confirm: boolean;
  may_reopen: boolean;
  reopen_until: string | null;
  rating: { score: number; words: string; at: string } | null;
}

/** Why the server says no, with the fields that are wrong. */
export class Refusal extends Error {
  readonly field: string | null;
  readonly problems: { field: string; detail: string }[];

  constructor(title: string, field: string | null, problems: { field: string; detail: string }[]) {
    super(title);
    this.field = field;
    this.problems = problems;
  }
}

async function ask<T>(lang: string, path: string, init: RequestInit = {}): Promise<T> {
  const headers = { 'accept-language': lang, ...(init.headers as Record<string, string> | undefined) };
  const answer = await fetch(`/api/v1/portal${path}`, { ...init, headers, credentials: 'omit' });
  if (answer.ok) return (await answer.json()) as T;
  const said = (await answer.json().catch(() => ({}))) as {
    title?: string;
    field?: string;
    problems?: { field: string; detail: string }[];
  };
  throw new Refusal(said.title ?? `${answer.status}`, said.field ?? null, said.problems ?? []);
}

function send<T>(lang: string, path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return ask(lang, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

export const getForm = (lang: string) => ask<Form>(lang, '');
export const bringIn = (lang: string, it: object) => send<Key>(lang, '/cases', it);
export const track = (lang: string, key: Key) => send<Case>(lang, '/track', key);
export const write = (lang: string, key: Key, request: string, text: string) =>
  send<Case>(lang, '/messages', { ...key, request, text });
export const verdict = (lang: string, key: Key, it: { satisfied: boolean; score: number | null; words: string }) =>
  send<Case>(lang, '/verdict', { ...key, ...it });

export function addFile(lang: string, key: Key, file: File): Promise<Case> {
  const body = new FormData();
  body.append('file', file);
  const headers = { 'x-case-number': String(key.number), 'x-case-code': key.code };
  return ask(lang, '/files', { method: 'POST', headers, body });
}
