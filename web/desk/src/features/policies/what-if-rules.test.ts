import { describe, expect, it } from 'vitest';
import { metShare, mostRows, nothingYet, plus, total, type Part } from './what-if-rules';

const side = (result: string) => ({ result, by: null, at: null });
const part = (more: Partial<Part>): Part => ({ looked_at: 0, tallies: [], rows: [], done_permille: 0, next: null, ...more });

describe('parts of a comparison', () => {
  it('add up', () => {
    const one = part({ looked_at: 100, done_permille: 400, tallies: [{ what: 'resolution', before: { met: 3, missed: 1 }, after: { met: 4 } }], next: 'x' });
    const two = part({ looked_at: 20, done_permille: 1000, tallies: [{ what: 'resolution', before: { met: 1 }, after: { met: 1 } }, { what: 'step', before: { none: 1 }, after: { met: 1 } }] });
    const sum = plus(plus(nothingYet, one), two);
    expect(sum).toMatchObject({ lookedAt: 120, done: 1000 });
    expect(sum.tallies[0]).toEqual({ what: 'resolution', before: { met: 4, missed: 1 }, after: { met: 5 } });
    expect(total(sum.tallies[0]?.before ?? {})).toBe(5);
  });

  it('keep no more rows than can be looked at, and count all', () => {
    const row = { id: 'a', name: 'a', what: 'step', before: side('met'), after: side('missed') };
    const sum = plus(nothingYet, part({ rows: Array.from({ length: mostRows + 7 }, () => row) }));
    expect([sum.rows.length, sum.changed]).toEqual([mostRows, mostRows + 7]);
  });
});

describe('the share that was met', () => {
  it('counts what is decided alone', () => {
    expect(metShare({ met: 3, missed: 1, running: 9 })).toBe(0.75);
    expect(metShare({ running: 2 })).toBeUndefined();
  });
});
