import type { Schemas } from '@/api/types';

export type Part = Schemas['WhatIfPart'];
export type Tally = Schemas['WhatIfTally'];
export type Row = Schemas['WhatIfRow'];

/** What is known so far; rows beyond the most are counted, not kept. */
export type Sum = { lookedAt: number; done: number; tallies: Tally[]; rows: Row[]; changed: number };

export const nothingYet: Sum = { lookedAt: 0, done: 0, tallies: [], rows: [], changed: 0 };

/** No more rows are kept than can be looked at. */
export const mostRows = 500;

/** The sum with another part. */
export function plus(sum: Sum, part: Part): Sum {
  const tallies = new Map(sum.tallies.map((one) => [one.what, one]));
  for (const { what, before, after } of part.tallies) {
    const old = tallies.get(what) ?? { what, before: {}, after: {} };
    tallies.set(what, { what, before: added(old.before, before), after: added(old.after, after) });
  }
  return {
    lookedAt: sum.lookedAt + part.looked_at,
    done: part.done_permille,
    tallies: [...tallies.values()],
    rows: [...sum.rows, ...part.rows].slice(0, mostRows),
    changed: sum.changed + part.rows.length,
  };
}

function added(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

/** The share that was met, of those that are decided; undefined while none is. */
export function metShare({ met = 0, missed = 0 }: Record<string, number>): number | undefined {
  return met + missed === 0 ? undefined : met / (met + missed);
}

export function total(results: Record<string, number>): number {
  return Object.values(results).reduce((sum, count) => sum + count, 0);
}
