import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useContext, useSyncExternalStore } from 'react';
import { getI18n } from 'react-i18next';
import { api, http } from '@/api/client';
import type { Message, NewPlanned, PlannedEdit, Talk, TalkRow } from '@/api/conversations';
import { randomId } from '@/api/idempotency';
import { toProblem } from '@/api/problem';
import { taken } from '@/api/taken';
import { TalkContext } from '@/api/talk-context';
import type { After } from '@/kit/templates';
import { tellDone } from '@/kit/undo';
import { dropRow, freshAfter, isNoNewer, putRow, queryOf, type Filter, type Pages as RowPages } from './list-rules';
import { Outbox, type Outgoing } from './outgoing';
import { putMessage, type Pages } from './thread-rules';

const rows = 50;
const messages = 50;

const listInit = (filter: Filter) => ({ params: { query: { ...queryOf(filter), limit: rows } } });
const messagesInit = (id: string) => ({ params: { path: { id }, query: { limit: messages } } });

/** The rows of a view. Coming back to the workspace they are read anew: what was pushed meanwhile was not heard. */
export function useConversations(filter: Filter) {
  return api.useInfiniteQuery('get', '/api/v1/conversations', listInit(filter), {
    pageParamName: 'after', initialPageParam: null as string | null, getNextPageParam: (last) => last.next, refetchOnMount: 'always', staleTime: Infinity,
  });
}

export function useConversation(id: string) {
  return api.useQuery('get', '/api/v1/conversations/{id}', { params: { path: { id } } }, { refetchOnMount: 'always', staleTime: Infinity });
}

/** The newest messages first come as a page; earlier ones are asked for page by page. */
export function useMessages(id: string) {
  return api.useInfiniteQuery('get', '/api/v1/conversations/{id}/messages', messagesInit(id), {
    pageParamName: 'before', initialPageParam: null as number | null, getNextPageParam: (last) => (last.next ? Number(last.next) : undefined), refetchOnMount: 'always', staleTime: Infinity,
  });
}

export function useTalkCounts() {
  return api.useQuery('get', '/api/v1/conversations/counts', undefined, { staleTime: Infinity });
}

const listKey = (filter: Filter) => ['get', '/api/v1/conversations', listInit(filter)];
const talkKey = (id: string) => api.queryOptions('get', '/api/v1/conversations/{id}', { params: { path: { id } } }).queryKey;
const threadKey = (id: string) => ['get', '/api/v1/conversations/{id}/messages', messagesInit(id)];

/** What the wire says about the list that is shown, put into it; returns what waits behind its bar. */
export function hearRow(cache: QueryClient, filter: Filter, me: string, fresh: ReadonlySet<string>, row: TalkRow): ReadonlySet<string> {
  cache.setQueryData<RowPages>(listKey(filter), (old) => old && putRow(old, row));
  const known = cache.getQueryData<Talk>(talkKey(row.id));
  if (known && isNoNewer(known, row)) {
    cache.setQueryData<Talk>(talkKey(row.id), { ...known, ...row });
    // Where it stands decides what may be done with it, and only its page says that.
    if (known.version !== row.version) void cache.invalidateQueries({ queryKey: talkKey(row.id) });
  }
  return freshAfter(fresh, row, filter, me);
}

/** A conversation is out of sight. */
export function hearGone(cache: QueryClient, filter: Filter, id: string): void {
  cache.setQueryData<RowPages>(listKey(filter), (old) => old && dropRow(old, id));
}

/** The first rows of a view as they are now, without touching what is shown; nothing where they could not be read. */
export async function lookAt(filter: Filter): Promise<{ items: TalkRow[]; whole: boolean } | undefined> {
  const { data } = await http.GET('/api/v1/conversations', listInit(filter)).catch(() => ({ data: undefined }));
  return data && { items: data.items, whole: !data.next };
}

/** A message has come or changed: into the thread, or the thread is read anew where something between is missing. */
export function hearMessage(cache: QueryClient, id: string, message: Message): void {
  const key = threadKey(id);
  const old = cache.getQueryData<Pages>(key);
  if (!old) return;
  const { data, gap } = putMessage(old, message);
  cache.setQueryData<Pages>(key, data);
  if (gap) void cache.invalidateQueries({ queryKey: key });
}

export function hearSeen(cache: QueryClient, id: string, seq: number): void {
  cache.setQueryData<Talk>(talkKey(id), (old) => old && { ...old, seen_by_customer: Math.max(old.seen_by_customer, seq) });
}

/** Everything about conversations is asked for anew: after an act of one's own, or after the wire was away. */
export function renewTalks(cache: QueryClient): Promise<void> {
  return cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/conversations') || queryKey[1] === '/api/v1/presence' });
}

export type Acts = ReturnType<typeof actsOn>;

/** What can be done to a conversation. An act of one's own is seen at once, so its lists are read anew. */
export function actsOn(cache: QueryClient, id: string) {
  const params = { path: { id } };
  const act = async (answer: Promise<{ data?: unknown; error?: unknown }>) => {
    await taken(answer);
    await renewTalks(cache);
  };
  return {
    accept: () => act(http.POST('/api/v1/conversations/{id}/accept', { params, body: {} })),
    take: () => act(http.POST('/api/v1/conversations/{id}/take', { params, body: {} })),
    transfer: (body: { to: { person?: string; queue?: string }; note: string }) => act(http.POST('/api/v1/conversations/{id}/transfer', { params, body })),
    close: (body: { outcome: string; summary?: string }) => act(http.POST('/api/v1/conversations/{id}/close', { params, body })),
    reopen: () => act(http.POST('/api/v1/conversations/{id}/reopen', { params, body: {} })),
    snooze: (until: string | undefined) => act(http.POST('/api/v1/conversations/{id}/snooze', { params, body: until ? { until } : {} })),
    wake: () => act(http.POST('/api/v1/conversations/{id}/wake', { params, body: {} })),
    join: () => act(http.POST('/api/v1/conversations/{id}/join', { params, body: {} })),
    takeOver: (reason: string) => act(http.POST('/api/v1/conversations/{id}/take-over', { params, body: { reason } })),
    whisper: (text: string) => act(http.POST('/api/v1/conversations/{id}/messages', { params, body: { client_id: randomId(), kind: 'whisper', text: text.trim(), files: [], mentions: [], seen_seq: 0, anyway: false } })),
    plan: (body: NewPlanned) => act(http.POST('/api/v1/conversations/{id}/planned', { params, body })),
    changePlanned: (planned: string, body: PlannedEdit) => act(http.PUT('/api/v1/conversations/{id}/planned/{planned}', { params: { path: { id, planned } }, body })),
    sendPlanned: (planned: string) => act(http.POST('/api/v1/conversations/{id}/planned/{planned}/send', { params: { path: { id, planned } }, body: {} })),
    dropPlanned: (planned: string) => act(http.DELETE('/api/v1/conversations/{id}/planned/{planned}', { params: { path: { id, planned } } })),
    recognise: (customer_id: string) => act(http.POST('/api/v1/conversations/{id}/customer', { params, body: { customer_id } })),
    link: (case_id: string) => act(http.POST('/api/v1/conversations/{id}/cases', { params, body: { case_id } })),
    tag: (body: { add: string[]; remove: string[] }) => act(http.POST('/api/v1/conversations/{id}/tags', { params, body })),
    unlink: (case_id: string) => act(http.DELETE('/api/v1/conversations/{id}/cases/{case_id}', { params: { path: { id, case_id } } })),
  };
}

export function useActsOn(id: string): Acts {
  return actsOn(useQueryClient(), id);
}

/** Does to a conversation what its answer says, one after another; what was done can be taken back. */
async function carryOut(acts: Acts, { tags, act }: After): Promise<void> {
  try {
    if (tags.length > 0) await acts.tag({ add: tags, remove: [] });
    if (act?.act === 'close') await acts.close({ outcome: act.outcome });
    if (act?.act === 'snooze') await acts.snooze(undefined);
    if (act?.act === 'transfer') await acts.transfer({ to: { queue: act.queue }, note: act.note ?? '' });
    const back = act?.act === 'close' ? acts.reopen : act?.act === 'snooze' ? acts.wake : undefined;
    tellDone(getI18n().t(`conversations:after.done.${act?.act ?? 'tags'}`), back);
  } catch (thrown) {
    tellDone(getI18n().t('conversations:after.failed', { why: toProblem(thrown).title }));
  }
}

const outboxes = new WeakMap<QueryClient, Outbox>();

/** The one outbox of this page; it outlives the conversation that is open. */
function outboxOf(cache: QueryClient): Outbox {
  const known = outboxes.get(cache);
  if (known) return known;
  const made = new Outbox({
    send: (id, body) => taken(http.POST('/api/v1/conversations/{id}/messages', { params: { path: { id } }, body })),
    later: (run, ms) => void setTimeout(run, ms),
    onSent: (id, message, after) => {
      hearMessage(cache, id, message);
      if (after) void carryOut(actsOn(cache, id), after);
    },
  });
  outboxes.set(cache, made);
  return made;
}

export function useOutbox(): { outbox: Outbox; items: readonly Outgoing[] } {
  const outbox = outboxOf(useQueryClient());
  return { outbox, items: useSyncExternalStore(outbox.subscribe, outbox.items) };
}

export function useLive() {
  return useContext(TalkContext);
}
