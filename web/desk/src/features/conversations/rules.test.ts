import { describe, expect, it } from 'vitest';
import type { Message, Talk, TalkRow } from '@/api/conversations';
import { actsFor } from './act-rules';
import { answered, callAt, findings, meansSend, phrasesFor, type Standards } from './compose-rules';
import { belongs, chipsOf, dropRow, freshAfter, inSight, newsOf, parseFilter, placed, putRow, queryOf, rowsOf, savedQuery, searchOf, shownOf, tagsBack, type Pages as RowPages } from './list-rules';
import { opening, snoozedUntil, type Calendars } from './snooze-rules';
import { asDescription, asSubject, beginsDay, goesOn, messagesOf, putMessage, type Pages } from './thread-rules';

const me = 'per_1';
const row = (change: Partial<TalkRow> = {}): TalkRow => ({
  id: 'con_1', entrance_id: 'ent_1', medium: 'chat', channel: 'chat', queue: 'chat', state: 'open', name: '王先生', came_at: '2026-11-29T01:00:00Z',
  unread: 0, seen_by_staff: 0, seen_by_customer: 0, last: { seq: 1, author: 'customer', text: '您好', at: '2026-11-29T01:00:00Z' }, case_count: 0, tags: [], version: 1, agent: { id: me, name: '林晓' }, ...change,
});
const message = (seq: number, change: Partial<Message> = {}): Message => ({ seq, author: 'customer', kind: 'text', text: `第 ${seq} 句`, files: [], mentions: [], facts: {}, at: '2026-11-29T01:00:00Z', ...change });
const rows = (...items: TalkRow[]): RowPages => ({ pages: [{ items }], pageParams: [null] });

describe('the list', () => {
  it('keeps its order when a row changes, and forgets no newer state for an older one', () => {
    const before = rows(row({ id: 'a', version: 3 }), row({ id: 'b' }));
    const after = putRow(before, row({ id: 'b', unread: 2, version: 2 }));
    expect(rowsOf(after)?.map(({ id, unread }) => [id, unread])).toEqual([['a', 0], ['b', 2]]);
    expect(putRow(before, row({ id: 'a', version: 2 }))).toBe(before);
    expect(putRow(before, row({ id: 'c' }))).toBe(before);
    const said = putRow(before, row({ id: 'b', last: { seq: 5, author: 'customer', text: '在吗', at: '' } }));
    expect(rowsOf(said)?.[1]?.last.seq).toBe(5);
    expect(putRow(said, row({ id: 'b' }))).toBe(said);
  });

  it('loses a row that may no longer be seen', () => {
    expect(rowsOf(dropRow(rows(row({ id: 'a' }), row({ id: 'b' })), 'a'))?.map(({ id }) => id)).toEqual(['b']);
  });

  it.each([
    ['mine', row(), true], ['mine', row({ agent: { id: 'per_2', name: '' } }), false], ['mine', row({ state: 'snoozed' }), false],
    ['mine', row({ state: 'offered', agent: null, offered_to: { id: me, name: '' } }), true], ['mine', row({ state: 'closed' }), false],
    ['queue', row({ state: 'waiting', agent: null }), true], ['queue', row(), false], ['snoozed', row({ state: 'snoozed' }), true],
    ['closed', row({ state: 'closed' }), true], ['all', row({ state: 'closed' }), false], ['team', row({ agent: { id: 'per_2', name: '' } }), true], ['mentions', row(), undefined],
  ] as const)('of %s knows what stands in it', (view, it, stands) => {
    expect(belongs(view, it, me)).toBe(stands);
  });

  it('counts what is new until it is shown or goes elsewhere', () => {
    const filter = { view: 'queue' } as const;
    const one = freshAfter(new Set(), row({ id: 'a', state: 'waiting' }), filter, me);
    expect(newsOf(one, [])).toBe(1);
    expect(newsOf(one, [row({ id: 'a' })])).toBe(0);
    expect(freshAfter(one, row({ id: 'a', state: 'waiting' }), filter, me)).toBe(one);
    expect(freshAfter(one, row({ id: 'a', state: 'open' }), filter, me).size).toBe(0);
    expect(freshAfter(new Set(), row({ state: 'waiting' }), { view: 'queue', channel: 'email' }, me).size).toBe(0);
  });

  it('keeps its view and filters in the address', () => {
    expect(parseFilter({ view: 'queue', q: ' 退款 ', channel: 'chat', from: '2026-11-01' })).toEqual({ view: 'queue', q: '退款', channel: 'chat', from: '2026-11-01' });
    expect(parseFilter({ view: 'nonsense' }).view).toBe('mine');
    expect(searchOf({ view: 'mine', agent: 'per_1' })).toEqual({ view: undefined, agent: 'per_1' });
    expect(chipsOf({ view: 'mine', q: '退款', agent: 'per_1', to: '2026-11-02' })).toEqual([{ name: 'agent', value: 'per_1' }, { name: 'to', value: '2026-11-02' }]);
  });

  it('knows which tags are asked for, and gives back those that were there before a change', () => {
    const fresh = (tags: string[], asked: string) => freshAfter(new Set(), row({ state: 'waiting', tags }), { view: 'queue', tags: asked }, me).size;
    expect([fresh(['tag_1'], 'tag_2,tag_1'), fresh(['tag_1'], 'tag_2'), fresh([], 'tag_1')]).toEqual([1, 0, 0]);
    expect(tagsBack(['a', 'b'], { add: ['a', 'c'], remove: ['b', 'd'] })).toEqual({ add: ['b'], remove: ['c'] });
  });

  it('keeps in a saved view all but which one it was begun with', () => {
    const filter = parseFilter({ view: 'closed', tags: 'tag_1,tag_2', q: '退款', saved: 'viw_1' });
    expect(savedQuery(filter)).toBe('view=closed&q=%E9%80%80%E6%AC%BE&tags=tag_1%2Ctag_2');
    expect(parseFilter(Object.fromEntries(new URLSearchParams(savedQuery(filter))))).toEqual({ ...filter, saved: undefined });
    expect(queryOf({ view: 'closed', tags: 'tag_1', saved: 'viw_1' })).toEqual({ view: 'closed', tags: 'tag_1' });
  });

  it('looks for words everywhere within sight, unless it stays in the view', () => {
    expect(queryOf({ view: 'mine', q: '退款' })).toEqual({ view: 'found', q: '退款' });
    expect(queryOf({ view: 'closed', q: '退款', only: 'view' })).toEqual({ view: 'closed', q: '退款' });
    expect(queryOf({ view: 'closed', agent: 'per_1', channel: undefined })).toEqual({ view: 'closed', agent: 'per_1' });
    expect(shownOf({ view: 'team', customer: 'cus_1' })).toBe('found');
    expect(freshAfter(new Set(), row({ state: 'waiting' }), { view: 'queue', q: '退款' }, me).size).toBe(0);
  });

  it('knows where each part of what was found begins', () => {
    expect(placed([{ text: '家里的' }, { text: '宽带' }, { text: '断了' }]).map(({ from }) => from)).toEqual([0, 3, 5]);
  });

  it('keeps what only the list knows when the wire tells of a row, and forgets a promise with its case', () => {
    const promise = { due_at: '2026-11-29T02:00:00Z', text: '回电' };
    const before = rows(row({ case_count: 1, called: true, promise, found: { seq: 1, parts: [{ text: '您好', hit: true }] } }));
    expect(rowsOf(putRow(before, row({ case_count: 1, version: 2 })))?.[0]).toMatchObject({ called: true, promise, found: { seq: 1 } });
    expect(rowsOf(putRow(before, row({ version: 2 })))?.[0]?.promise).toBeUndefined();
  });

  it('draws the rows in sight and no others', () => {
    for (const scrolled of [0, 500, 77_000]) {
      const { from, to } = inSight(scrolled, 600, 78, 1000);
      expect(from * 78).toBeLessThanOrEqual(scrolled);
      expect(Math.min(to, 1000) * 78).toBeGreaterThanOrEqual(Math.min(scrolled + 600, 78_000));
      expect(to - from).toBeLessThan(24);
    }
  });
});

describe('the thread', () => {
  const thread: Pages = { pages: [{ items: [message(3), message(4)], next: '3' }, { items: [message(1), message(2)] }], pageParams: [null, 3] };

  it('stands in the order of its numbers, however its pages came', () => {
    expect(messagesOf(thread).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('takes the next message, the same one twice, and a changed one in its place', () => {
    const once = putMessage(thread, message(5));
    const twice = putMessage(once.data, message(5, { delivery: 'sent' }));
    expect(once.gap || twice.gap).toBe(false);
    expect(messagesOf(twice.data).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(messagesOf(twice.data).at(-1)?.delivery).toBe('sent');
  });

  it('says when a message between is missing, and leaves alone what lies before its pages', () => {
    expect(putMessage(thread, message(7))).toEqual({ data: thread, gap: true });
    const cut: Pages = { pages: [{ items: [message(3)] }], pageParams: [null] };
    expect(putMessage(cut, message(1))).toEqual({ data: cut, gap: false });
  });

  it('comes out the same in whatever order the wire repeats itself', () => {
    const heard = [5, 6, 7, 8].map((seq) => message(seq));
    const orders = [[0, 1, 2, 3], [0, 0, 1, 1, 2, 3, 3], [0, 1, 0, 2, 1, 3, 2]];
    const ends = orders.map((order) => messagesOf(order.reduce((data, at) => putMessage(data, heard[at] ?? message(5)).data, thread)).map(({ seq }) => seq));
    for (const end of ends) expect(end).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('begins a new day, and goes on within one', () => {
    const all = [message(1), message(2), message(3, { at: '2026-11-29T01:30:00Z' }), message(4, { at: '2026-11-30T01:30:00Z' }), message(5, { at: '2026-11-30T01:30:00Z', kind: 'note', author: 'agent' })];
    expect(all.map((_, at) => beginsDay(all, at, (moment) => moment.slice(0, 10)))).toEqual([true, false, false, true, false]);
    expect(all.map((_, at) => goesOn(all, at))).toEqual([false, true, false, false, false]);
  });

  it('becomes the words of a case', () => {
    const all = [message(1, { author: 'agent', text: '您好' }), message(2, { text: '宽带断线\n三天了' }), message(3)];
    expect(asSubject(all, new Set([1, 2]))).toBe('宽带断线');
    expect(asDescription(all, new Set([1, 2]), ({ author }) => author)).toBe('agent：您好\ncustomer：宽带断线\n三天了');
  });
});

const standards: Standards = {
  openings: [{ id: 'a', moment: { zh: '开场', en: 'Opening' }, text: { zh: '您好', en: 'Hello' } }], closings: [],
  phrases: [{ id: 'b', moment: { zh: '电话', en: 'Phone' }, text: { zh: '喂', en: 'Hi' }, channels: ['phone'] }],
  forbidden: [{ id: '不知道', instead: '我帮您核实一下', on_use: 'warn' }, { id: '急什么', on_use: 'block' }, { id: '亲', on_use: 'warn', channels: ['email'] }],
  emoji: { channels: ['chat'], at_most: 1 },
};

describe('a reply', () => {
  it('is held to the words of the policy of its channel', () => {
    expect(findings('这个我不知道', standards, 'chat')).toEqual([{ sort: 'forbidden', word: '不知道', instead: '我帮您核实一下', block: false }]);
    expect(findings('急什么', standards, 'chat')).toMatchObject([{ block: true }]);
    expect(findings('亲，您好', standards, 'chat')).toEqual([]);
    expect(findings('您好', undefined, 'chat')).toEqual([]);
  });

  it('has few emoji, and none where they are not usual', () => {
    expect(findings('好的😀', standards, 'chat')).toEqual([]);
    expect(findings('好的😀😀', standards, 'chat')).toMatchObject([{ sort: 'emoji', count: 2 }]);
    expect(findings('好的😀', standards, 'email')).toMatchObject([{ sort: 'emoji' }]);
  });

  it.each([
    ['身份证 11010519491231002X', 'identity'], ['卡号 6222 0210 0111 6245 702', 'card'], ['手机 138-1234-5678', 'mobile'],
    ['订单 2026112900000000', undefined], ['请拨打 10086', undefined], ['第 1234567890123456 号', undefined],
  ])('in %s tells personal data from other figures', (text, what) => {
    expect(findings(text, standards, 'chat')).toMatchObject(what ? [{ sort: 'personal', what }] : []);
  });

  it('is sent by the key somebody chose', () => {
    const key = { key: 'Enter', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
    expect(meansSend(key, 'enter')).toBe(true);
    expect(meansSend({ ...key, shiftKey: true }, 'enter')).toBe(false);
    expect(meansSend(key, 'ctrl+enter')).toBe(false);
    expect(meansSend({ ...key, ctrlKey: true }, 'ctrl+enter')).toBe(true);
  });

  it('calls up answers and colleagues at the caret', () => {
    expect(callAt('/tk', 3)).toEqual({ sign: '/', typed: 'tk', from: 0 });
    expect(callAt('好的，/退款', 6)).toEqual({ sign: '/', typed: '退款', from: 3 });
    expect(callAt('1/2', 3)).toBeUndefined();
    expect(callAt('请 @林晓 看', 5)).toEqual({ sign: '@', typed: '林晓', from: 2 });
    expect(callAt('请 @林晓 看', 7)).toBeUndefined();
    expect(answered('好的，/退款 谢谢', { sign: '/', typed: '退款', from: 3 }, '已退')).toEqual({ text: '好的，已退 谢谢', caret: 5 });
  });

  it('finds the phrases of its channel', () => {
    expect(phrasesFor(standards, 'chat', 'zh-CN')).toEqual([{ id: 'a', name: '开场', text: '您好' }]);
    expect(phrasesFor(standards, 'phone', 'en')).toHaveLength(2);
  });
});

describe('snoozing', () => {
  const calendars: Calendars = {
    calendars: { office: { keeps_holidays: true, week: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: ['13:30-18:00', '09:30-12:00'], sat: [], sun: [] }, dates: { '2026-12-01': ['10:00-12:00'] } } },
    holidays: [{ off: { from: '2026-11-30', to: '2026-11-30' }, worked: ['2026-12-05'] }],
  };
  const opens = (day: Date) => opening(calendars, 'office', `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`, day.getDay());

  it('knows days off, shifted workdays, single days and the earliest of several times', () => {
    expect(opening(calendars, 'office', '2026-11-30', 1)).toBeUndefined();
    expect(opening(calendars, 'office', '2026-12-05', 6)).toBe(540);
    expect(opening(calendars, 'office', '2026-12-01', 2)).toBe(600);
    expect(opening(calendars, 'office', '2026-12-04', 5)).toBe(570);
    expect(opening(calendars, 'office', '2026-12-06', 0)).toBeUndefined();
  });

  it('ends when work begins again', () => {
    const sunday = new Date(2026, 10, 29, 20, 0);
    expect(new Date(snoozedUntil('hour', sunday, opens))).toEqual(new Date(2026, 10, 29, 21, 0));
    expect(new Date(snoozedUntil('tomorrow', sunday, opens))).toEqual(new Date(2026, 11, 1, 10, 0));
    expect(new Date(snoozedUntil('week', new Date(2026, 11, 2, 9), opens))).toEqual(new Date(2026, 11, 7, 9, 0));
    expect(new Date(snoozedUntil('tomorrow', sunday, () => undefined))).toEqual(new Date(2026, 10, 30, 9, 0));
  });
});

describe('what can be done', () => {
  const none = { reply: false, note: true, accept: false, take: false, transfer: false, close: false, snooze: false, wake: false, reopen: false, supervise: false, whisper: false };
  const talk = (change: Partial<Talk>, rights: Partial<Talk['rights']>): Talk => ({ ...row(), rights: { ...none, ...rights }, cases: [], drafting: [], planned: [], ...change });

  it('has one next act', () => {
    expect(actsFor(talk({ state: 'offered' }, { accept: true, take: true })).primary?.name).toBe('accept');
    expect(actsFor(talk({ state: 'waiting' }, { take: true })).primary?.name).toBe('take');
    expect(actsFor(talk({}, { close: true })).primary?.name).toBe('close');
    expect(actsFor(talk({}, {})).primary).toBeUndefined();
  });

  it('keeps in its place what cannot be done now', () => {
    const { beside } = actsFor(talk({}, {}));
    expect(beside.map(({ name, allowed }) => [name, allowed])).toEqual([['transfer', false], ['snooze', false], ['close', false]]);
    expect(actsFor(talk({ state: 'snoozed' }, { wake: true, close: true })).beside.map(({ name }) => name)).toContain('wake');
    expect(actsFor(talk({ state: 'closed' }, {})).beside.map(({ name }) => name)).toEqual(['reopen']);
  });

  it('offers supervisors what is theirs', () => {
    expect(actsFor(talk({}, { supervise: true })).rest.map(({ name }) => name)).toEqual(['whisper', 'join', 'take_over', 'new_case', 'link']);
    expect(actsFor(talk({}, {})).rest.map(({ name }) => name)).toEqual(['new_case', 'link']);
  });
});
