import { afterEach, describe, expect, it } from 'vitest';
import { askedFor, wordIn } from './book';
import { dropAllDrafts, dropDraft, keepDraft, readDraft } from './draft';
import { yuan } from './figures';
import { isComposing, isEnter, isSend } from './ime';
import { clash, mayAct, nameOf } from './keys';
import { initials } from './person';
import { oneOf, patched, readQuery, text, writeQuery } from './url';

describe('the guard for input methods', () => {
  it('knows a key that belongs to a composition', () => {
    expect(isComposing({ key: 'Enter', isComposing: true })).toBe(true);
    expect(isComposing({ key: 'Enter', nativeEvent: { isComposing: true } })).toBe(true);
  });

  it('knows the Enter by which Safari ends a composition', () => {
    expect(isComposing({ key: 'Enter', keyCode: 229, isComposing: false })).toBe(true);
    expect(isComposing({ key: 'Enter', nativeEvent: { isComposing: false, keyCode: 229 } })).toBe(true);
  });

  it('never sends while composing, however it was pressed', () => {
    expect(isEnter({ key: 'Enter', isComposing: true })).toBe(false);
    expect(isSend({ key: 'Enter', ctrlKey: true, isComposing: true })).toBe(false);
    expect(isSend({ key: 'Enter', metaKey: true, keyCode: 229 })).toBe(false);
  });

  it('sends on a plain Enter and on Ctrl+Enter, a line break on Shift+Enter', () => {
    expect(isEnter({ key: 'Enter' })).toBe(true);
    expect(isEnter({ key: 'Enter', shiftKey: true })).toBe(false);
    expect(isSend({ key: 'Enter', ctrlKey: true })).toBe(true);
    expect(isSend({ key: 'Enter' })).toBe(false);
  });
});

describe('shortcuts', () => {
  const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });

  it('are named as they are written in the list', () => {
    expect(nameOf(press('K', { ctrlKey: true, shiftKey: true }))).toBe('ctrl+k');
    expect(nameOf(press('?', { shiftKey: true }))).toBe('?');
    expect(nameOf(press('Enter', { shiftKey: true }))).toBe('shift+enter');
    expect(nameOf(press('j', { altKey: true }))).toBe('alt+j');
    expect(nameOf(press('k', { metaKey: true }))).toBe('ctrl+k');
  });

  it('do not act while composing', () => {
    expect(mayAct(press('j', { isComposing: true }))).toBe(false);
    expect(mayAct(press('j'))).toBe(true);
  });

  it('act inside a field only together with Ctrl or Alt', () => {
    const field = document.createElement('textarea');
    document.body.append(field);
    const seen: boolean[] = [];
    field.addEventListener('keydown', (event) => seen.push(mayAct(event)));
    field.dispatchEvent(press('j'));
    field.dispatchEvent(press('k', { ctrlKey: true }));
    expect(seen).toEqual([false, true]);
  });

  it('say when two have the same key', () => {
    expect(clash('list.next', 'k', {})).toBe('list.previous');
    expect(clash('list.next', 'k', { 'list.previous': 'u' })).toBeUndefined();
  });
});

describe('the address', () => {
  it('gives back what was put in, as plain text', () => {
    const search = { kind: 'complaint', unit: '01', q: '宽带 & 电话' };
    expect(readQuery(writeQuery(search))).toEqual(search);
  });

  it('leaves out what is empty', () => {
    expect(writeQuery({ a: '', b: undefined, c: 'x' })).toBe('?c=x');
    expect(writeQuery({})).toBe('');
  });

  it('keeps the other parameters when one changes', () => {
    expect(patched({ view: 'team', kind: 'fault' }, { kind: undefined, step: 'verify' })).toEqual({ view: 'team', step: 'verify' });
  });

  it('takes only known values', () => {
    expect(oneOf({ grain: 'eon' }, 'grain', ['day'])).toBeUndefined();
    expect(oneOf({ grain: 'day' }, 'grain', ['day'])).toBe('day');
    expect(text({ q: '  ' }, 'q')).toBeUndefined();
    expect(text({ q: 7 }, 'q')).toBeUndefined();
  });
});

describe('drafts', () => {
  afterEach(() => sessionStorage.clear());

  it('are kept by name, and all gone after signing out', () => {
    keepDraft('a', { body: 'x' });
    keepDraft('b', { body: 'y' });
    dropDraft('a');
    expect(readDraft('a')).toEqual({});
    expect(readDraft('b')).toEqual({ body: 'y' });
    dropAllDrafts();
    expect(readDraft('b')).toEqual({});
  });

  it('survive a broken store', () => {
    sessionStorage.setItem('hearth.draft.a', '{');
    expect(readDraft('a')).toEqual({});
  });
});

describe('figures and names', () => {
  it('writes fen as yuan', () => {
    expect([0, 5, 100, 123_456_789, -1].map(yuan)).toEqual(['0.00', '0.05', '1.00', '1,234,567.89', '-0.01']);
  });

  it('takes the last two of a Chinese name and the initials of others', () => {
    expect(['王丽华', '张伟', 'Christopher Montgomery', 'anna'].map(initials)).toEqual(['丽华', '张伟', 'CM', 'A']);
  });
});

describe('the book of policy', () => {
  const forms = [
    { id: 'every', fields: [{ field: 'subject', required: true }, { field: 'class', before_closing: true }] },
    { id: 'complaint', kinds: ['complaint'], fields: [{ field: 'demand', required: true }, { field: 'class', required: true }] },
    { id: 'billing', classes: ['billing'], fields: [{ field: 'bill' }] },
  ];

  it('adds up the forms that fit, the stricter demand holding', () => {
    expect(askedFor({ forms }, 'complaint', undefined).get('class')).toEqual({ field: 'class', required: true, before_solving: false, before_closing: true });
    expect([...askedFor({ forms }, 'inquiry', 'billing').keys()]).toEqual(['subject', 'class', 'bill']);
  });

  it('shows an id it has no word for as it is', () => {
    const entries = [{ id: 'fault', name: { zh: '报修', en: 'Fault' } }];
    expect(wordIn(entries, 'fault', 'en')).toBe('Fault');
    expect(wordIn(entries, 'Noise - Residential', 'zh-CN')).toBe('Noise - Residential');
  });
});
