import { describe, expect, it } from 'vitest';
import { tree, type Unit } from './rules';

const unit = (id: string, parent?: string) => ({ id, name: id, parent_id: parent ?? null, kind: 'team', active: true, version: 1 }) as Unit;

describe('the organisation', () => {
  it('is a tree', () => {
    expect(tree([unit('b', 'a'), unit('a'), unit('c', 'b')])).toMatchObject([{ key: 'a', children: [{ key: 'b', children: [{ key: 'c' }] }] }]);
  });

  it('puts a unit whose parent is out of sight at the top', () => {
    expect(tree([unit('b', 'hidden')]).map(({ key }) => key)).toEqual(['b']);
  });
});
