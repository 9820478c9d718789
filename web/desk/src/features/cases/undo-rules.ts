import type { Case } from '@/api/types';
import { obstacle, offers } from './rules';

/** An act that can be taken back, by the command that does it; nothing where the case does not allow the way back. */
export type WayBack =
  | { name: 'assign'; body: { person_id: string | null } }
  | { name: 'step'; body: { to: string } }
  | { name: 'giveBack'; body: { reason: string } }
  | { name: 'resume' };

/** How to take an act back, given the case before and after it. */
export function wayBack(act: string, before: Case, after: Case, reason: string): WayBack | undefined {
  const may = (name: string) => offers(after.actions, name) && obstacle(after.actions, name) === undefined;
  if (act === 'assign' && may('assign')) return { name: 'assign', body: { person_id: before.owner?.id ?? null } };
  const steps = after.actions.find(({ name }) => name === 'step')?.to ?? [];
  if (act === 'step' && may('step') && steps.includes(before.step)) return { name: 'step', body: { to: before.step } };
  if (act === 'transfer' && may('return')) return { name: 'giveBack', body: { reason } };
  return act === 'pause' && may('resume') ? { name: 'resume' } : undefined;
}
