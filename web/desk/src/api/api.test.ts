import { afterEach, describe, expect, it, vi } from 'vitest';
import { asProblem, http, setCsrf } from './client';
import { KeyRing } from './idempotency';
import { fieldMessages, offline, problemOf, toProblem, unreadable, worthRetrying } from './problem';

const problem = { type: 'about:blank', status: 409, code: 'cases.stale', title: '工单已被他人修改。', request_id: 'req_1', problems: [] };

describe('what the server refuses', () => {
  it('is passed on as it came', () => {
    expect(toProblem(problem)).toBe(problem);
  });

  it('is said to be out of reach when no answer came', () => {
    expect(toProblem(new TypeError('fetch failed'))).toMatchObject({ status: 0, code: offline });
  });

  it('keeps status and request id where the body is no problem', () => {
    expect(problemOf(502, '<html>', 'req_9')).toMatchObject({ status: 502, code: unreadable, request_id: 'req_9' });
  });

  it('is made a problem even with an empty body', async () => {
    const answer = await asProblem(new Response('', { status: 503, headers: { 'x-request-id': 'req_2' } }));
    expect(await answer.json()).toMatchObject({ status: 503, request_id: 'req_2' });
  });

  it('is told by field', () => {
    const many = { ...problem, problems: [{ field: 'subject', code: 'x', detail: '请填写主题。' }] };
    expect(fieldMessages(many)).toEqual({ subject: '请填写主题。' });
    expect(fieldMessages({ ...problem, field: 'due_at' })).toEqual({ due_at: '工单已被他人修改。' });
  });

  it('is only asked again where the server was away or busy', () => {
    expect(worthRetrying(0, problem)).toBe(false);
    expect(worthRetrying(0, { ...problem, status: 503 })).toBe(true);
    expect(worthRetrying(1, new TypeError('x'))).toBe(true);
    expect(worthRetrying(2, new TypeError('x'))).toBe(false);
  });
});

describe('the key of a command', () => {
  const ring = () => {
    let next = 0;
    return new KeyRing(() => `key ${(next += 1)}`);
  };

  it('stays the same until there is a certain answer', () => {
    const keys = ring();
    expect(keys.keyFor('close')).toBe('key 1');
    keys.answered('close', 0);
    expect(keys.keyFor('close')).toBe('key 1');
    keys.answered('close', 503);
    expect(keys.keyFor('close')).toBe('key 1');
    keys.answered('close', 200);
    expect(keys.keyFor('close')).toBe('key 2');
  });

  it('is another one for another command, and after a refusal', () => {
    const keys = ring();
    expect(keys.keyFor('a')).not.toBe(keys.keyFor('b'));
    keys.answered('a', 422);
    expect(keys.keyFor('a')).toBe('key 3');
  });
});

describe('the client', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('sends language, token and key with a change, and only the language with a reading', async () => {
    const sent: Request[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      sent.push(request);
      return Response.json({});
    });
    setCsrf('token');
    await http.GET('/api/v1/cases/counts', { fetch: globalThis.fetch });
    await http.POST('/api/v1/session', { body: { login: 'a', password: 'b' }, fetch: globalThis.fetch });
    const [read, change] = sent;
    expect(read?.headers.get('accept-language')).toBeTruthy();
    expect(read?.headers.get('idempotency-key')).toBeNull();
    expect(change?.headers.get('x-csrf-token')).toBe('token');
    expect(change?.headers.get('idempotency-key')).toHaveLength(32);
  });

  it('throws a problem into the query', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    const { error } = await http.GET('/api/v1/session', { fetch: globalThis.fetch });
    expect(error).toMatchObject({ status: 502, code: unreadable });
  });
});
