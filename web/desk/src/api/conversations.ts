import { api } from './client';
import type { Query, Schemas } from './types';

/** A conversation as lists show it. */
export type TalkRow = Schemas['Conversation'];
/** A conversation with what stands around it. */
export type Talk = Schemas['ConversationPage'];
export type TalkQuery = Query<'/api/v1/conversations'>;
export type TalkCounts = Schemas['ConversationCounts'];
export type Medium = Schemas['Medium'];
export type Message = Schemas['Message'];
export type TagsChanged = Schemas['TagsChanged'];
/** A message as this page sends it, with nothing left out. */
export type NewMessage = Required<Schemas['NewMessage']>;
export type Planned = Schemas['PlannedMessage'];
export type NewPlanned = Schemas['NewPlannedMessage'];
export type PlannedEdit = Schemas['PlannedMessageEdit'];
export type TalkFile = Schemas['MessageFile'];
export type Presence = Schemas['AgentPresence'];
export type PresenceState = Schemas['PresenceState'];

export const talkCountsKey = api.queryOptions('get', '/api/v1/conversations/counts').queryKey;
export const presenceKey = api.queryOptions('get', '/api/v1/presence').queryKey;
