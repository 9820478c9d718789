import { describe, expect, it } from 'vitest';
import { parts, readAnswers, withAnswer } from './answer-rules';

describe('conditions on answers in the address', () => {
  it('are read, set and taken away one by one', () => {
    expect(readAnswers('line:fibre;note:a:b;broken')).toEqual({ line: 'fibre', note: 'a:b' });
    expect(withAnswer(undefined, 'line', 'fibre')).toBe('line:fibre');
    expect(withAnswer('line:fibre', 'visit', 'true')).toBe('line:fibre;visit:true');
    expect(withAnswer('line:fibre;visit:true', 'line', undefined)).toBe('visit:true');
    expect(withAnswer('line:fibre', 'line', undefined)).toBeUndefined();
    expect(withAnswer(undefined, 'note', 'a;b')).toBe('note:a b');
  });

  it('lists are parted by commas', () => {
    expect(parts('a,b,')).toEqual(['a', 'b']);
    expect(parts(undefined)).toEqual([]);
  });
});
