import { describe, expect, it } from 'vitest';
import { mayConcern, noticeWords } from './notice-rules';

describe('an event from the live stream', () => {
  const event = { kind: 'cases.noted.v1', actor_id: 'per_2', body: { body: '@甲', mentions: ['per_1'] } };

  it('is a notice for those it names', () => {
    expect(mayConcern(event, 'per_1')).toBe('named');
    expect(mayConcern(event, 'per_3')).toBeUndefined();
    expect(mayConcern({ kind: 'cases.assigned.v1', actor_id: 'per_2', body: { to: 'per_1' } }, 'per_1')).toBe('named');
    expect(mayConcern({ kind: 'cases.clock_warned.v1', actor_id: null, body: { told: ['per_1'] } }, 'per_1')).toBe('named');
  });

  it('is none for whoever did it, nor one of another kind', () => {
    expect(mayConcern({ ...event, actor_id: 'per_1' }, 'per_1')).toBeUndefined();
    expect(mayConcern({ ...event, kind: 'cases.replied.v1' }, 'per_1')).toBeUndefined();
  });

  it('may be one for whoever received the case first', () => {
    expect(mayConcern({ kind: 'cases.accepted.v1', actor_id: 'per_2', body: {} }, 'per_1')).toBe('perhaps');
    expect(mayConcern({ kind: 'cases.accepted.v1', actor_id: 'per_1', body: {} }, 'per_1')).toBeUndefined();
  });
});

describe('the words of a notice', () => {
  it('tell a limit that is passed from one that comes near', () => {
    const warned = (permille: number) => noticeWords({ kind: 'cases.clock_warned.v1', reason: 'superior', body: { permille, target: 'resolution' } as never });
    expect(warned(800)).toMatchObject({ key: 'clock_warned', percent: 80, target: 'target.resolution' });
    expect(warned(1000)).toMatchObject({ key: 'clock_over' });
    expect(noticeWords({ kind: 'cases.accepted.v1', reason: 'first_owner', body: {} as never })).toMatchObject({ key: 'followed.accepted' });
  });
});
