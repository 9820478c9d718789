import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';

type Said = { zh: string; en: string };
export type Entry = { id: string; name: Said };
export type FormField = { field: string; required?: boolean; before_solving?: boolean; before_closing?: boolean; when?: { field: string; is: string[] } };
/** What people answered to the form, by field. */
export type Answers = Record<string, unknown>;

/** What the policies on cases and channels say, as far as screens need it: words, choices and forms. */
export type Book = {
  kinds: Entry[];
  classes: (Entry & { kinds: string[] })[];
  priorities: Entry[];
  steps: (Entry & { role: string })[];
  outcomes: (Entry & { grounds: boolean; satisfied: boolean; by: string; kinds?: string[] })[];
  pauses: (Entry & { note: boolean })[];
  fields: (Entry & { is: string; choices?: Entry[]; personal?: boolean; help?: Said; unit?: Said; begins_with?: string; filter?: boolean })[];
  forms: { id: string; kinds?: string[]; classes?: string[]; fields: FormField[] }[];
  promises: { needed: boolean; except_kinds?: string[] };
  quality: { required: number; later: number; asked: number; good_permille: number };
  tags: { made_by: string; at_most: number };
  channels: Entry[];
};

const empty: Book = {
  kinds: [], classes: [], priorities: [], steps: [], outcomes: [], pauses: [], fields: [], forms: [], promises: { needed: false },
  quality: { required: 0, later: 0, asked: 0, good_permille: 0 }, tags: { made_by: 'supervisor', at_most: 0 }, channels: [],
};

/** The lists a word may come from. */
export type ListName = 'kinds' | 'classes' | 'priorities' | 'steps' | 'outcomes' | 'pauses' | 'channels' | 'fields';

/** The policy in force where this person works; empty lists until it is there. */
export function useBook(): Book {
  const query = { scope: useSession().scope };
  const options = { staleTime: 600_000 };
  const cases = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind: 'cases' }, query } }, options);
  const channels = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind: 'channels' }, query } }, options);
  const heard = channels.data?.body as Partial<Pick<Book, 'channels'>> | undefined;
  return { ...empty, ...(cases.data?.body as Partial<Book> | undefined), channels: heard?.channels ?? [] };
}

/** The word for an id of a list, in the language shown; what policy has no word for (an import) is shown as it is. */
export function wordIn(entries: Entry[], id: string | null | undefined, language: string): string {
  if (!id) return '';
  const said = entries.find((one) => one.id === id)?.name;
  return said ? said[language === 'en' ? 'en' : 'zh'] : id;
}

export type Words = {
  say: (list: ListName, id: string | null | undefined) => string;
  choices: (list: ListName) => { value: string; label: string }[];
};

export function useWords(): Words {
  const { i18n } = useTranslation();
  const book = useBook();
  const say = (list: ListName, id: string | null | undefined) => wordIn(book[list], id, i18n.language);
  return { say, choices: (list) => book[list].map(({ id }) => ({ value: id, label: say(list, id) })) };
}

/** An empty list fits everything. */
function fits(list: string[] | undefined, one: string | undefined): boolean {
  return !list || list.length === 0 || (one !== undefined && list.includes(one));
}

/** What an answer is compared by, as the server does: its text, the ids of its choices, its number, `true` or `false`. */
export function compared(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  return Array.isArray(value) ? value.flatMap(compared) : [String(value).trim()];
}

/** Whether a field is asked for: another one has one of the values it depends on. A yes-or-no not answered is a no. */
function holds({ when }: FormField, answers: Answers): boolean {
  if (!when) return true;
  const given = compared(answers[when.field] ?? false);
  return when.is.some((one) => given.includes(one));
}

/** The fields a case of this kind and class is asked for; all forms that fit add up, the stricter demand holds. */
export function askedFor(book: Pick<Book, 'forms'>, kind: string | undefined, className: string | undefined, answers: Answers = {}): Map<string, FormField> {
  const asked = new Map<string, FormField>();
  for (const form of book.forms.filter(({ kinds, classes }) => fits(kinds, kind) && fits(classes, className))) {
    for (const one of form.fields.filter((field) => holds(field, answers))) {
      const old = asked.get(one.field);
      asked.set(one.field, {
        field: one.field,
        required: Boolean(one.required || old?.required),
        before_solving: Boolean(one.before_solving || old?.before_solving),
        before_closing: Boolean(one.before_closing || old?.before_closing),
      });
    }
  }
  return asked;
}
