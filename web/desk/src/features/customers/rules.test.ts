import { describe, expect, it } from 'vitest';
import { asQuery } from './rules';

describe('looking a customer up', () => {
  it('is exact for numbers and mail, by name otherwise', () => {
    expect(asQuery(' 138-0013-8000 ')).toEqual({ identity: '13800138000' });
    expect(asQuery('11010519491231002X')).toEqual({ identity: '11010519491231002X' });
    expect(asQuery('wang@example.com')).toEqual({ identity: 'wang@example.com' });
    expect(asQuery('王丽')).toEqual({ q: '王丽' });
  });

  it('takes one character or initial, and nothing for nothing', () => {
    expect(asQuery('王')).toEqual({ q: '王' });
    expect(asQuery('zw')).toEqual({ q: 'zw' });
    expect(asQuery('  ')).toBeUndefined();
  });
});
