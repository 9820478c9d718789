import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useSession } from '@/api/session';

type Said = { zh: string; en: string };
export type Entry = { id: string; name: Said };
export type FormField = { field: string; required?: boolean; before_closing?: boolean };

/** What the policies on cases and channels say, as far as screens need it: words, choices and forms. */
export type Book = {
  kinds: Entry[];
  classes: (Entry & { kinds: string[] })[];
  priorities: Entry[];
  steps: (Entry & { role: string })[];
  outcomes: (Entry & { grounds: boolean; satisfied: boolean; by: string; kinds?: string[] })[];
  pauses: (Entry & { note: boolean })[];
  fields: (Entry & { is: string; choices?: Entry[]; personal?: boolean })[];
  forms: { id: string; kinds?: string[]; classes?: string[]; fields: FormField[] }[];
  promises: { needed: boolean; except_kinds?: string[] };
  channels: Entry[];
};

const empty: Book = {
  kinds: [], classes: [], priorities: [], steps: [], outcomes: [], pauses: [], fields: [], forms: [], promises: { needed: false }, channels: [],
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

/** The fields a case of this kind and class is asked for; all forms that fit add up, the stricter demand holds. */
export function askedFor(book: Pick<Book, 'forms'>, kind: string | undefined, className: string | undefined): Map<string, FormField> {
  const asked = new Map<string, FormField>();
  for (const form of book.forms.filter(({ kinds, classes }) => fits(kinds, kind) && fits(classes, className))) {
    for (const one of form.fields) {
      const old = asked.get(one.field);
      asked.set(one.field, {
        field: one.field,
        required: Boolean(one.required || old?.required),
        before_closing: Boolean(one.before_closing || old?.before_closing),
      });
    }
  }
  return asked;
}
