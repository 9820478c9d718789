import type { LiveEvent } from '@/api/live-rules';
import type { Schemas } from '@/api/types';

type Notice = Schemas['Notice'];

const kinds = ['noted', 'assigned', 'transferred', 'returned', 'clock_warned', 'promise_broken'].map((name) => `cases.${name}.v1`);

/** May this event be a notice for this person? The server has the last word when the notices are read anew. */
export function mayConcern({ kind, actor_id: actor, body }: Pick<LiveEvent, 'kind' | 'actor_id' | 'body'>, me: string): boolean {
  return kinds.includes(kind) && actor !== me && Object.values(body ?? {}).flat().includes(me);
}

/** The text of a notice by its name, with what goes into it. `target` is the text of what a clock waits for. */
export function noticeWords({ kind, actor, body }: Pick<Notice, 'kind' | 'actor' | 'body'>): { key: string; target: string; percent: number; actor: string } {
  const name = kind.replace(/^cases\./, '').replace(/\.v\d+$/, '');
  const { permille = 0, target = '' } = body as { permille?: number; target?: string };
  const key = name === 'clock_warned' && permille >= 1000 ? 'clock_over' : name;
  return { key, target: `target.${target}`, percent: Math.round(permille / 10), actor: actor?.name ?? '' };
}
