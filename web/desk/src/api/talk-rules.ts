import type { Message, Presence, TalkCounts, TalkRow } from './conversations';
import type { Watcher } from './live-rules';

/** What the server says over the wire of conversations. */
export type TalkEvent =
  | { type: 'row'; row: TalkRow }
  | { type: 'gone'; id: string; row?: TalkRow }
  | { type: 'message'; conversation: string; message: Message }
  | { type: 'counts'; counts: TalkCounts }
  | { type: 'typing'; conversation: string; on: boolean }
  | { type: 'viewers'; conversation: string; people: Watcher[] }
  | { type: 'seen'; conversation: string; seq: number }
  | { type: 'offer'; row: TalkRow }
  | { type: 'presence'; presence: Presence }
  | { type: 'board' };

const known = ['row', 'gone', 'message', 'counts', 'typing', 'viewers', 'seen', 'offer', 'presence', 'board'];

/** Reads one frame; an unknown one is passed over, so that an older page survives a newer server. */
export function readTalkFrame(text: string): TalkEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
    return known.includes(String(value.type)) ? (value as TalkEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** What is said at the moment about the conversation that is open here; it does not outlive the wire. */
export type Around = { typing: boolean; viewers: Watcher[] };
export const nobodyAround: Around = { typing: false, viewers: [] };

/** The surroundings after a frame; the same object where it says nothing about them. */
export function aroundAfter(around: Around, event: TalkEvent, watched: string | undefined): Around {
  if (!('conversation' in event) || event.conversation !== watched) return around;
  if (event.type === 'typing') return { ...around, typing: event.on };
  if (event.type === 'viewers') return { ...around, viewers: event.people };
  // Whoever has just written is no longer writing.
  return event.type === 'message' && event.message.author === 'customer' && around.typing ? { ...around, typing: false } : around;
}
