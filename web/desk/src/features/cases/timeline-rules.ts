import type { TimelineItem } from '@/api/types';

export type Family = 'said' | 'work' | 'time';
export type Tone = 'plain' | 'hot' | 'near' | 'ok';

/** "cases.clock_met.v1" is "clock_met": what the texts are named by. */
export function nameOf(kind: string): string {
  return kind.replace(/^[a-z]+\./, '').replace(/\.v\d+$/, '');
}

/** Conversation, work on the case, or the clocks' own doings. */
export function family(kind: string): Family {
  const name = nameOf(kind);
  if (['noted', 'replied', 'answered', 'customer_wrote', 'rated'].includes(name)) return 'said';
  return name.startsWith('clock_') || name.startsWith('deadline_') ? 'time' : 'work';
}

export function tone({ kind, body }: Pick<TimelineItem, 'kind' | 'body'>): Tone {
  const name = nameOf(kind);
  if (name === 'clock_breached' || name === 'deadline_missed' || name === 'approval_refused' || name === 'escalated' || name === 'urged' || body['result'] === 'not_satisfied' || name === 'promise_broken' || name === 'application_refused' || name === 'reopened' || body['satisfied'] === false) return 'hot';
  if (name === 'clock_warned' || name === 'deadline_warned' || name === 'approval_sent_back' || name === 'application_notified' || name === 'returned' || name === 'joint_returned' || body['in_time'] === false) return 'near';
  if (name === 'clock_met' || name === 'deadline_met' || name === 'approval_granted' || name === 'application_accepted' || name === 'joint_delivered' || name === 'closed' || name === 'promise_kept') return 'ok';
  return 'plain';
}

/** The words people wrote that belong to an event, shown whole below its line. */
export function wordsOf({ body }: Pick<TimelineItem, 'body'>): string | undefined {
  for (const name of ['body', 'answer', 'text', 'grounds', 'comment', 'note', 'task', 'reason', 'words']) {
    const value = body[name];
    if (typeof value === 'string' && value !== '' && !value.startsWith('not_')) return value;
  }
  return undefined;
}

/** What customers do by themselves, on the portal; it has no actor of ours. */
export function isByCustomer(kind: string): boolean {
  return ['customer_wrote', 'rated', 'confirmed'].includes(nameOf(kind));
}

/** Clock starts repeat what the header shows; they are left out unless all is asked for. */
export function shownUnder(filter: 'all' | 'said' | 'work', { kind }: Pick<TimelineItem, 'kind'>): boolean {
  if (filter === 'all') return true;
  if (filter === 'said') return family(kind) === 'said';
  return family(kind) !== 'time';
}
