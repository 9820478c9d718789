import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '@/api/types';
import { copyable, toSplit } from './split-rules';

const item = (kind: string, body: Record<string, unknown>, origin: string | null = null) => ({ kind, body, origin, actor: { id: 'per_1', name: '万娜' } }) as unknown as TimelineItem;

describe('splitting a matter off', () => {
  it('offers notes and replies of the case itself', () => {
    const items = [item('cases.opened.v1', {}), item('cases.noted.v1', { note: 'not_1', body: '另有一张账单' }), item('cases.noted.v1', { note: 'not_2', body: 'x' }, '100')];
    expect(copyable(items)).toEqual([{ value: 'not_1', label: '万娜 另有一张账单' }]);
  });

  it('promises only what has a time and words', () => {
    const said = { subject: '账单', reason: '两件事' };
    expect(toSplit(said)).toEqual({ ...said, notes: [], files: [] });
    expect(toSplit({ ...said, due_at: '2026-01-01T00:00:00Z' })).not.toHaveProperty('promise');
    expect(toSplit({ ...said, due_at: '2026-01-01T00:00:00Z', text: '核对' })).toHaveProperty('promise.text', '核对');
  });
});
