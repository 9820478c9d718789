import type { Talk } from '@/api/conversations';

export type ActName = 'accept' | 'take' | 'transfer' | 'snooze' | 'wake' | 'close' | 'reopen' | 'join' | 'whisper' | 'take_over' | 'new_case' | 'link';
export type Act = { name: ActName; allowed: boolean };

const is = (name: ActName, allowed: boolean): Act => ({ name, allowed });

/**
 * What can be done with a conversation: the one next sensible act, the usual ones beside it, the others in the menu. What
 * cannot be done now stays in its place.
 */
export function actsFor(it: Talk): { primary: Act | undefined; beside: Act[]; rest: Act[] } {
  const may = it.rights;
  const later = it.state === 'snoozed' ? is('wake', may.wake) : is('snooze', may.snooze);
  const filed = [is('new_case', true), is('link', true)];
  if (it.state === 'closed') return { primary: undefined, beside: [is('reopen', may.reopen)], rest: filed };
  const supervising = may.supervise ? [is('whisper', may.whisper), is('join', !may.reply), is('take_over', true)] : [];
  const next = may.accept ? 'accept' : may.take ? 'take' : may.close ? 'close' : undefined;
  const beside = [is('transfer', may.transfer), later, ...(next === 'close' ? [] : [is('close', may.close)])];
  return { primary: next && is(next, true), beside, rest: [...supervising, ...filed] };
}
