import { describe, expect, it } from 'vitest';
import { askedOf, foundOf, fullest, opened, parseShown, presenceCounts, since, type Agent, type Group } from './rules';

const group = (id: string, waiting: number, serving = 0, overdue = 0): Group => ({ id, name: id, figures: { waiting, serving, overdue, agitated: 0, longest: null } });

describe('what is shown', () => {
  it('begins with those who wait, and drops what it does not know', () => {
    expect(parseShown({ view: 'nothing', by: 'planet', queue: ' ' })).toEqual({ view: 'waiting', by: 'queue' });
  });
  it('asks for what narrows and nothing else', () => {
    expect(askedOf(parseShown({ view: 'serving', unit: 'unt_1', by: 'unit' }))).toEqual({ view: 'serving', unit: 'unt_1' });
  });
  it('lets every other narrowing go when a figure is opened', () => {
    const before = { view: 'waiting', queue: 'a', agent: 'per_1' };
    expect({ ...before, ...opened('overdue', 'entrance', 'ent_1') }).toEqual({ view: 'overdue', queue: undefined, unit: undefined, agent: undefined, entrance: 'ent_1' });
  });
});

describe('figures', () => {
  it('count whole seconds and never before a moment', () => {
    const at = '2026-03-02T09:00:00Z';
    expect(since(at, Date.parse(at) + 61_900)).toBe(61_000);
    expect(since(at, Date.parse(at) - 5000)).toBe(0);
    expect(since(null, 0)).toBeUndefined();
  });
  it('say what an alert counts', () => {
    expect(foundOf({ kind: 'silent_agent', found: 185_400 })).toEqual({ name: 'span', value: 185_000 });
    expect(foundOf({ kind: 'spike', found: 12 })).toEqual({ name: 'waiting', value: 12 });
    expect(foundOf({ kind: 'agitated', found: 876 })).toEqual({ name: 'score', value: 88 });
    expect(foundOf({ kind: 'complaints', found: 3 })).toEqual({ name: 'complaints', value: 3 });
  });
  it('show the fullest first, and no empty ones', () => {
    expect(fullest([group('empty', 0), group('calm', 0, 9), group('full', 4), group('late', 0, 1, 1)], 3).map(({ id }) => id)).toEqual(['full', 'late', 'calm']);
  });
  it('count who is there', () => {
    const agents = ['online', 'online', 'wrap_up', 'break', 'training'].map((state) => ({ state }) as Agent);
    expect(presenceCounts(agents)).toEqual({ online: 2, busy: 1, away: 2 });
  });
});
