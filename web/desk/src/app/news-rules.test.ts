import { describe, expect, it } from 'vitest';
import { newsAddress, newsKey } from './news-rules';

const empty = { count: null, moment: null, person_id: null, policy: null, reason: null, title: null };

describe('news', () => {
  it.each([
    ['policy_to_review', { policy: 'limits@3' }, { to: '/policies/limits', search: { version: '3' } }],
    ['certificate_ending', { person_id: 'per_1' }, { to: '/people/per_1' }],
    ['access_to_withdraw', { person_id: 'per_1' }, { to: '/people/per_1' }],
    ['review_due', { count: 3 }, { to: '/access-review', search: { show: 'open' } }],
  ] as const)('%s opens its page', (kind, body, address) => {
    expect(newsAddress({ kind, body: { ...empty, ...body } })).toEqual(address);
  });

  it('tells of one’s own certificate as one’s own', () => {
    expect(newsKey({ kind: 'certificate_ending', body: { ...empty, person_id: 'per_1' } }, 'per_1')).toBe('my_certificate_ending');
    expect(newsKey({ kind: 'certificate_ending', body: { ...empty, person_id: 'per_2' } }, 'per_1')).toBe('certificate_ending');
  });
});
