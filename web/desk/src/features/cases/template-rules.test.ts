import { describe, expect, it } from 'vitest';
import { matching } from '@/kit/templates';
import { replaced } from './template-rules';

const templates = [
  { name: '受理告知', says: { shortcut: 'sl', kind: null } },
  { name: '报修预约', says: { shortcut: 'yy', kind: 'fault' } },
];

describe('calling up an answer by "/"', () => {
  it('finds it by shortcut or name, for the kind of the case', () => {
    expect(matching(templates, '', 'inquiry').map(({ name }) => name)).toEqual(['受理告知']);
    expect(matching(templates, 'S', 'fault').map(({ name }) => name)).toEqual(['受理告知']);
    expect(matching(templates, '预约', 'fault').map(({ name }) => name)).toEqual(['报修预约']);
    expect(matching(templates, '预约', 'inquiry')).toEqual([]);
  });

  it('puts the text where it was called and leaves the rest', () => {
    expect(replaced('您好，/受理告知 谢谢', '/受理告知', '已受理。')).toBe('您好，已受理。谢谢');
    expect(replaced('您好', '/x', '已受理。')).toBe('您好\n已受理。');
    expect(replaced('', '/x', '已受理。')).toBe('已受理。');
  });
});
