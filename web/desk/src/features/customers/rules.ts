/** Kinds of identity a customer can have. */
export const identityKinds = ['phone', 'account', 'email', 'social', 'id_card'] as const;

/** Enough typed for an exact look-up: a number, an e-mail; otherwise it is a name. */
export function asQuery(typed: string): { identity: string } | { q: string } | undefined {
  const plain = typed.trim();
  if (plain.length < 2) return undefined;
  const digits = plain.replaceAll(/[\s-]/g, '');
  const exact = /^\+?[0-9]{5,}[0-9Xx]?$/.test(digits) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(plain);
  return exact ? { identity: digits } : { q: plain };
}

/** "cases.closed.v1" is "cases_closed": texts are named so. */
export function eventKey(kind: string): string {
  return kind.replace(/\.v\d+$/, '').replaceAll('.', '_');
}
