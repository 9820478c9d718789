import { describe, expect, it } from 'vitest';
import { csvOf, device, tree, type Unit, doneShare } from './rules';

const unit = (id: string, parent?: string) => ({ id, name: id, parent_id: parent ?? null, kind: 'team', active: true, version: 1 }) as Unit;

describe('the organisation', () => {
  it('is a tree', () => {
    expect(tree([unit('b', 'a'), unit('a'), unit('c', 'b')])).toMatchObject([{ key: 'a', children: [{ key: 'b', children: [{ key: 'c' }] }] }]);
  });

  it('puts a unit whose parent is out of sight at the top', () => {
    expect(tree([unit('b', 'hidden')]).map(({ key }) => key)).toEqual(['b']);
  });
});

describe('a signed-in browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', 'Safari · iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['curl/8.5.0', undefined],
  ])('is named by program and system: %s', (agent, name) => {
    expect(device(agent)).toBe(name);
  });
});

describe('a file of rows', () => {
  it('keeps quotes, commas and what looks like a formula as text', () => {
    expect(csvOf([['a"b', 'c,d'], ['=1+1', '王']])).toBe('"a""b","c,d"\r\n"\'=1+1","王"\r\n');
  });
});

describe('a round of reviews', () => {
  it('is whole only when nobody is left', () => {
    expect(doneShare({ done: 199, people: 200 })).toBe(99);
    expect(doneShare({ done: 200, people: 200 })).toBe(100);
    expect(doneShare({ done: 0, people: 0 })).toBe(100);
  });
});
