import { describe, expect, it } from 'vitest';
import { waysOf } from './rules';

const ways = (state: string, more: Partial<{ dry_run: boolean; rows: number; mine: boolean }> = {}) => waysOf({ state, dry_run: false, rows: 0, mine: true, ...more });

describe('what can be done with a file', () => {
  it('is to say what it is until it was read for good', () => {
    expect(ways('waiting')).toEqual({ map: true, goOn: false, stop: false, discard: true });
    expect(ways('done', { dry_run: true, rows: 9 }).map).toBe(true);
    expect(ways('failed')).toEqual({ map: true, goOn: false, stop: false, discard: true });
    expect(ways('done', { rows: 9 })).toEqual({ map: false, goOn: false, stop: false, discard: false });
  });

  it('is to stop it and to let it go on', () => {
    expect(ways('running', { rows: 9 })).toEqual({ map: false, goOn: false, stop: true, discard: false });
    expect(ways('failed', { rows: 9 })).toEqual({ map: false, goOn: true, stop: false, discard: false });
  });

  it('is nothing for those who did not send it', () => {
    for (const state of ['waiting', 'running', 'failed', 'done']) {
      expect(ways(state, { mine: false })).toEqual({ map: false, goOn: false, stop: false, discard: false });
    }
  });
});
