import { describe, expect, it } from 'vitest';
import { Live, liveUrl, type Wire } from './live';
import { backoff, nextCursor, readFrame, touches, type LiveEvent, type LiveMessage } from './live-rules';

class FakeWire extends EventTarget {
  readonly sent: string[] = [];
  readonly since: string | undefined;
  closed = false;
  constructor(since: string | undefined) {
    super();
    this.since = since;
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
    this.dispatchEvent(new Event('close'));
  }
  open() {
    this.dispatchEvent(new Event('open'));
  }
  say(message: object) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
}

function bench() {
  const wires: FakeWire[] = [];
  const waiting: (() => void)[] = [];
  const heard: LiveMessage[] = [];
  const live = new Live({
    connect: (since) => {
      const wire = new FakeWire(since);
      wires.push(wire);
      return wire as unknown as Wire;
    },
    later: (run) => waiting.push(run),
    onMessage: (message) => heard.push(message),
  });
  live.start();
  return { live, wires, waiting, heard, last: () => wires.at(-1) as FakeWire };
}

const event = (cursor: string, more: Partial<LiveEvent> = {}): LiveEvent => ({ type: 'event', cursor, kind: 'cases.noted.v1', at: '2026-11-22T03:00:00.000Z', case_id: 'cas_1', actor_id: 'per_1', ...more });

describe('the live stream', () => {
  it('goes on after the last event it saw', () => {
    const { wires, waiting, last } = bench();
    last().open();
    last().say({ type: 'hello', cursor: '5.50' });
    last().say(event('5.51'));
    last().close();
    waiting.shift()?.();
    expect(wires.map(({ since }) => since)).toEqual([undefined, '5.51']);
  });

  it('goes on from the greeting where nothing happened', () => {
    const { wires, waiting, last } = bench();
    last().open();
    last().say({ type: 'hello', cursor: '5.50' });
    last().close();
    waiting.shift()?.();
    expect(wires.at(-1)?.since).toBe('5.50');
  });

  it('does not let a second greeting move it past what it missed', () => {
    expect(nextCursor('5.51', { type: 'hello', cursor: '5.99' })).toBe('5.51');
    expect(nextCursor(undefined, { type: 'hello', cursor: '5.99' })).toBe('5.99');
  });

  it('tells which case is open again after a cut', () => {
    const { live, waiting, last } = bench();
    last().open();
    live.watch('cas_1');
    last().close();
    waiting.shift()?.();
    last().open();
    expect(last().sent).toEqual([JSON.stringify({ type: 'watch', case_id: 'cas_1' })]);
  });

  it('stops for good when told so, and starts again when told so', () => {
    const { live, wires, waiting, last } = bench();
    last().open();
    live.stop();
    expect(waiting).toHaveLength(0);
    live.start();
    expect(wires).toHaveLength(2);
  });

  it('does not listen to an older connection any more', () => {
    const { live, wires, heard } = bench();
    live.stop();
    live.start();
    wires[0]?.say(event('1.1'));
    expect(heard).toHaveLength(0);
  });

  it('keeps who looks at a case', () => {
    const { live, last } = bench();
    last().open();
    last().say({ type: 'presence', case_id: 'cas_1', people: [{ id: 'per_2', name: '张伟', typing: true }] });
    expect(live.watchers().get('cas_1')).toEqual([{ id: 'per_2', name: '张伟', typing: true }]);
  });

  it('passes over what it does not know', () => {
    expect(readFrame('{"type":"fanfare"}')).toBeUndefined();
    expect(readFrame('not json')).toBeUndefined();
    expect(readFrame('{"type":"counts","counts":{"mine":1}}')).toEqual({ type: 'counts', counts: { mine: 1 } });
  });
});

describe('waiting before the next attempt', () => {
  it('doubles up to half a minute and is never nothing', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backoff(0, 0)).toBe(250);
  });
});

describe('what an event makes old', () => {
  const key = (path: string, id?: string) => ['get', path, id ? { params: { path: { id } } } : undefined];

  it('is the case it is about and its timeline, no other case', () => {
    expect(touches(key('/api/v1/cases/{id}', 'cas_1'), event('1.1'))).toBe(true);
    expect(touches(key('/api/v1/cases/{id}/timeline', 'cas_1'), event('1.1'))).toBe(true);
    expect(touches(key('/api/v1/cases/{id}', 'cas_2'), event('1.1'))).toBe(false);
  });

  it('is never a list of cases: that one announces it', () => {
    expect(touches(key('/api/v1/cases'), event('1.1'))).toBe(false);
  });
});

describe('the address of the stream', () => {
  it('follows the page and carries the cursor', () => {
    expect(liveUrl({ protocol: 'https:', host: 'desk.example' }, '5.51')).toBe('wss://desk.example/api/v1/live?since=5.51');
    expect(liveUrl({ protocol: 'http:', host: '127.0.0.1:8080' }, undefined)).toBe('ws://127.0.0.1:8080/api/v1/live');
  });
});
