import { expect, it } from 'vitest';

import type { Field, Kind } from './api';
import { asked, isGiven, numberOf, valueOf } from './rules';

const field = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  name: { zh: id, en: id },
  help: null,
  unit: null,
  is: 'text',
  choices: [],
  when: null,
  ...more,
});
const kind: Kind = {
  id: 'fault',
  name: { zh: '报修', en: 'Fault' },
  asks_when: false,
  fields: [
    field('visit', { is: 'yes_no' }),
    field('day', { is: 'date', when: { field: 'visit', is: ['true'] } }),
    field('why', { when: { field: 'visit', is: ['false'] } }),
  ],
};

it('asks only what the answers so far ask for; a yes-or-no that was not answered is a no', () => {
  const ids = (answers: Parameters<typeof asked>[1]) => asked(kind, answers).map((one) => one.id);
  expect(ids({})).toEqual(['visit', 'why']);
  expect(ids({ visit: true })).toEqual(['visit', 'day']);
});

it('takes a no for an answer and blanks for none', () => {
  expect([undefined, '', ' ', [], false, 0, 'x', ['a']].map(isGiven)).toEqual([false, false, false, false, true, true, true, true]);
});

it('gives the server what its fields are', () => {
  expect(valueOf(field('f', { is: 'money' }), '12.35')).toBe(1235);
  expect(valueOf(field('f', { is: 'number' }), '7')).toBe(7);
  expect(valueOf(field('f', { is: 'yes_no' }), 'true')).toBe(true);
});

it('finds the number in what was typed', () => {
  expect(['1024', ' No. 1024 ', '编号：1024', ''].map(numberOf)).toEqual([1024, 1024, 1024, 0]);
});
