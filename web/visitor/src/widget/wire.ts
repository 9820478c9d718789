/** The words that go over the wire, as the server's page on the visitor's protocol says them. */

export type Phase = 'waiting' | 'offered' | 'open' | 'snoozed' | 'closed';

export interface Conversation {
  id: string;
  state: Phase;
  agent: { name: string } | null;
  rated: boolean;
  /** The last message that we have seen. */
  seen_by_staff: number;
}

export interface SharedFile {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  picture: boolean;
}

export interface Message {
  conversation: string;
  seq: number;
  client_id: string | null;
  author: 'customer' | 'agent' | 'system';
  name: string | null;
  text: string;
  files: SharedFile[];
  at: string;
  notice: string | null;
}

export type FromServer =
  | { type: 'welcome'; token: string; conversation: Conversation | null; last_seq: number }
  | ({ type: 'message' } & Message)
  | { type: 'state'; conversation: Conversation | null }
  | { type: 'queue'; position: number; expected_seconds: number | null }
  | { type: 'typing'; on: boolean }
  | { type: 'seen'; seq: number }
  | { type: 'refused'; client_id: string | null; code: string; message: string };

export type ToServer =
  | { type: 'hello'; token: string | null; since: number; language: string; page?: string }
  | { type: 'say'; client_id: string; text: string; files: string[]; topic?: string }
  | { type: 'typing'; on: boolean }
  | { type: 'seen'; seq: number }
  | { type: 'end' }
  | { type: 'rate'; score: number; text: string };

const KINDS = new Set(['welcome', 'message', 'state', 'queue', 'typing', 'seen', 'refused']);

/** What a text from the server says; nothing for words that this script does not know yet. */
export function read(text: unknown): FromServer | null {
  if (typeof text !== 'string') return null;
  try {
    const said = JSON.parse(text) as { type?: unknown };
    return typeof said.type === 'string' && KINDS.has(said.type) ? (said as FromServer) : null;
  } catch {
    return null;
  }
}

/** What the entrance offers, asked once when the page is loaded. */
export interface Entrance {
  title: { zh: string; en: string };
  greeting: { zh: string; en: string };
  colour: string;
  topics: { id: string; name: { zh: string; en: string } }[];
  open: boolean;
  opens_at: string | null;
  longest_message: number;
  largest_file: number;
  file_types: string[];
}
