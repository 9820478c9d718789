/** What is known of the conversation: events in, a new state out. Nothing here knows of sockets or screens. */
import type { Conversation, FromServer, Message } from './wire';

export interface Talk {
  conversation: Conversation | null;
  /** Messages of one conversation, by their numbers, without repeats. */
  messages: Message[];
  /** The conversation they belong to. */
  of: string | null;
  queue: { position: number; seconds: number | null } | null;
  typing: boolean;
  seenByStaff: number;
}

export const SILENCE: Talk = { conversation: null, messages: [], of: null, queue: null, typing: false, seenByStaff: 0 };

/** The number of the last message; what came since is asked for after a break. */
export function lastSeq(talk: Talk): number {
  return talk.messages[talk.messages.length - 1]?.seq ?? 0;
}

/** Adds a message at its place; one that is there already changes nothing. */
function placed(messages: Message[], it: Message): Message[] {
  const last = messages[messages.length - 1];
  if (!last || it.seq > last.seq) return [...messages, it];
  const at = messages.findIndex((one) => one.seq >= it.seq);
  if (messages[at]?.seq === it.seq) return messages;
  return [...messages.slice(0, at), it, ...messages.slice(at)];
}

function turned(talk: Talk, conversation: Conversation | null): Talk {
  const other = conversation !== null && conversation.id !== talk.of;
  return {
    ...talk,
    conversation,
    of: conversation?.id ?? talk.of,
    messages: other ? [] : talk.messages,
    seenByStaff: Math.max(conversation?.seen_by_staff ?? 0, other ? 0 : talk.seenByStaff),
    queue: conversation?.state === 'waiting' ? talk.queue : null,
    typing: conversation?.state === 'open' && talk.typing,
  };
}

/** What the conversation is after the server said something. */
export function heard(talk: Talk, said: FromServer): Talk {
  switch (said.type) {
    case 'welcome':
      return { ...turned(talk, said.conversation), typing: false };
    case 'state':
      return turned(talk, said.conversation);
    case 'message': {
      const { type: _, ...message } = said;
      const own = talk.of === null || talk.of === message.conversation;
      const messages = placed(own ? talk.messages : [], message);
      const typing = talk.typing && message.author !== 'agent';
      return { ...talk, of: message.conversation, messages, typing, seenByStaff: own ? talk.seenByStaff : 0 };
    }
    case 'queue':
      return { ...talk, queue: { position: said.position, seconds: said.expected_seconds } };
    case 'typing':
      return { ...talk, typing: said.on };
    case 'seen':
      return { ...talk, seenByStaff: Math.max(talk.seenByStaff, said.seq) };
    case 'refused':
      return talk;
    default:
      return talk;
  }
}

/** Whether there is somebody to write to: a conversation that is not over. */
export function isOn(talk: Talk): boolean {
  return talk.conversation !== null && talk.conversation.state !== 'closed';
}

/** Messages of ours that the visitor has not seen. */
export function unread(talk: Talk, seen: number): number {
  return talk.messages.filter((it) => it.author === 'agent' && it.seq > seen).length;
}

/** A wait in whole minutes, never less than one: nobody can keep a promise of seconds. */
export function minutes(seconds: number | null): number | null {
  return seconds === null ? null : Math.max(1, Math.ceil(seconds / 60));
}

/** Whether two messages are of different days; a day begins at the visitor's own midnight. */
export function isNewDay(before: string | undefined, at: string): boolean {
  return before === undefined || new Date(before).toDateString() !== new Date(at).toDateString();
}
