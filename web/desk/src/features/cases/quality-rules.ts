import { askedFor, compared, type Answers, type Book, type FormField } from '@/kit/book';

export type Record = {
  kind?: string | undefined;
  class?: string | undefined;
  subject?: string | undefined;
  description?: string | undefined;
  customer_id?: string | undefined;
  new_customer?: { name?: string } | undefined;
  contact_how?: string | undefined;
  happened_at?: string | undefined;
  priority?: string | undefined;
  fields?: Answers | undefined;
};

export type Quality = { permille: number; good: boolean; missing: string[] };

/** How good the record being written is, by the same weights as the server's; undefined while policy rates none. */
export function qualityOf(book: Pick<Book, 'forms' | 'classes' | 'quality'>, record: Record): Quality | undefined {
  const { quality } = book;
  const asked = [...askedFor(book, record.kind, record.class, record.fields).values()];
  const weight = (one: FormField) => (one.required ? quality.required : one.before_solving || one.before_closing ? quality.later : quality.asked);
  const missing = asked.filter(({ field }) => !isFilled(book, record, field));
  const sum = (some: FormField[]) => some.reduce((all, one) => all + weight(one), 0);
  const all = sum(asked);
  if (all === 0) return undefined;
  const permille = Math.floor(((all - sum(missing)) * 1000) / all);
  return { permille, good: permille >= quality.good_permille, missing: missing.map(({ field }) => field) };
}

function isFilled({ classes }: Pick<Book, 'classes'>, record: Record, field: string): boolean {
  if (field === 'customer') return Boolean(record.customer_id ?? record.new_customer?.name);
  // A kind that is not told apart into classes has none to name.
  if (field === 'class') return Boolean(record.class) || !classes.some(({ kinds }) => kinds.includes(record.kind ?? ''));
  if (field === 'evidence') return false;
  const own = record as Answers;
  return compared(field in builtIn ? own[field] : record.fields?.[field]).length > 0;
}

const builtIn = { subject: 1, description: 1, contact_how: 1, happened_at: 1, priority: 1 };
