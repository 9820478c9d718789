/** Kinds of identity a customer can have. */
export const identityKinds = ['phone', 'account', 'email', 'social', 'id_card'] as const;

/** Enough typed for an exact look-up: a number, an e-mail; otherwise it is a name. */
export function asQuery(typed: string): { identity: string } | { q: string } | undefined {
  const plain = typed.trim();
  if (plain === '') return undefined;
  const digits = plain.replaceAll(/[\s-]/g, '');
  const exact = /^\+?[0-9]{5,}[0-9Xx]?$/.test(digits) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(plain);
  return exact ? { identity: digits } : { q: plain };
}

/** "cases.closed.v1" is "cases_closed": texts are named so. */
export function eventKey(kind: string): string {
  return kind.replace(/\.v\d+$/, '').replaceAll('.', '_');
}

/** A word of policy in the language of the screen. */
export function wordOf(list: { id: string; name: { zh: string; en: string } }[] | undefined, id: string, english: boolean): string {
  const found = list?.find((one) => one.id === id);
  if (!found) return id;
  return english ? found.name.en : found.name.zh;
}
