import type { Book } from '@/kit/book';

type Field = Book['fields'][number];

/** The conditions on answers in the address, `line:fibre;visit:true`, by field. */
export function readAnswers(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(';').map((one) => one.split(/:(.*)/s, 2) as [string, string?]);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => Boolean(pair[0] && pair[1])));
}

/** The same with one condition set, or taken away where there is no value. */
export function withAnswer(text: string | undefined, field: string, value: string | undefined): string | undefined {
  const all = readAnswers(text);
  if (value) all[field] = value.replaceAll(';', ' ');
  const pairs = Object.entries(all).filter(([name]) => name !== field || value);
  return pairs.length > 0 ? pairs.map(([name, one]) => `${name}:${one}`).join(';') : undefined;
}

/** The parts of a list in the address. */
export function parts(text: string | undefined): string[] {
  return (text ?? '').split(',').filter(Boolean);
}

/** The fields that lists can be narrowed by: by choosing, not by typing. */
export function filterable(fields: Field[]): Field[] {
  return fields.filter(({ filter, is }) => filter && ['choice', 'choices', 'yes_no', 'person'].includes(is));
}
