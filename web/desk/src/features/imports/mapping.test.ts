import { describe, expect, it } from 'vitest';
import { choiceOf, choose, fieldTargets, freeColumns, inOrder, mean, meaningWords, missing, sourceOf, targets, wallClock, wordsIn, type Mapping } from './mapping';
import { percent } from './rules';

const columns = ['case_id', 'activity', 'at', 'product'];
const sample = [['1', 'Open', '2020', 'A'], ['1', 'Close', '2021', ''], ['2', 'Open', '2022', 'B']];
const mapping: Mapping = { source: 'old', rows: 'event', times: { formats: ['%Y'], zone: 'as written' }, case: { key: 'case_id', kind: { is: 'fault' } }, event: { at: 'at', activity: 'activity' }, meanings: { words: { Close: 'closed', Wait: 'paused' } } };
const target = (name: string) => targets.find((one) => one.name === name) as (typeof targets)[number];

describe('a mapping', () => {
  it('reads what fills a target as one choice', () => {
    expect(choiceOf(sourceOf(mapping, target('key')))).toBe('col:case_id');
    expect(choiceOf(sourceOf(mapping, target('kind')))).toBe('is:fault');
    expect(choiceOf({ columns: ['a', 'b'], by: ' ' })).toBe('own');
    expect(choiceOf(undefined)).toBeUndefined();
  });

  it('changes one target and leaves the others', () => {
    expect(choose(mapping, target('kind'), 'col:product').case).toEqual({ key: 'case_id', kind: 'product' });
    expect(choose(mapping, target('kind'), undefined).case).toEqual({ key: 'case_id' });
    expect(mapping.case.kind).toEqual({ is: 'fault' });
  });

  it('knows the words whose meaning can be said', () => {
    expect(wordsIn(sample, columns, 'product')).toEqual(['A', 'B']);
    expect(meaningWords(mapping, sample, columns)).toEqual(['Open', 'Close', 'Wait']);
  });

  it('does not write down what every word means anyway', () => {
    expect(mean(mapping, 'Close', 'recorded').meanings?.words).toEqual({ Wait: 'paused' });
    expect(mean(mapping, 'Open', 'opened').meanings?.words).toMatchObject({ Open: 'opened', Close: 'closed' });
  });

  it('offers the columns nothing reads yet', () => {
    expect(freeColumns(mapping, columns)).toEqual(['product']);
    expect(freeColumns({ ...mapping, fields: { line: 'product' } }, columns)).toEqual([]);
  });

  it('fills the fields of policy, but for files, and shows one that policy has no more', () => {
    const fields = [{ id: 'line', is: 'choice' }, { id: 'photo', is: 'file' }];
    const filled = choose(mapping, { group: 'fields', name: 'former' }, 'col:product');
    expect(filled.fields).toEqual({ former: 'product' });
    expect(fieldTargets(filled, fields).map(({ name }) => name)).toEqual(['line', 'former']);
  });

  it('says what is missing', () => {
    expect(missing(mapping)).toEqual([]);
    expect(missing({ ...mapping, source: ' ', event: {}, times: { formats: [], zone: '' } })).toEqual(['source', 'at', 'formats']);
    expect(missing({ ...mapping, rows: 'case' })).toEqual(['opened']);
  });
});

describe('progress', () => {
  it('is never more than all, and nothing of an unknown length', () => {
    expect(percent({ bytes_done: 2, bytes_total: 3 })).toBe(66);
    expect(percent({ bytes_done: 5, bytes_total: 3 })).toBe(100);
    expect(percent({ bytes_done: 5, bytes_total: 0 })).toBe(0);
  });
});

describe('a preview', () => {
  it('shows first what a case is known by and what happened', () => {
    expect(inOrder(['closed', 'colour', 'key', 'meaning', 'opened', 'key'])).toEqual(['key', 'opened', 'meaning', 'closed', 'colour']);
  });

  it('shows moments as the file has them', () => {
    expect(wallClock('2026-11-02T10:00:00.000Z')).toBe('2026-11-02 10:00:00');
    expect(wallClock('2026-11-02T10:00:00.250Z')).toBe('2026-11-02 10:00:00.250');
  });
});
