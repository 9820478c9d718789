import { describe, expect, it } from 'vitest';
import { queryOf } from './follow-up-hooks';

describe('the tabs of the follow-up desk', () => {
  it('ask for my own by their due time, for the team, and for what I ended', () => {
    expect(queryOf('mine')).toEqual({ view: 'mine' });
    expect(queryOf('overdue')).toEqual({ view: 'mine', due: 'overdue' });
    expect(queryOf('team')).toEqual({ view: 'team' });
    expect(queryOf('done')).toEqual({ view: 'done' });
  });
});
