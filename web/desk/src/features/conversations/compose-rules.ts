/** The policy `standards`, as far as writing needs it. */
export type Standards = {
  openings: Phrase[];
  closings: Phrase[];
  phrases?: Phrase[];
  forbidden: { id: string; instead?: string; on_use: 'warn' | 'block'; channels?: string[] }[];
  emoji: { channels: string[]; at_most: number };
};
export type Phrase = { id: string; moment: Said; text: Said; channels?: string[] };
type Said = { zh: string; en: string };

const here = (channels: string[] | undefined, channel: string) => !channels || channels.length === 0 || channels.includes(channel);

/** What is wrong with a reply before it goes out. `block`: it may not go out like this; the others are asked about once. */
export type Finding =
  | { sort: 'forbidden'; word: string; instead?: string | undefined; block: boolean }
  | { sort: 'emoji'; count: number; block: false }
  | { sort: 'personal'; what: 'identity' | 'card' | 'mobile'; word: string; block: false };

/** Checks a reply by the policy of the channel. Notes stay with us and are not checked. */
export function findings(text: string, standards: Standards | undefined, channel: string): Finding[] {
  return [...forbiddenIn(text, standards, channel), ...emojiIn(text, standards, channel), ...personalIn(text)];
}

function forbiddenIn(text: string, standards: Standards | undefined, channel: string): Finding[] {
  const plain = text.toLowerCase();
  return (standards?.forbidden ?? [])
    .filter(({ id, channels }) => here(channels, channel) && plain.includes(id.toLowerCase()))
    .map(({ id, instead, on_use: use }) => ({ sort: 'forbidden', word: id, instead, block: use === 'block' }));
}

function emojiIn(text: string, standards: Standards | undefined, channel: string): Finding[] {
  if (!standards) return [];
  const count = [...text.matchAll(/\p{Extended_Pictographic}/gu)].length;
  const allowed = standards.emoji.channels.includes(channel) ? standards.emoji.at_most : 0;
  return count > allowed ? [{ sort: 'emoji', count, block: false }] : [];
}

function personalIn(text: string): Finding[] {
  const found: Finding[] = [];
  for (const [word] of text.matchAll(/(?<!\d)\d[\d -]{9,24}[\dXx](?![\dXx])/g)) {
    const plain = word.replaceAll(/[ -]/g, '');
    const what = personal(plain);
    if (what) found.push({ sort: 'personal', what, word: word.trim(), block: false });
  }
  return found;
}

function personal(digits: string): 'identity' | 'card' | 'mobile' | undefined {
  if (/^1[3-9]\d{9}$/.test(digits)) return 'mobile';
  if (/^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(digits)) return 'identity';
  return /^[3-6]\d{15,18}$/.test(digits) && luhn(digits) ? 'card' : undefined;
}

/** The check digit of bank cards. */
function luhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What is being called up at the caret: "/" an answer, "@" a colleague; `from` is where the sign stands. */
export type Call = { sign: '/' | '@'; typed: string; from: number };

export function callAt(text: string, caret: number): Call | undefined {
  const before = text.slice(0, caret);
  const found = /(^|[\s，。！？、；：,.!?;:])\/([^\s/]{0,20})$/u.exec(before);
  if (found) return { sign: '/', typed: found[2] ?? '', from: caret - (found[2] ?? '').length - 1 };
  const at = /@([^\s@]{0,20})$/u.exec(before);
  return at ? { sign: '@', typed: at[1] ?? '', from: caret - (at[1] ?? '').length - 1 } : undefined;
}

/** The text with the call replaced, and where the caret stands then. */
export function answered(text: string, { from, typed }: Call, by: string): { text: string; caret: number } {
  const rest = text.slice(from + 1 + typed.length);
  return { text: text.slice(0, from) + by + rest, caret: from + by.length };
}

/** Phrases of the policy for this channel, in the language the customer speaks. */
export function phrasesFor(standards: Standards | undefined, channel: string, language: string): { id: string; name: string; text: string }[] {
  const all = standards ? [...standards.openings, ...(standards.phrases ?? []), ...standards.closings] : [];
  const way = language.startsWith('en') ? 'en' : 'zh';
  return all.filter(({ channels }) => here(channels, channel)).map(({ id, moment, text }) => ({ id, name: moment[way], text: text[way] }));
}

/** What a key press in the field for writing means under the way of sending somebody chose. */
export function meansSend(event: { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean }, way: 'enter' | 'ctrl+enter'): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return way === 'enter' || event.ctrlKey || event.metaKey;
}

/** A length as policy writes it, such as "1m30s", in milliseconds; working days and what cannot be read are 0. */
export function lengthMs(length: string): number {
  const sizes: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000 };
  return [...length.matchAll(/(\d+)([hms])(?![a-z])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (sizes[unit ?? ''] ?? 0), 0);
}
