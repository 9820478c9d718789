/** Digits, an e-mail or an account are looked up exactly; anything else is a name. */
export function looksLikeIdentity(typed: string): boolean {
  const plain = typed.replaceAll(/[\s-]/g, '');
  return /^\+?\d{5,}$/.test(plain) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(plain);
}
