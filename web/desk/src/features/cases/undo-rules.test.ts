import { describe, expect, it } from 'vitest';
import type { Case } from '@/api/types';
import { wayBack } from './undo-rules';

const action = (name: string, allowed = true, to?: string[]) => ({ name, allowed, reason: null, reason_text: null, to });
const at = (more: Partial<Case>) => ({ step: 'verify', owner: null, actions: [], ...more }) as unknown as Case;

describe('the way back', () => {
  it('from an assignment is the handler before', () => {
    const before = at({ owner: { id: 'per_1', name: '张伟' } });
    expect(wayBack('assign', before, at({ actions: [action('assign')] as never }), '')).toEqual({ name: 'assign', body: { person_id: 'per_1' } });
  });

  it('from a step is the step before, where the case may go there', () => {
    const after = (to: string[]) => at({ step: 'diagnose', actions: [action('step', true, to)] as never });
    expect(wayBack('step', at({}), after(['propose', 'verify']), '')).toEqual({ name: 'step', body: { to: 'verify' } });
    expect(wayBack('step', at({}), after(['propose']), '')).toBeUndefined();
  });

  it('from a transfer is there for whoever may send it back', () => {
    expect(wayBack('transfer', at({}), at({ actions: [action('return')] as never }), '撤销转派')).toEqual({ name: 'giveBack', body: { reason: '撤销转派' } });
    expect(wayBack('transfer', at({}), at({ actions: [action('return', false)] as never }), '')).toBeUndefined();
  });

  it('from what was told to a customer there is none', () => {
    expect(wayBack('promise', at({}), at({ actions: [action('promise')] as never }), '')).toBeUndefined();
  });
});
