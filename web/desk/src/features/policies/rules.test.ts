import { describe, expect, it } from 'vitest';
import { columnsOf, inOrder, isSaid, lengthOf, partsOf, shapeOf } from './rules';

describe('a document', () => {
  it('shows lists of records as tables, records as pairs, the rest as words', () => {
    expect(shapeOf([{ id: 'a' }])).toBe('table');
    expect(shapeOf({ needed: true })).toBe('facts');
    expect(shapeOf(['a', 'b'])).toBe('plain');
    expect(shapeOf([])).toBe('plain');
    expect(shapeOf({ zh: '咨询', en: 'Inquiry' })).toBe('plain');
    expect(isSaid({ zh: 'x', en: 'y', third: 'z' })).toBe(false);
  });

  it('puts the single values first', () => {
    expect(partsOf({ kinds: [{ id: 'a' }], policy: {}, zone: 'UTC' }).map(([name]) => name)).toEqual(['general', 'kinds']);
  });

  it('has a column for every name that some row has', () => {
    expect(columnsOf([{ id: 1 }, { id: 2, note: 3 }])).toEqual(['id', 'note']);
  });

  it('keeps the order of its form', () => {
    expect(inOrder(['certainty', 'x', 'within', 'id'], ['id', 'within'])).toEqual(['id', 'within', 'certainty', 'x']);
    expect(partsOf({ a: [{ id: 1 }], b: [{ id: 2 }] }, ['b', 'a']).map(([name]) => name)).toEqual(['b', 'a']);
  });

  it('reads lengths of time', () => {
    expect(lengthOf('10wd')).toEqual({ count: 10, unit: 'workingDay' });
    expect(lengthOf('10s')).toEqual({ count: 10, unit: 'second' });
    expect(lengthOf('soon')).toBeUndefined();
  });
});
