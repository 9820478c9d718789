import type { Problem } from './types';

/** Codes of failures that never reached the server; the kit has sentences for them. */
export const offline = 'desk.offline';
export const unreadable = 'desk.unreadable';

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** Whatever was thrown, as the one shape the screens show. */
export function toProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  return { type: 'about:blank', status: 0, code: offline, title: '', request_id: '' };
}

/** The same for an answer whose body is no Problem: a proxy's page, an empty body. */
export function problemOf(status: number, body: unknown, requestId: string | null): Problem {
  if (isProblem(body)) return requestId && !body.request_id ? { ...body, request_id: requestId } : body;
  return { type: 'about:blank', status, code: unreadable, title: '', request_id: requestId ?? '' };
}

/** Messages by field, for showing them under the inputs; '' holds what belongs to no field. */
export function fieldMessages(problem: Problem): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const one of problem.problems ?? []) messages[one.field] = one.detail;
  if (problem.field && !messages[problem.field]) messages[problem.field] = problem.title;
  return messages;
}

/** Only a server that is away or too busy is asked again by itself; a refusal stays a refusal. */
export function worthRetrying(failures: number, thrown: unknown): boolean {
  const { status } = toProblem(thrown);
  return failures < 2 && (status === 0 || status === 503);
}
