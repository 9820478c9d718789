import type { TalkCounts, TalkQuery, TalkRow } from '@/api/conversations';
import { oneOf, text, writeQuery, type Raw } from '@/kit/url';

export const views = ['mine', 'queue', 'team', 'all', 'snoozed', 'closed', 'mentions'] as const;
export type View = (typeof views)[number];

/** The tabs whose counter the server pushes. */
export const counted: Partial<Record<View, keyof TalkCounts>> = { mine: 'mine', queue: 'queue', team: 'team', snoozed: 'snoozed', mentions: 'mentions' };

/** What narrows a view; each stands in the address. */
export const narrowing = ['channel', 'customer', 'agent', 'tags', 'from', 'to'] as const;
export type Narrowing = (typeof narrowing)[number];

/** What the address of the workspace holds. Words are looked for everywhere within sight, or in the view alone; `saved` is the saved view it was begun with. */
export type Filter = { view: View; q?: string | undefined; only?: 'view' | undefined; saved?: string | undefined } & Partial<Record<Narrowing, string | undefined>>;

/** `first` is the view where somebody begins: who answers nobody begins with the team. */
export function parseFilter(raw: Raw, first: View = 'mine'): Filter {
  const narrowed = Object.fromEntries(narrowing.map((name) => [name, text(raw, name)]));
  return { view: oneOf(raw, 'view', views) ?? first, q: text(raw, 'q'), only: oneOf(raw, 'only', ['view'] as const), saved: text(raw, 'saved'), ...narrowed };
}

/** The filter as the address keeps it: the first view goes without saying. */
export function searchOf({ view, ...rest }: Filter): Raw {
  return { ...rest, view: view === 'mine' ? undefined : view };
}

/** The list that is shown: the view, or whatever is found by words or by its customer. */
export function shownOf({ view, q, customer, only }: Filter): View | 'found' {
  return (q || customer) && only !== 'view' ? 'found' : view;
}

/** What is asked of the server. */
export function queryOf(filter: Filter): TalkQuery {
  const asked = ['q', ...narrowing] as const;
  const set = Object.fromEntries(asked.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));
  return { view: shownOf(filter), ...set };
}

/** The filter as a saved view keeps it. */
export function savedQuery(filter: Filter): string {
  return writeQuery({ ...filter, saved: undefined }).slice(1);
}

/** Nothing of what narrows a view. */
export const cleared: Partial<Filter> = Object.fromEntries(['q', 'only', 'saved', ...narrowing].map((name) => [name, undefined]));

/** The tags that are asked for. */
export function tagsOf(tags: string | undefined): string[] {
  return tags ? tags.split(',') : [];
}

/** What gives a conversation back the tags it had before a change. */
export function tagsBack(before: string[], { add, remove }: { add: string[]; remove: string[] }): { add: string[]; remove: string[] } {
  return { add: remove.filter((id) => before.includes(id)), remove: add.filter((id) => !before.includes(id)) };
}

/** What a view is narrowed to, one chip each. */
export function chipsOf(filter: Filter): { name: Narrowing; value: string }[] {
  return narrowing.flatMap((name) => (filter[name] ? [{ name, value: filter[name] }] : []));
}

/**
 * Does a conversation stand in a view now? Mentions, and what is found, are known to the server alone: there nothing
 * comes and nothing leaves until the view is read anew.
 */
export function belongs(view: View | 'found', row: TalkRow, me: string): boolean | undefined {
  const mine = row.agent?.id === me;
  if (view === 'mentions' || view === 'found') return undefined;
  if (view === 'closed') return row.state === 'closed';
  if (row.state === 'closed') return false;
  if (view === 'mine') return (mine && row.state !== 'snoozed') || (row.state === 'offered' && row.offered_to?.id === me);
  if (view === 'queue') return row.state === 'waiting' || row.state === 'offered';
  return view === 'snoozed' ? mine && row.state === 'snoozed' : true;
}

/** The parts of a snippet, each with the place where it begins. */
export function placed<T extends { text: string }>(parts: T[]): (T & { from: number })[] {
  let from = 0;
  return parts.map((part) => {
    const at = from;
    from += part.text.length;
    return { ...part, from: at };
  });
}

export type Page = { items: TalkRow[]; next?: string | null };
export type Pages = { pages: Page[]; pageParams: unknown[] };

export function rowsOf(data: Pages | undefined): TalkRow[] | undefined {
  return data?.pages.flatMap(({ items }) => items);
}

/** Is a row as old as another one, or older? Its version grows with every change but a message, its messages by themselves. */
export function isNoNewer(old: TalkRow, row: TalkRow): boolean {
  return old.version < row.version || (old.version === row.version && old.last.seq <= row.last.seq);
}

/** What only a list knows of a row, and the wire does not tell. */
function kept(old: TalkRow, row: TalkRow): TalkRow {
  const { found, called, promise } = old;
  return { ...row, ...(found ? { found } : {}), ...(called ? { called } : {}), ...(promise && row.case_count > 0 && !row.promise ? { promise } : {}) };
}

/** The row in its place, as it is now; the order stays, so that nothing moves under the reader. An older one changes nothing. */
export function putRow(data: Pages, row: TalkRow): Pages {
  if (!rowsOf(data)?.some((old) => old.id === row.id && isNoNewer(old, row))) return data;
  const items = (page: Page) => page.items.map((old) => (old.id === row.id ? kept(old, row) : old));
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page) })) };
}

export function dropRow(data: Pages, id: string): Pages {
  if (!rowsOf(data)?.some((row) => row.id === id)) return data;
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) })) };
}

/** Ids heard of that belong here and are not shown yet, after one more row was heard. */
export function freshAfter(fresh: ReadonlySet<string>, row: TalkRow, filter: Filter, me: string): ReadonlySet<string> {
  const narrowed = filter.q || filter.agent || filter.from || filter.to;
  const fits = !narrowed && belongs(shownOf(filter), row, me) === true && (!filter.channel || filter.channel === row.channel) && (!filter.tags || tagsOf(filter.tags).some((id) => row.tags.includes(id)));
  if (fits === fresh.has(row.id)) return fresh;
  const after = new Set(fresh);
  if (fits) after.add(row.id);
  else after.delete(row.id);
  return after;
}

/** How many rows wait behind the bar: those shown by now are no news. */
export function newsOf(fresh: ReadonlySet<string>, rows: TalkRow[]): number {
  const shown = new Set(rows.map(({ id }) => id));
  return [...fresh].filter((id) => !shown.has(id)).length;
}

/** The neighbour of the open row; stops at the ends. */
export function neighbour(rows: { id: string }[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = rows.findIndex(({ id }) => id === current);
  if (at === -1) return rows[step === 1 ? 0 : rows.length - 1]?.id;
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.id;
}

/** Which rows of equal height lie in sight, with a few beyond the edges. */
export function inSight(scrolled: number, seen: number, height: number, count: number): { from: number; to: number } {
  const beyond = 6;
  const from = Math.max(0, Math.floor(scrolled / height) - beyond);
  return { from, to: Math.min(count, Math.ceil((scrolled + seen) / height) + beyond) };
}
