import type { CaseQuery, Counts, Right } from '@/api/types';

export type DaySection = { key: 'due' | 'promised' | 'to_accept' | 'unassigned'; view: string; query: CaseQuery; right?: Right };

/** The lists of the day, the most pressing first. */
export const sections: DaySection[] = [
  { key: 'due', view: 'mine', query: { owner: 'me', status: 'open', sort: 'due' }, right: 'cases.work' },
  { key: 'promised', view: 'promised', query: { owner: 'me', status: 'open', waiting: 'promise', sort: 'due' }, right: 'cases.work' },
  { key: 'to_accept', view: 'to_accept', query: { waiting: 'accept', status: 'open', sort: 'due' }, right: 'cases.work' },
  { key: 'unassigned', view: 'unassigned', query: { owner: 'none', status: 'open', sort: 'due' } },
];

export const tiles: { count: keyof Counts; view: string; hot?: boolean }[] = [
  { count: 'mine', view: 'mine' },
  { count: 'overdue', view: 'overdue', hot: true },
  { count: 'due_soon', view: 'due_soon' },
  { count: 'promised', view: 'promised' },
  { count: 'to_accept', view: 'to_accept' },
  { count: 'to_confirm', view: 'to_confirm' },
  { count: 'unassigned', view: 'unassigned' },
  { count: 'closed_today', view: 'closed' },
];

/** Which greeting fits the hour, 0 to 23. */
export function greeting(hour: number): 'night' | 'morning' | 'afternoon' | 'evening' {
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
