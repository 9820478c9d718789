import type { Schemas } from '@/api/types';

type Item = Schemas['NewsItem'];

const mine: Item['kind'][] = ['review_assigned', 'review_near', 'review_overdue'];

/** The page that an item of news opens. */
export function newsAddress({ kind, body }: Pick<Item, 'kind' | 'body'>): { to: string; search?: Record<string, string> } {
  if (kind === 'review_due') return { to: '/access-review', search: { show: 'open' } };
  if (mine.includes(kind)) return { to: '/access-review', search: { show: 'mine' } };
  if (body.person_id) return { to: `/people/${body.person_id}` };
  const [policy = '', version = ''] = (body.policy ?? '').split('@');
  return { to: `/policies/${policy}`, search: { version } };
}

/** What the time in an item stands for: the end of a certificate is the midnight after its last day, which is shown as that day. */
export function newsTime({ kind, body }: Pick<Item, 'kind' | 'body'>, show: (at: string) => string): string {
  if (!body.moment) return '';
  return kind === 'certificate_ending' ? show(new Date(Date.parse(body.moment) - 1).toISOString()).slice(0, 10) : show(body.moment);
}

/** The text of an item of news by its name; a certificate of one's own is told otherwise than that of somebody one leads. */
export function newsKey({ kind, body }: Pick<Item, 'kind' | 'body'>, me: string): string {
  return kind === 'certificate_ending' && body.person_id === me ? 'my_certificate_ending' : kind;
}
