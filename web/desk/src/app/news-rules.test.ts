import { describe, expect, it } from 'vitest';
import { newsAddress, newsKey, newsTime } from './news-rules';

const empty = { count: null, moment: null, person_id: null, policy: null, reason: null, title: null };

describe('news', () => {
  it.each([
    ['policy_to_review', { policy: 'limits@3' }, { to: '/policies/limits', search: { version: '3' } }],
    ['certificate_ending', { person_id: 'per_1' }, { to: '/people/per_1' }],
    ['access_to_withdraw', { person_id: 'per_1' }, { to: '/people/per_1' }],
    ['review_overdue', { count: 1 }, { to: '/access-review', search: { show: 'mine' } }],
    ['review_due', { count: 3 }, { to: '/access-review', search: { show: 'open' } }],
  ] as const)('%s opens its page', (kind, body, address) => {
    expect(newsAddress({ kind, body: { ...empty, ...body } })).toEqual(address);
  });

  it('shows the last day of a certificate and the minute of the rest', () => {
    const at = { ...empty, moment: '2026-12-04T00:00:00.000Z' };
    const show = (moment: string) => moment.slice(0, 16).replace('T', ' ');
    expect(newsTime({ kind: 'certificate_ending', body: at }, show)).toBe('2026-12-03');
    expect(newsTime({ kind: 'policy_approved', body: at }, show)).toBe('2026-12-04 00:00');
    expect(newsTime({ kind: 'review_due', body: empty }, show)).toBe('');
  });

  it('tells of one’s own certificate as one’s own', () => {
    expect(newsKey({ kind: 'certificate_ending', body: { ...empty, person_id: 'per_1' } }, 'per_1')).toBe('my_certificate_ending');
    expect(newsKey({ kind: 'certificate_ending', body: { ...empty, person_id: 'per_2' } }, 'per_1')).toBe('certificate_ending');
  });
});
