import { describe, expect, it } from 'vitest';
import { blank, entryName, freeName, gist, ownChoices, placeName, problemsOf, problemsWithin, simpleLength, stepsOf, valueAt, type Field } from './editor-rules';

const field = (name: string, is: Field['is'], more: Partial<Field> = {}): Field => ({ name, is, label: { zh: name, en: name }, required: true, choices: [], fields: [], ...more });
const body = { kinds: [{ id: 'a', name: { zh: '甲', en: 'A' } }], trees: [{ parts: [{ id: 'self' }, { id: 'peer', under: 'self' }] }], calendars: { office: { name: { zh: '后台', en: 'Office' } } } };

describe('places in a document', () => {
  it('are found by their path', () => {
    expect(stepsOf('trees[0].parts[1].under')).toEqual(['trees', 0, 'parts', 1, 'under']);
    expect(valueAt(body, 'trees[0].parts[1].under')).toBe('self');
    expect(valueAt(body, 'trees[7].parts')).toBeUndefined();
    expect(valueAt(body, 'calendars.office.name.en')).toBe('Office');
  });

  it('have their problems', () => {
    const problem = (name: string) => ({ field: name, code: 'x', detail: 'x' });
    const all = [problem('roles[0].rights[1]'), problem('roles[0].id'), problem('roles[10].id')];
    expect(problemsOf(all, 'roles[0].rights')).toHaveLength(0);
    expect(problemsOf(all, 'roles[0].rights', true)).toHaveLength(1);
    expect(problemsWithin(all, 'roles[0]')).toBe(2);
    expect(problemsWithin(all, 'roles[1]')).toBe(0);
  });
});

describe('a new entry', () => {
  it('has everything that it has to have and nothing else', () => {
    const fields = [field('id', 'text'), field('name', 'said'), field('target', 'choice', { choices: [{ value: 'step', label: { zh: '', en: '' } }] }), field('within', 'length', { required: false }), field('off', 'group', { fields: [field('from', 'day')] })];
    expect(blank(fields, '2026-11-28')).toEqual({ id: '', name: { zh: '', en: '' }, target: 'step', off: { from: '2026-11-28' } });
  });

  it('is called by its name, its id or its number', () => {
    expect(entryName({ id: 'a', name: { zh: '甲', en: 'A' } }, 0, ({ zh }) => zh)).toBe('甲');
    expect(entryName({ id: 'a', name: { zh: '', en: '' } }, 0, ({ zh }) => zh)).toBe('a');
    expect(entryName({ at_permille: 500 }, 2, ({ zh }) => zh)).toBe('3');
    expect(freeName(['new', 'new-2'])).toBe('new-3');
  });
});

describe('words for places', () => {
  const share = field('at_permille', 'share', { label: { zh: '比例', en: 'Share' } });
  const tell = field('tell', 'several', { each: 'choice', choices: [{ value: 'handler', label: { zh: '处理人', en: 'Handler' } }] });
  const rows = field('warnings', 'rows', { label: { zh: '预警', en: 'Warnings' }, fields: [share, tell] });

  it('are the labels on the way', () => {
    expect(placeName([rows], { warnings: [{ id: 'half' }] }, 'warnings[0].at_permille', ({ en }) => en)).toBe('Warnings › half › Share');
    expect(placeName([field('policy.title', 'said', { label: { zh: '', en: 'Title' } })], {}, 'policy.title.zh', ({ en }) => en)).toBe('Title › zh');
  });

  it('tell an entry without a name in short', () => {
    expect(gist({ at_permille: 500, tell: ['handler'] }, [share, tell], ({ en }) => en)).toBe('50% · Handler');
  });
});

describe('choices', () => {
  it('come from lists of the same document', () => {
    expect(ownChoices(body, 'kinds', 'classes[0].kinds')).toEqual([{ value: 'a', label: { zh: '甲', en: 'A' } }]);
    expect(ownChoices(body, 'calendars', 'default').map(({ value }) => value)).toEqual(['office']);
    expect(ownChoices(body, 'trees.parts', 'trees[0].parts[1].under').map(({ value }) => value)).toEqual(['self', 'peer']);
  });
});

describe('lengths', () => {
  it('of one unit are a number and a unit', () => {
    expect(simpleLength('2wd')).toEqual({ count: 2, unit: 'wd' });
    expect(simpleLength('1h30m')).toBeUndefined();
    expect(simpleLength(undefined)).toBeUndefined();
  });
});
