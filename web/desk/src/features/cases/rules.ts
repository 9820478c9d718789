import type { Action, CaseQuery, CaseRow, Counts, Session } from '@/api/types';
import { text, type Raw } from '@/kit/url';

export type Query = CaseQuery;

const names = ['view', 'status', 'owner', 'unit', 'kind', 'class', 'priority', 'due', 'customer', 'source', 'step', 'channel', 'waiting', 'first_owner', 'participant', 'answers', 'tags', 'all_tags', 'columns', 'sort'] as const;
type Name = (typeof names)[number];

/** What the list's address holds. */
export type Filter = Partial<Record<Name, string>>;

export function parseFilter(raw: Raw): Filter {
  const pairs = names.map((name) => [name, text(raw, name)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

export type BuiltIn = { key: string; count?: keyof Counts; query: (unit: string) => Query };

/** The views everybody has, in the order of their tabs. */
export const builtIns: BuiltIn[] = [
  { key: 'mine', count: 'mine', query: () => ({ owner: 'me', status: 'open', sort: 'due' }) },
  { key: 'participating', query: () => ({ participant: 'me', status: 'open', sort: 'due' }) },
  { key: 'unassigned', count: 'unassigned', query: () => ({ owner: 'none', status: 'open', sort: 'due' }) },
  { key: 'to_accept', count: 'to_accept', query: () => ({ waiting: 'accept', status: 'open', sort: 'due' }) },
  { key: 'team', count: 'team', query: (unit) => ({ unit, status: 'open', sort: 'due' }) },
  { key: 'overdue', count: 'overdue', query: () => ({ due: 'overdue', status: 'open', sort: 'due' }) },
  { key: 'due_soon', count: 'due_soon', query: () => ({ due: 'today', status: 'open', sort: 'due' }) },
  { key: 'promised', count: 'promised', query: () => ({ waiting: 'promise', status: 'open', sort: 'due' }) },
  { key: 'to_confirm', count: 'to_confirm', query: () => ({ waiting: 'confirm', status: 'open', sort: 'due' }) },
  { key: 'urged', count: 'urged', query: () => ({ waiting: 'urged', status: 'open', sort: 'due' }) },
  { key: 'open', count: 'open', query: () => ({ status: 'open', sort: 'due' }) },
  { key: 'closed', query: () => ({ status: 'closed', sort: '-opened' }) },
];

/** From where somebody looks at the list: their unit, and the view they begin with. */
export type Seat = { unit: string; first: string };

/** Who works cases begins with their own, who supervises with all that are open. */
export function seatOf({ person, rights }: Pick<Session, 'rights'> & { person: { unit_id: string } }): Seat {
  return { unit: person.unit_id, first: rights.includes('cases.supervise') ? 'open' : 'mine' };
}

/** The view that is shown: the one to begin with, unless an address without a view brings conditions of its own. */
export function viewOf(filter: Filter, seat: Seat): string | undefined {
  return filter.view ?? (chips(filter).length === 0 ? seat.first : undefined);
}

/** What is asked of the server: the view's own conditions, overlaid by the filters set on top. */
export function queryOf(filter: Filter, seat: Seat): Query {
  const { view: _, ...own } = filter;
  const base = builtIns.find(({ key }) => key === viewOf(filter, seat))?.query(seat.unit) ?? {};
  return { ...base, ...own };
}

/** The filters a person set on top of the view, as chips. */
export function chips(filter: Filter): [Name, string][] {
  const entries = Object.entries(filter) as [Name, string][];
  return entries.filter(([name]) => !['view', 'sort', 'columns'].includes(name));
}

/** The filter as a saved view keeps it: everything but which tab it was made on. */
export function savedQuery(filter: Filter, seat: Seat): string {
  const pairs = Object.entries(queryOf(filter, seat)).map(([key, value]) => [key, String(value)]);
  return new URLSearchParams(pairs).toString();
}

/** The reason an action cannot be done now; undefined where it can. */
export function obstacle(actions: Action[], name: string): string | undefined {
  const action = actions.find((one) => one.name === name);
  if (!action) return undefined;
  return action.allowed ? undefined : (action.reason_text ?? action.reason ?? '');
}

export function offers(actions: Action[], name: string): boolean {
  return actions.some((one) => one.name === name);
}

/** The neighbour of a row in the list, for going up and down by keyboard; stops at the ends. */
export function neighbour(rows: { id: string }[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = rows.findIndex(({ id }) => id === current);
  if (at === -1) return rows[step === 1 ? 0 : rows.length - 1]?.id;
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.id;
}

/** How the waiting time of a row is known: the limit that is due first, promise or clock. */
export function nextDue(row: CaseRow): { due: string | null; promised: boolean } {
  const { due_at: due = null, promise_due_at: promise = null } = row;
  const promised = promise !== null && (due === null || promise < due);
  return { due: promised ? promise : due, promised };
}
