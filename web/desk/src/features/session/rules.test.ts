import { describe, expect, it } from 'vitest';
import { safeNext } from './rules';

describe('where signing in leads', () => {
  it.each([[undefined, '/'], ['/cases?view=team', '/cases?view=team'], ['https://evil.example', '/'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['/sign-in?next=x', '/']])('%s becomes %s', (next, to) => {
    expect(safeNext(next)).toBe(to);
  });
});
