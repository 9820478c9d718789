import { describe, expect, it } from 'vitest';
import { isIn, waitsFor } from './list-rules';

describe('the list of policies', () => {
  it('parts what holds from what waits', () => {
    const row = (status: 'draft' | 'effective' | 'approved' | 'reviewed', mine = false) => ({ status, waits_for_me: mine });
    expect(isIn('drafts', row('reviewed'))).toBe(true);
    expect(isIn('drafts', row('approved'))).toBe(false);
    expect(isIn('later', row('approved'))).toBe(true);
    expect(isIn('mine', row('draft'))).toBe(false);
    expect(isIn('mine', row('draft', true))).toBe(true);
    expect(isIn(undefined, row('effective'))).toBe(true);
  });

  it('says who has to act', () => {
    expect(waitsFor({ status: 'draft' })).toBe('writer');
    expect(waitsFor({ status: 'submitted' })).toBe('reviewer');
    expect(waitsFor({ status: 'reviewed' })).toBe('approver');
    expect(waitsFor({ status: 'effective' })).toBeUndefined();
  });
});
