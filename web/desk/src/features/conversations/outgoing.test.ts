import { describe, expect, it } from 'vitest';
import type { Message, NewMessage } from '@/api/conversations';
import { Outbox } from './outgoing';

const body = (id: string): NewMessage => ({ client_id: id, kind: 'text', text: id, files: [], mentions: [], seen_seq: 1, anyway: false });
const problem = (code: string, status: number) => ({ type: 'about:blank', status, code, title: code, request_id: '', with: { count: 2 } });

/** An outbox whose server answers when the test says so, and whose time passes when the test says so. */
function box() {
  const asked: { body: NewMessage; answer: (thrown?: unknown) => Promise<void> }[] = [];
  const timers: (() => void)[] = [];
  const sent: string[] = [];
  const outbox = new Outbox({
    send: (_, body) => new Promise<Message>((resolve, reject) => asked.push({ body, answer: async (thrown) => {
      if (thrown) reject(thrown);
      else resolve({ seq: 1, author: 'agent', kind: 'text', text: body.text, files: [], mentions: [], facts: {}, at: '' });
      await new Promise((done) => setTimeout(done));
    } })),
    later: (run) => void timers.push(run),
    onSent: (_, { text }, after) => void sent.push(after?.act ? `${text}, then ${after.act.act}` : text),
  });
  return { outbox, asked, sent, pass: () => timers.splice(0).forEach((run) => run()), states: () => outbox.items().map(({ body, state }) => [body.client_id, state]) };
}

describe('a message on its way', () => {
  it('waits a moment in which it can be taken back', () => {
    const { outbox, asked, pass, states } = box();
    outbox.put('con_1', body('a'), [], 0, 3000);
    expect(states()).toEqual([['a', 'held']]);
    expect(outbox.takeBack('a')?.body.text).toBe('a');
    pass();
    expect(asked).toEqual([]);
  });

  it('is followed by what its answer says once it was sent, and takes that back along', async () => {
    const { outbox, asked, sent, pass } = box();
    const after = { tags: ['tag_1'], act: { act: 'close' as const, outcome: 'answered' } };
    outbox.put('con_1', body('a'), [], 0, 3000, after);
    expect(outbox.takeBack('a')?.after).toEqual(after);
    outbox.put('con_1', body('b'), [], 0, 3000, after);
    pass();
    expect(sent).toEqual([]);
    await asked[0]?.answer();
    expect(sent).toEqual(['b, then close']);
  });

  it('cannot be taken back once it goes', async () => {
    const { outbox, asked, sent, pass } = box();
    outbox.put('con_1', body('a'), [], 0, 3000);
    pass();
    expect(outbox.takeBack('a')).toBeUndefined();
    await asked[0]?.answer();
    expect(sent).toEqual(['a']);
    expect(outbox.items()).toEqual([]);
  });

  it('never overtakes the one before it, while other conversations go on', async () => {
    const { outbox, asked, sent } = box();
    outbox.put('con_1', body('a'), [], 0, 0);
    outbox.put('con_1', body('b'), [], 0, 0);
    outbox.put('con_2', body('c'), [], 0, 0);
    expect(asked.map(({ body }) => body.text)).toEqual(['a', 'c']);
    await asked[0]?.answer();
    await asked[2]?.answer();
    await asked[1]?.answer();
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('asks once more where the customer wrote meanwhile, and goes out anyway on demand', async () => {
    const { outbox, asked, states } = box();
    outbox.put('con_1', body('a'), [], 0, 0);
    await asked[0]?.answer(problem('channels.newer_messages', 409));
    expect(outbox.items()[0]).toMatchObject({ state: 'newer', newer: 2 });
    outbox.again('a', true);
    expect(asked[1]?.body).toMatchObject({ client_id: 'a', anyway: true });
    expect(states()).toEqual([['a', 'sending']]);
  });

  it('waits for a server that is away, and goes out under the same id when it is back', async () => {
    const { outbox, asked, sent, states } = box();
    outbox.put('con_1', body('a'), [], 0, 0);
    await asked[0]?.answer(new TypeError('fetch failed'));
    expect(states()).toEqual([['a', 'away']]);
    outbox.reachable();
    await asked[1]?.answer();
    expect(asked.map(({ body }) => body.client_id)).toEqual(['a', 'a']);
    expect(sent).toEqual(['a']);
  });

  it('stays with its reason where the server says no, and holds up no other', async () => {
    const { outbox, asked, states } = box();
    outbox.put('con_1', body('a'), [], 0, 0);
    outbox.put('con_1', body('b'), [], 0, 0);
    await asked[0]?.answer(problem('channels.closed', 409));
    outbox.put('con_1', body('c'), [], 0, 0);
    expect(states()).toEqual([['a', 'refused'], ['b', 'sending'], ['c', 'due']]);
  });
});
