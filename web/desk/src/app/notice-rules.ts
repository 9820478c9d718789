import type { LiveEvent } from '@/api/live-rules';
import type { Schemas } from '@/api/types';

type Notice = Schemas['Notice'];

const kindsOf = (names: string[]) => names.map((name) => `cases.${name}.v1`);
/** What names the person it is for. */
const naming = kindsOf(['noted', 'assigned', 'transferred', 'returned', 'readdressed', 'entrusted', 'clock_warned', 'promise_broken', 'approval_asked', 'approval_passed', 'approval_answered', 'approval_granted', 'approval_refused', 'approval_sent_back', 'deadline_warned', 'follow_up_made', 'escalated', 'watched', 'question_asked', 'question_answered', 'taken_back', 'joint_asked', 'joint_accepted', 'joint_returned', 'joint_delivered', 'joint_withdrawn', 'joint_waived', 'urged', 'customer_wrote']);
/** What whoever received the case first follows. */
const progress = kindsOf(['transferred', 'accepted', 'returned', 'stepped', 'paused', 'resumed', 'extended', 'reopened', 'closed']);

/**
 * May this event be a notice for this person? `named`: it names them; `perhaps`: if they received the case first. The
 * server has the last word when the notices are read anew.
 */
export function mayConcern({ kind, actor_id: actor, body }: Pick<LiveEvent, 'kind' | 'actor_id' | 'body'>, me: string): 'named' | 'perhaps' | undefined {
  if (actor === me) return undefined;
  if (naming.includes(kind) && Object.values(body ?? {}).flat().includes(me)) return 'named';
  return progress.includes(kind) ? 'perhaps' : undefined;
}

/** The text of a notice by its name, with what goes into it. `target` is the text of what a clock waits for. */
export function noticeWords({ kind, actor, body, reason }: Pick<Notice, 'kind' | 'actor' | 'body' | 'reason'>): { key: string; target: string; percent: number; actor: string } {
  const name = kind.replace(/^cases\./, '').replace(/\.v\d+$/, '');
  const { permille = 0, target = '', part = '' } = body as { permille?: number; target?: string; part?: string };
  const over = { clock_warned: 'clock_over', deadline_warned: 'deadline_over' }[name];
  const passed = 'absence' in body ? ((body as { back?: boolean }).back ? 'stood_back' : 'stood_in') : undefined;
  const key = passed ?? (over ? (permille >= 1000 ? over : name) : reason === 'first_owner' ? `followed.${name}` : name);
  return { key, target: part ? `part.${part}` : `target.${target}`, percent: Math.round(permille / 10), actor: actor?.name ?? '' };
}
