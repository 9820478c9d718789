import { expect, it } from 'vitest';
import { kindsOf, stations, type Stage } from './rules';

const at = (step: string, kind: string, open: number, overdue = 0): Stage => ({ step, kind, open, overdue, paused: 0, more: false });
const stages = [at('verify', 'fault', 2, 1), at('verify', 'complaint', 3, 2), at('Awaiting', 'fault', 4)];

it('shows every step of policy in its order, also an empty one, and imported steps after them', () => {
  const all = stations(stages, ['verify', 'diagnose']);
  expect(all.map(({ step, open }) => [step, open])).toEqual([['verify', 5], ['diagnose', 0], ['Awaiting', 4]]);
});

it('names the kind that is late most often, where any is', () => {
  const [verify, diagnose] = stations(stages, ['verify', 'diagnose']);
  expect(verify?.worst).toEqual({ kind: 'complaint', overdue: 2 });
  expect(diagnose?.worst).toBeUndefined();
});

it('lists the kinds by how many are open', () => {
  expect(kindsOf(stages)).toEqual(['fault', 'complaint']);
});
