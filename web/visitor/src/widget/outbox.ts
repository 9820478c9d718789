/** What was said and not yet acknowledged, in order. It outlives the page, and is shared by the tabs of one visitor. */
import type { SharedFile } from './wire';

export interface Waiting {
  client_id: string;
  text: string;
  files: SharedFile[];
  topic?: string;
  at: string;
  /** Why the server does not take it; it waits for the visitor to try again or let go. */
  refused?: string;
}

export type Outbox = readonly Waiting[];

/** Puts something said at the end; what is there already stays where it is. */
export function put(outbox: Outbox, it: Waiting): Outbox {
  return outbox.some((one) => one.client_id === it.client_id) ? outbox : [...outbox, it];
}

/** The server has it, or the visitor lets go of it. */
export function taken(outbox: Outbox, clientId: string | null): Outbox {
  return clientId === null ? outbox : outbox.filter((it) => it.client_id !== clientId);
}

/** The server does not take it. */
export function refused(outbox: Outbox, clientId: string | null, why: string): Outbox {
  return outbox.map((it) => (it.client_id === clientId ? { ...it, refused: why } : it));
}

/** It is tried once more, after everything else. */
export function again(outbox: Outbox, clientId: string): Outbox {
  const found = outbox.find((it) => it.client_id === clientId);
  if (!found) return outbox;
  const { refused: _, ...plain } = found;
  return [...taken(outbox, clientId), plain];
}

/** What is to be sent after a connection was made, in order. */
export function toSend(outbox: Outbox): Waiting[] {
  return outbox.filter((it) => it.refused === undefined);
}

/** Reads what was kept; anything that is not an outbox is none. */
export function fromText(text: string | null): Outbox {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((it): it is Waiting => typeof it?.client_id === 'string' && typeof it.text === 'string');
  } catch {
    return [];
  }
}
