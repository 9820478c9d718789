import { describe, expect, it } from 'vitest';
import type { Case, CaseRow } from '@/api/types';
import { fileSize } from '@/kit/file-size';
import { looksLikeIdentity } from '@/kit/identity';
import { mentionedIn } from '@/kit/mentions';
import { initialEdit, toEdit } from './edit-rules';
import { toNewCase } from './new-case-rules';
import { chips, neighbour, nextDue, obstacle, parseFilter, queryOf, savedQuery, seatOf } from './rules';
import { family, nameOf, shownUnder, tone, wordsOf } from './timeline-rules';

const seat = { unit: 'uni_1', first: 'mine' };

describe('the filter in the address', () => {
  it('begins with all that is open for those who supervise', () => {
    const person = { unit_id: 'uni_1' };
    expect(seatOf({ person, rights: ['cases.supervise'] }).first).toBe('open');
    expect(seatOf({ person, rights: ['cases.work'] }).first).toBe('mine');
  });

  it('takes what it knows and drops the rest', () => {
    expect(parseFilter({ kind: 'fault', nonsense: '1', unit: '', page: 3 })).toEqual({ kind: 'fault' });
  });

  it('is my open cases, due first, when nothing is said', () => {
    expect(queryOf({}, seat)).toEqual({ owner: 'me', status: 'open', sort: 'due' });
  });

  it('is only what the address says where that names no view', () => {
    expect(queryOf({ status: 'all', kind: 'fault' }, seat)).toEqual({ status: 'all', kind: 'fault' });
    expect(queryOf({ sort: 'opened' }, seat)).toMatchObject({ owner: 'me', sort: 'opened' });
  });

  it('lays own conditions over those of the view', () => {
    expect(queryOf({ view: 'team', kind: 'fault', sort: '-opened' }, seat)).toEqual({ unit: 'uni_1', status: 'open', kind: 'fault', sort: '-opened' });
  });

  it('takes a saved view from its own conditions alone', () => {
    expect(queryOf({ view: 'viw_1', kind: 'fault' }, seat)).toEqual({ kind: 'fault' });
  });

  it('shows neither the view nor the order as a condition', () => {
    expect(chips({ view: 'team', sort: 'due', kind: 'fault' })).toEqual([['kind', 'fault']]);
  });

  it('is saved together with what its view meant', () => {
    expect(savedQuery({ view: 'overdue', kind: 'fault' }, seat)).toBe('due=overdue&status=open&sort=due&kind=fault');
  });
});

describe('an action', () => {
  const actions = [{ name: 'close', allowed: false, reason: 'cases.open_promise', reason_text: '还有未兑现的承诺。' }, { name: 'step', allowed: true, reason: null, reason_text: null }] as never[];

  it('says why it cannot be done', () => {
    expect(obstacle(actions, 'close')).toBe('还有未兑现的承诺。');
  });

  it('says nothing where it can', () => {
    expect(obstacle(actions, 'step')).toBeUndefined();
  });
});

describe('walking the rows', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  it.each([[undefined, 1, 'a'], [undefined, -1, 'c'], ['a', 1, 'b'], ['c', 1, 'c'], ['a', -1, 'a'], ['gone', 1, 'a']] as const)('from %s by %d comes to %s', (from, step, to) => {
    expect(neighbour(rows, from, step)).toBe(to);
  });
});

describe('what is due next', () => {
  const row = (due: string | null, promise: string | null) => nextDue({ due_at: due, promise_due_at: promise } as CaseRow);

  it('is the earlier of limit and promise', () => {
    expect(row('2026-11-22T10:00:00.000Z', '2026-11-22T09:00:00.000Z')).toEqual({ due: '2026-11-22T09:00:00.000Z', promised: true });
    expect(row('2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z')).toEqual({ due: '2026-11-22T08:00:00.000Z', promised: false });
  });

  it('is the promise where there is no limit, and nothing where there is neither', () => {
    expect(row(null, '2026-11-22T09:00:00.000Z').promised).toBe(true);
    expect(row(null, null)).toEqual({ due: null, promised: false });
  });
});

describe('mentions', () => {
  const people = [{ id: '1', name: '张伟' }, { id: '2', name: '张伟国' }, { id: '3', name: 'Ann Lee' }];

  it('are found by the longest name, each person once', () => {
    expect(mentionedIn('@张伟国 请看,@张伟国 和 @Ann Lee', people).toSorted()).toEqual(['2', '3']);
    expect(mentionedIn('@张伟 请看', people)).toEqual(['1']);
  });

  it('are none where an @ is something else', () => {
    expect(mentionedIn('wang@example.com', people)).toEqual([]);
  });
});

describe('a new case', () => {
  const values = { kind: 'fault', channel: 'phone', subject: 's', description: 'd', contact_how: 'x', promise_due: '2026-11-22T10:00:00.000Z', promise_text: 'p', answer: 'a', new_customer: { name: '王' } };

  it('carries the promise only where one was chosen', () => {
    expect(toNewCase({ ...values, answer_now: 'promise' })).toMatchObject({ promise: { due_at: '2026-11-22T10:00:00.000Z', text: 'p' } });
    expect(toNewCase({ ...values, answer_now: 'promise' })).not.toHaveProperty('answer');
    expect(toNewCase({ ...values, answer_now: 'answered' })).toMatchObject({ answered_on_the_spot: true, answer: 'a' });
    expect(toNewCase({ ...values, answer_now: 'answered' })).not.toHaveProperty('promise');
    expect(toNewCase({ ...values, answer_now: 'later' })).not.toHaveProperty('answer');
  });

  it('makes no second customer where one was found', () => {
    expect(toNewCase({ ...values, answer_now: 'later', customer_id: 'cus_1' })).not.toHaveProperty('customer');
    expect(toNewCase({ ...values, answer_now: 'later' })).toMatchObject({ customer: { name: '王' } });
  });

  it.each([['138 0013 8000', true], ['+8613800138000', true], ['a@b.cn', true], ['王丽华', false], ['123', false], ['a@b', false]])('looks %s up exactly: %s', (typed, exact) => {
    expect(looksLikeIdentity(typed)).toBe(exact);
  });
});

describe('the timeline', () => {
  it('names events without capability and version', () => {
    expect(nameOf('cases.clock_met.v1')).toBe('clock_met');
    expect(family('cases.noted.v1')).toBe('said');
    expect(family('cases.clock_started.v1')).toBe('time');
  });

  it('marks what went wrong and what went well', () => {
    expect(tone({ kind: 'cases.clock_breached.v1', body: {} })).toBe('hot');
    expect(tone({ kind: 'cases.confirmed.v1', body: { satisfied: false } })).toBe('hot');
    expect(tone({ kind: 'cases.closed.v1', body: {} })).toBe('ok');
    expect(tone({ kind: 'cases.noted.v1', body: {} })).toBe('plain');
  });

  it('shows what people wrote', () => {
    expect(wordsOf({ body: { body: '已派外线。' } })).toBe('已派外线。');
    expect(wordsOf({ body: { note: 'not_01J' } })).toBeUndefined();
  });

  it('leaves the clocks out unless everything is asked for', () => {
    expect(shownUnder('work', { kind: 'cases.clock_started.v1' })).toBe(false);
    expect(shownUnder('all', { kind: 'cases.clock_started.v1' })).toBe(true);
    expect(shownUnder('said', { kind: 'cases.stepped.v1' })).toBe(false);
  });
});

describe('an edit', () => {
  const known = { subject: 's', description: 'd', kind: 'fault', class: null, priority: 'high', fields: { number: '188****1111', demand: 'x' } } as unknown as Case;

  it('carries only what was changed, so that what is masked stays as it is', () => {
    expect(toEdit(initialEdit(known), known)).toEqual({});
    expect(toEdit({ ...initialEdit(known), subject: 'new', fields: { number: '188****1111', demand: 'y' } }, known)).toEqual({ subject: 'new', fields: { demand: 'y' } });
  });
});

describe('the size of a file', () => {
  it.each([[12, '12 B'], [1536, '1.5 kB'], [5_000_000, '4.8 MB']])('%d is %s', (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });
});
