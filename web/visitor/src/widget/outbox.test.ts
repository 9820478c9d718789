import { expect, it } from 'vitest';

import { again, fromText, put, refused, taken, toSend } from './outbox';
import type { Outbox } from './outbox';

const of = (id: string) => ({ client_id: id, text: id, files: [], at: '2026-11-29T02:00:00Z' });
const ids = (outbox: readonly { client_id: string }[]) => outbox.map((one) => one.client_id).join('');
const abc: Outbox = ['a', 'b', 'c'].reduce((all, id) => put(all, of(id)), [] as Outbox);

it('keeps the order and says nothing twice', () => {
  expect(ids(put(abc, of('b')))).toBe('abc');
  expect(ids(taken(abc, 'b'))).toBe('ac');
  expect(ids(taken(abc, null))).toBe('abc');
});

it('does not send again by itself what the server does not take', () => {
  const no = refused(abc, 'b', '太长');
  expect(ids(toSend(no))).toBe('ac');
  expect(ids(toSend(again(no, 'b')))).toBe('acb');
});

it('outlives the page, and takes nothing for an outbox that is none', () => {
  expect(ids(fromText(JSON.stringify(abc)))).toBe('abc');
  for (const text of [null, '', '{', '{"a":1}', '[1,{"client_id":2}]', 'null']) expect(fromText(text)).toEqual([]);
});
