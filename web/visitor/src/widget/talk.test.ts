import { describe, expect, it } from 'vitest';

import { SILENCE, heard, isNewDay, isOn, lastSeq, minutes, unread } from './talk';
import type { Conversation, FromServer, Message } from './wire';

const CON: Conversation = { id: 'con_1', state: 'open', agent: { name: '小王' }, rated: false, seen_by_staff: 0 };

function message(seq: number, more: Partial<Message> = {}): FromServer {
  return {
    type: 'message',
    conversation: 'con_1',
    seq,
    client_id: null,
    author: 'agent',
    name: '小王',
    text: `${seq}`,
    files: [],
    at: '2026-11-29T02:00:00Z',
    notice: null,
    ...more,
  };
}

function all(...said: FromServer[]) {
  return said.reduce(heard, SILENCE);
}

const welcome = (conversation: Conversation | null): FromServer => ({
  type: 'welcome',
  token: 't',
  conversation,
  last_seq: 0,
});

describe('a conversation', () => {
  it('takes each message once, whatever the order and however often they come', () => {
    // Every order of four numbers, with repeats.
    for (let turn = 0; turn < 200; turn += 1) {
      const order = [1, 2, 3, 4, ...[1, 2, 3, 4].filter((it) => (turn >> it) & 1)];
      order.sort((a, b) => ((a * 7919 + turn * 104729) % 31) - ((b * 7919 + turn * 104729) % 31));
      const talk = all(welcome(CON), ...order.map((it) => message(it)));
      expect(talk.messages.map((it) => it.seq)).toEqual([1, 2, 3, 4]);
      expect(lastSeq(talk)).toBe(4);
    }
  });

  it('begins with nothing when another one takes its place', () => {
    const talk = all(welcome(CON), message(1), message(2), message(1, { conversation: 'con_2' }));
    expect(talk.messages.map((it) => it.conversation)).toEqual(['con_2']);
    const turned = all(welcome(CON), message(1), { type: 'state', conversation: { ...CON, id: 'con_2' } });
    expect(turned.messages).toEqual([]);
  });

  it('keeps what was said when the same one is welcomed again', () => {
    const talk = all(welcome(CON), message(1), welcome(CON));
    expect(talk.messages).toHaveLength(1);
  });

  it('shows a place in the queue only while it waits', () => {
    const waiting = all(welcome({ ...CON, state: 'waiting', agent: null }), {
      type: 'queue',
      position: 3,
      expected_seconds: 61,
    });
    expect(waiting.queue).toEqual({ position: 3, seconds: 61 });
    expect(heard(waiting, { type: 'state', conversation: CON }).queue).toBeNull();
  });

  it('is over when it is closed, and nobody types in it any more', () => {
    const talk = all(welcome(CON), { type: 'typing', on: true });
    expect(talk.typing && isOn(talk)).toBe(true);
    const closed = heard(talk, { type: 'state', conversation: { ...CON, state: 'closed' } });
    expect(closed.typing || isOn(closed)).toBe(false);
  });

  it('counts what of ours was not seen, and never goes back in what staff saw', () => {
    const talk = all(welcome(CON), message(1, { author: 'customer' }), message(2), message(3));
    expect(unread(talk, 2)).toBe(1);
    const seen = [5, 3].reduce((it, seq) => heard(it, { type: 'seen', seq }), talk);
    expect(seen.seenByStaff).toBe(5);
  });
});

describe('words about time', () => {
  it('promise whole minutes and never none', () => {
    expect([null, 0, 59, 61].map(minutes)).toEqual([null, 1, 1, 2]);
  });

  it('separate days at midnight', () => {
    expect(isNewDay(undefined, '2026-11-29T02:00:00')).toBe(true);
    expect(isNewDay('2026-11-29T02:00:00', '2026-11-29T23:59:00')).toBe(false);
    expect(isNewDay('2026-11-29T23:59:00', '2026-11-30T00:01:00')).toBe(true);
  });
});
