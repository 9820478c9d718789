import type { Schemas, TimelineItem } from '@/api/types';
import { nameOf } from './timeline-rules';

export type SplitValues = { subject: string; description?: string; notes?: string[]; files?: string[]; due_at?: string; text?: string; reason: string };

/** The notes and replies of a case's own course that may come along, with how each begins. */
export function copyable(items: TimelineItem[]): { value: string; label: string }[] {
  const said = items.filter(({ kind, origin, body }) => ['noted', 'replied'].includes(nameOf(kind)) && !origin && typeof body['note'] === 'string');
  return said.map(({ actor, body }) => ({ value: String(body['note']), label: `${actor?.name ?? ''} ${String(body['body']).slice(0, 40)}`.trim() }));
}

/** What the form says, as the command takes it; a promise needs both its time and its words. */
export function toSplit({ due_at: due, text, notes = [], files = [], ...rest }: SplitValues): Omit<Schemas['NewCaseSplit'], 'version'> {
  return { ...rest, notes, files, ...(due && text ? { promise: { due_at: due, text } } : {}) };
}
