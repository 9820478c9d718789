import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as Ws } from 'ws';

import { Chat } from './chat';
import { keepOf } from './keep';
import { DEAD_AFTER, Line, waitBefore } from './line';
import { Peer } from './peer';
import type { Entrance } from './wire';

const ENTRANCE: Entrance = {
  title: { zh: '客服', en: 'Help' },
  greeting: { zh: '您好', en: 'Hello' },
  colour: '#b0420b',
  topics: [],
  open: true,
  opens_at: null,
  longest_message: 500,
  largest_file: 1000,
  file_types: ['image/png'],
};
/** Real sockets; waits before a new try are as short as chance lets them be, and are made shorter still below. */
const WORLD = { socket: (url: string) => new Ws(url) as unknown as WebSocket, chance: () => 0 };

let peer: Peer;
let open: Chat[] = [];

function chat(storage?: () => Storage): Chat {
  const it = new Chat(
    { origin: `http://127.0.0.1:${peer.port}`, entrance: 'ent_1', language: 'zh-CN' },
    keepOf('ent_1', storage),
    WORLD,
  );
  it.begin(ENTRANCE);
  open.push(it);
  return it;
}

/** The page is gone: nothing of it is heard any more. */
function gone(it: Chat): void {
  (it as unknown as { line: Line }).line.close();
}

const texts = (it: Chat) => it.shown.talk.messages.map((one) => one.text);
const settled = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

beforeEach(async () => {
  localStorage.clear();
  peer = await Peer.start();
});

afterEach(async () => {
  for (const it of open) gone(it);
  open = [];
  await peer.stop();
});

describe('a visitor', () => {
  it('loses and doubles nothing however often the network fails, and keeps the order', { timeout: 60_000 }, async () => {
    const it = chat();
    it.turn(true);
    let asked = 0;
    // Every third word is cut before it is kept, every fourth after it was kept and before it was acknowledged.
    peer.cut = (when) => {
      asked += 1;
      return asked < 60 && asked % (when === 'hears' ? 3 : 4) === 0;
    };
    const said = Array.from({ length: 12 }, (_, at) => `${at}`);
    for (const text of said) it.say(text, []);
    await settled(() => expect(it.shown.outbox).toEqual([]));
    expect(peer.kept.map((one) => one.text)).toEqual(said);
    expect(texts(it)).toEqual(said);
  });

  it('finds what was said meanwhile after the server was away', { timeout: 30_000 }, async () => {
    const it = chat();
    it.turn(true);
    it.say('在吗', []);
    await settled(() => expect(texts(it)).toEqual(['在吗']));
    await peer.restart();
    peer.answer('在的');
    await settled(() => expect(texts(it)).toEqual(['在吗', '在的']));
  });

  it('sends after the page was loaded again what the page before could not', { timeout: 30_000 }, async () => {
    const before = chat();
    before.turn(true);
    before.say('一', []);
    await settled(() => expect(before.shown.outbox).toEqual([]));
    peer.cut = () => true;
    before.say('二', []);
    before.say('三', []);
    gone(before);
    peer.cut = () => false;
    const after = chat();
    await settled(() => expect(texts(after)).toEqual(['一', '二', '三']));
    expect(peer.kept).toHaveLength(3);
    expect(after.shown.outbox).toEqual([]);
  });

  it('is one in two tabs: both show the same, and what one said is not sent again by the other', { timeout: 30_000 }, async () => {
    const one = chat();
    one.turn(true);
    one.say('一', []);
    await settled(() => expect(texts(one)).toEqual(['一']));
    const two = chat();
    two.turn(true);
    await settled(() => expect(texts(two)).toEqual(['一']));
    two.say('二', []);
    peer.drop();
    await settled(() => expect([texts(one), texts(two)]).toEqual([['一', '二'], ['一', '二']]));
    expect(peer.kept).toHaveLength(2);
  });

  it('talks within the page where the browser keeps nothing', { timeout: 30_000 }, async () => {
    const it = chat(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    it.turn(true);
    it.say('一', []);
    await settled(() => expect(texts(it)).toEqual(['一']));
    peer.drop();
    it.say('二', []);
    await settled(() => expect(texts(it)).toEqual(['一', '二']));
  });

  it('has seen what is shown, and nothing while the panel is closed', async () => {
    const it = chat();
    it.turn(true);
    it.say('一', []);
    await settled(() => expect(texts(it)).toHaveLength(1));
    it.turn(false);
    peer.answer('二');
    await settled(() => expect(it.shown.unread).toBe(1));
    it.turn(true);
    expect(it.shown.unread).toBe(0);
    it.turn(false);
    expect(it.shown.unread).toBe(0);
  });
});

describe('the line', () => {
  it('waits longer and longer, up to half a minute, never the same for all', () => {
    const least = Array.from({ length: 12 }, (_, tries) => waitBefore(tries, 0));
    expect(least[0]).toBeLessThan(500);
    expect(least.every((it, at) => it >= (least[at - 1] ?? 0))).toBe(true);
    expect(waitBefore(99, 1)).toBe(30_000);
    expect(waitBefore(3, 0)).toBeLessThan(waitBefore(3, 1));
  });

  it('is made anew when an answer that is due does not come', () => {
    vi.useFakeTimers();
    try {
      const made: EventTarget[] = [];
      const socket = () => {
        const it = Object.assign(new EventTarget(), { send: () => {}, close: () => {} });
        made.push(it);
        return it as unknown as WebSocket;
      };
      const hello = () => ({ type: 'hello' as const, token: null, since: 0, language: 'en' });
      const line = new Line('ws://x', { hello, heard: () => {}, turned: () => {} }, { socket, chance: () => 0 });
      line.open();
      made[0]?.dispatchEvent(new Event('open'));
      vi.advanceTimersByTime(DEAD_AFTER - 1);
      expect(made).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(made).toHaveLength(2);
      line.close();
      vi.advanceTimersByTime(120_000);
      expect(made).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
});
