import type { Client } from 'openapi-fetch';
import type { OpenapiQueryClient } from 'openapi-react-query';
import { api, http } from './client';
import type { Named, Problem } from './types';

/*
 * The shapes of conversations, as the contract of the channels core gives them.
 */
export type Medium = 'chat' | 'mail' | 'webhook' | 'wechat';
export type TalkState = 'waiting' | 'offered' | 'open' | 'snoozed' | 'closed';
export type Author = 'customer' | 'agent' | 'system';
export type MessageKind = 'text' | 'note' | 'notice';

export type TalkRow = {
  id: string;
  entrance_id: string;
  medium: Medium;
  channel: string;
  queue: string;
  topic?: string | null;
  language?: string | null;
  state: TalkState;
  customer_id?: string | null;
  name: string;
  tier?: string | null;
  subject?: string | null;
  agent?: Named | null;
  offered_to?: Named | null;
  offered_until?: string | null;
  came_at: string;
  waiting_since?: string | null;
  due_at?: string | null;
  unread: number;
  seen_by_staff: number;
  seen_by_customer: number;
  last: { seq: number; author: Author; text: string; at: string };
  closed_at?: string | null;
  snoozed_until?: string | null;
  case_count: number;
  outcome?: string | null;
  rating?: number | null;
  rating_text?: string | null;
  version: number;
};

export type TalkRight = 'reply' | 'note' | 'accept' | 'take' | 'transfer' | 'close' | 'snooze' | 'wake' | 'reopen' | 'supervise';
export type TalkDraft = { text: string; kind: MessageKind; seen_seq: number };

export type Talk = TalkRow & {
  rights: Record<TalkRight, boolean>;
  cases: { id: string; number: string; subject: string }[];
  draft?: TalkDraft | null;
  drafting: Named[];
};

export type TalkFile = { id: string; name: string; media_type: string; bytes: number; picture: boolean };

export type Message = {
  seq: number;
  author: Author;
  kind: MessageKind;
  person?: Named | null;
  text: string;
  quoted?: string | null;
  html?: string | null;
  files: TalkFile[];
  at: string;
  client_id?: string | null;
  notice?: string | null;
  mentions?: string[];
  delivery?: 'waiting' | 'sent' | 'failed' | null;
  failure?: string | null;
  facts?: Record<string, unknown> | null;
};

export type TalkCounts = { mine: number; offered: number; unanswered: number; queue: number; team: number; snoozed: number };
export type PresenceState = 'online' | 'busy' | 'break' | 'training' | 'wrap_up' | 'offline';
export type Presence = { state: PresenceState; reason?: string | null; since: string; until?: string | null; load: number; words: PresenceWord[] };
export type PresenceWord = { id: string; name: { zh: string; en: string }; state: PresenceState; limit?: string | null };

export type NewMessage = { client_id: string; kind: MessageKind; text: string; files: string[]; mentions: string[]; seen_seq: number; anyway: boolean };
export type TalkView = 'mine' | 'queue' | 'team' | 'all' | 'snoozed' | 'closed' | 'mentions';
export type TalkQuery = { view: TalkView; channel?: string; after?: string | null; limit?: number };

type None = { query?: never; header?: never; path?: never; cookie?: never };
type Ok<T> = { responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': T } }; default: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } } } };
type Sends<B> = { requestBody: { content: { 'application/json': B } } };
type Asks<Q, P> = { parameters: { query?: Q; header?: never; path: P; cookie?: never } };
type Get<T, Q = never, P = never> = { get: Ok<T> & { parameters: { query?: Q; header?: never; path: P; cookie?: never } } };
type Plain<T> = { get: Ok<T> & { parameters: None } };
type On = { id: string };
type Act<B, T = Talk> = { post: Asks<never, On> & Sends<B> & Ok<T> };

export type TalkPaths = {
  '/api/v1/conversations': { get: Ok<{ items: TalkRow[]; next?: string | null }> & { parameters: { query: TalkQuery; header?: never; path?: never; cookie?: never } } };
  '/api/v1/conversations/counts': Plain<TalkCounts>;
  '/api/v1/conversations/{id}': Get<Talk, never, On>;
  '/api/v1/conversations/{id}/messages': Get<{ items: Message[]; next?: string | null }, { before?: number | null; limit?: number }, On> & Act<NewMessage, Message>;
  '/api/v1/conversations/{id}/accept': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/decline': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/take': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/transfer': Act<{ to: { person?: string; queue?: string }; note: string }>;
  '/api/v1/conversations/{id}/close': Act<{ outcome: string }>;
  '/api/v1/conversations/{id}/reopen': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/snooze': Act<{ until?: string }>;
  '/api/v1/conversations/{id}/wake': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/seen': Act<{ seq: number }>;
  '/api/v1/conversations/{id}/join': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/take-over': Act<{ reason: string }>;
  '/api/v1/conversations/{id}/watch': Act<Record<string, never>>;
  '/api/v1/conversations/{id}/draft': { put: Asks<never, On> & Sends<TalkDraft> & Ok<unknown> };
  '/api/v1/conversations/{id}/customer': Act<{ customer_id?: string }>;
  '/api/v1/conversations/{id}/cases': Act<{ case_id: string }>;
  '/api/v1/conversations/{id}/cases/{case_id}': { delete: Asks<never, On & { case_id: string }> & Ok<Talk> };
  '/api/v1/presence': Plain<Presence> & { put: { parameters: None } & Sends<{ state: string }> & Ok<Presence> };
};

export const talkHttp = http as unknown as Client<TalkPaths>;
export const talkApi = api as unknown as OpenapiQueryClient<TalkPaths>;

export const talkCountsKey = talkApi.queryOptions('get', '/api/v1/conversations/counts').queryKey;
export const presenceKey = talkApi.queryOptions('get', '/api/v1/presence').queryKey;
