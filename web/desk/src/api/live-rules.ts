import type { Counts, Named } from './types';

export type LiveEvent = { type: 'event'; cursor: string; kind: string; at: string; case_id?: string | null; actor_id?: string | null; body?: Record<string, unknown> };
export type Watcher = Named & { typing?: boolean };
export type LiveMessage =
  | { type: 'hello'; cursor: string }
  | LiveEvent
  | { type: 'counts'; counts: Partial<Counts> }
  | { type: 'presence'; case_id: string; people: Watcher[] };

/** Reads one frame; an unknown one is passed over, so that an older page survives a newer server. */
export function readFrame(text: string): LiveMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
    const known = ['hello', 'event', 'counts', 'presence'].includes(String(value.type));
    return known ? (value as LiveMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Where to go on after a cut: the last event seen, else what the greeting said. */
export function nextCursor(seen: string | undefined, message: LiveMessage): string | undefined {
  if (message.type === 'event') return message.cursor;
  return message.type === 'hello' ? (seen ?? message.cursor) : seen;
}

/** Waiting time before attempt n (from 0): doubling from half a second to half a minute, spread so that not all come at once. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(30_000, 500 * 2 ** attempt);
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/**
 * Which readings an event makes old. Lists are left out on purpose: a list keeps its place while it is read and
 * announces the change in a bar instead.
 */
export function stalePaths(event: LiveEvent): string[] {
  const noun = event.kind.split('.')[0];
  if (noun === 'cases') return ['/api/v1/cases/{id}', '/api/v1/cases/{id}/timeline', ...partPaths(event.kind)];
  if (noun === 'customers') return ['/api/v1/customers/{id}', '/api/v1/customers/{id}/timeline'];
  if (noun === 'people') return ['/api/v1/people', '/api/v1/people/{id}', '/api/v1/units', '/api/v1/session'];
  if (noun === 'policy') return ['/api/v1/policies', '/api/v1/policies/{kind}', '/api/v1/policies/{kind}/versions'];
  if (noun === 'imports' || noun === 'importer') return ['/api/v1/imports', '/api/v1/imports/{id}'];
  return [];
}

/** What is read of a case beside its page, by what the event is about. */
function partPaths(kind: string): string[] {
  if (kind.startsWith('cases.approval_')) return ['/api/v1/approvals', '/api/v1/cases/{id}/approvals'];
  if (kind.startsWith('cases.follow_up_') || kind === 'cases.closed.v1') return ['/api/v1/follow-ups', '/api/v1/cases/{id}/follow-ups', '/api/v1/cases/{id}/complaint'];
  if (/^cases\.(application|question|paper)_/.test(kind)) return ['/api/v1/questions', '/api/v1/cases/{id}/application'];
  if (kind.startsWith('cases.escalat') || kind === 'cases.watched.v1') return ['/api/v1/escalations', '/api/v1/escalations/counts', '/api/v1/cases/{id}/escalations'];
  if (kind.startsWith('cases.joint_')) return ['/api/v1/joint', '/api/v1/cases/{id}/joint'];
  if (kind === 'cases.urged.v1') return ['/api/v1/cases/{id}/urgings', '/api/v1/cases/{id}/escalations'];
  if (kind.startsWith('cases.tag_')) return ['/api/v1/tags'];
  if (kind === 'cases.part_added.v1') return ['/api/v1/cases/{id}/parts'];
  return ['/api/v1/cases/{id}/complaint'];
}

/** Does a cached reading (its query key) belong to what the event is about? */
export function touches(queryKey: readonly unknown[], event: LiveEvent): boolean {
  const [, path, init] = queryKey;
  if (typeof path !== 'string' || !stalePaths(event).includes(path)) return false;
  if (!path.startsWith('/api/v1/cases/{id}')) return true;
  const id = (init as { params?: { path?: { id?: string } } } | undefined)?.params?.path?.id;
  return id === undefined || id === event.case_id;
}
