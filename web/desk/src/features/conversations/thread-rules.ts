import type { Message } from '@/api/conversations';

export type Page = { items: Message[]; next?: string | null };
/** The newest page first; the messages of a page the oldest first. */
export type Pages = { pages: Page[]; pageParams: unknown[] };

export function messagesOf(data: Pages | undefined): Message[] {
  return data?.pages.toReversed().flatMap(({ items }) => items) ?? [];
}

/**
 * The thread with one more message, or with a message as it is now. A message comes twice after a reconnect, and own
 * ones come both as the answer and over the wire; where one before it is lacking, the thread is to be read anew (`gap`).
 */
export function putMessage(data: Pages, message: Message): { data: Pages; gap: boolean } {
  const known = data.pages.some(({ items }) => items.some(({ seq }) => seq === message.seq));
  if (known) {
    const pages = data.pages.map((page) => ({ ...page, items: page.items.map((old) => (old.seq === message.seq ? message : old)) }));
    return { data: { ...data, pages }, gap: false };
  }
  const [newest, ...older] = data.pages;
  const last = newest?.items.at(-1)?.seq ?? 0;
  if (!newest || message.seq !== last + 1) return { data, gap: message.seq > last };
  return { data: { ...data, pages: [{ ...newest, items: [...newest.items, message] }, ...older] }, gap: false };
}

/** The last message's number; 0 in an empty thread. */
export function lastSeq(messages: Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}

/** Is this the first message of its day? `day` tells the day of a moment where the reader is. */
export function beginsDay(messages: Message[], at: number, day: (at: string) => string): boolean {
  const [before, now] = [messages[at - 1], messages[at]];
  return now !== undefined && (before === undefined || day(before.at) !== day(now.at));
}

/** Does a message go on from the one before it: same author, within five minutes? Then its head is left out. */
export function goesOn(messages: Message[], at: number): boolean {
  const [before, now] = [messages[at - 1], messages[at]];
  if (!before || !now || before.kind !== now.kind || before.author !== now.author || before.person?.id !== now.person?.id) return false;
  return !now.notice && !before.notice && Date.parse(now.at) - Date.parse(before.at) < 300_000;
}

/** The chosen messages as the description of a case: who said it, and what, in their order. */
export function asDescription(messages: Message[], chosen: ReadonlySet<number>, say: (message: Message) => string): string {
  return messages.filter(({ seq }) => chosen.has(seq)).map((one) => `${say(one)}：${[one.text, ...one.files.map(({ name }) => name)].filter(Boolean).join(' ')}`).join('\n');
}

/** The first line of what was said, short enough for a subject. */
export function asSubject(messages: Message[], chosen: ReadonlySet<number>): string {
  const said = messages.find(({ seq, author, text }) => chosen.has(seq) && author === 'customer' && text.trim() !== '') ?? messages.find(({ seq }) => chosen.has(seq));
  return (said?.text.trim().split('\n')[0] ?? '').slice(0, 60);
}
