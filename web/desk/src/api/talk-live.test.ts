import { describe, expect, it } from 'vitest';
import type { Message } from './conversations';
import { TalkLive, talkUrl } from './talk-live';
import { aroundAfter, nobodyAround, readTalkFrame, type TalkEvent } from './talk-rules';

class Wire extends EventTarget {
  said: string[] = [];
  send = (text: string) => void this.said.push(text);
  close = () => undefined;
  is = (name: 'open' | 'close') => this.dispatchEvent(new Event(name));
  says = (event: object) => this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
}

function made() {
  const wires: Wire[] = [];
  const opened: boolean[] = [];
  const events: TalkEvent[] = [];
  const timers: (() => void)[] = [];
  const live = new TalkLive({
    connect: () => {
      const wire = new Wire();
      wires.push(wire);
      return wire as unknown as WebSocket;
    },
    later: (run) => void timers.push(run),
    onEvent: (event) => void events.push(event),
    onOpen: (again) => void opened.push(again),
  });
  live.start();
  return { live, wires, opened, events, pass: () => timers.splice(0).forEach((run) => run()) };
}

describe('the wire of conversations', () => {
  it('comes back after a cut, says again what is open here, and tells that something may be missing', () => {
    const { live, wires, opened, pass } = made();
    wires[0]?.is('open');
    live.watch('con_1', true);
    wires[0]?.is('close');
    expect(live.state()).toBe('lost');
    pass();
    wires[1]?.is('open');
    expect(opened).toEqual([false, true]);
    expect(wires[1]?.said).toEqual([JSON.stringify({ type: 'watch', conversation: 'con_1', typing: false })]);
  });

  it('no longer listens to a wire that was replaced', () => {
    const { wires, events, pass } = made();
    wires[0]?.is('close');
    pass();
    wires[0]?.says({ type: 'gone', id: 'con_1' });
    wires[1]?.says({ type: 'gone', id: 'con_2' });
    expect(events).toEqual([{ type: 'gone', id: 'con_2' }]);
  });

  it('knows who is around the open conversation, and forgets them with it', () => {
    const { live, wires } = made();
    wires[0]?.is('open');
    live.watch('con_1');
    wires[0]?.says({ type: 'viewers', conversation: 'con_1', people: [{ id: 'per_1', name: '林晓' }] });
    wires[0]?.says({ type: 'typing', conversation: 'con_2', on: true });
    expect(live.around()).toEqual({ typing: false, viewers: [{ id: 'per_1', name: '林晓' }] });
    live.watch('con_2');
    expect(live.around()).toEqual(nobodyAround);
  });

  it('has its address by the page’s', () => {
    expect(talkUrl({ protocol: 'https:', host: 'a.example' })).toBe('wss://a.example/api/v1/conversations/live');
  });
});

describe('its frames', () => {
  it('are passed over where they are unknown or broken', () => {
    expect(readTalkFrame('{')).toBeUndefined();
    expect(readTalkFrame('{"type":"weather"}')).toBeUndefined();
    expect(readTalkFrame('{"type":"gone","id":"con_1"}')).toEqual({ type: 'gone', id: 'con_1' });
  });

  it('end the sign of writing with the message itself', () => {
    const message: Message = { seq: 1, author: 'customer', kind: 'text', text: '', files: [], mentions: [], facts: {}, at: '' };
    const around = { typing: true, viewers: [] };
    expect(aroundAfter(around, { type: 'message', conversation: 'a', message }, 'a').typing).toBe(false);
    expect(aroundAfter(around, { type: 'message', conversation: 'b', message }, 'a')).toBe(around);
    expect(aroundAfter(around, { type: 'gone', id: 'a' }, 'a')).toBe(around);
  });
});
