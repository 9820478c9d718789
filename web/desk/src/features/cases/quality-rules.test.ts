import { describe, expect, it } from 'vitest';
import { askedFor } from '@/kit/book';
import { qualityOf } from './quality-rules';

const book = {
  classes: [{ id: 'line', name: { zh: '线路', en: 'Line' }, kinds: ['fault'] }],
  quality: { required: 3, later: 2, asked: 1, good_permille: 800 },
  forms: [{
    id: 'all',
    fields: [
      { field: 'subject', required: true },
      { field: 'class', before_closing: true },
      { field: 'visit' },
      { field: 'visit_day', before_solving: true, when: { field: 'visit', is: ['true'] } },
    ],
  }],
};

describe('the quality of a record', () => {
  it('rises with what is filled in, by weight, and names the rest', () => {
    expect(qualityOf(book, { kind: 'fault' })).toEqual({ permille: 0, good: false, missing: ['subject', 'class', 'visit'] });
    expect(qualityOf(book, { kind: 'fault', subject: '断线' })).toEqual({ permille: 500, good: false, missing: ['class', 'visit'] });
    expect(qualityOf(book, { kind: 'fault', subject: '断线', class: 'line', fields: { visit: false } })).toEqual({ permille: 1000, good: true, missing: [] });
  });

  it('asks for what depends on an answer only where it is given', () => {
    expect(qualityOf(book, { kind: 'fault', subject: '断线', class: 'line', fields: { visit: true } })).toEqual({ permille: 750, good: false, missing: ['visit_day'] });
    expect([...askedFor(book, 'fault', undefined, { visit: 'true' }).keys()]).toContain('visit_day');
    expect([...askedFor(book, 'fault', undefined).keys()]).not.toContain('visit_day');
  });

  it('counts no class where the kind has none, and rates nothing without weights', () => {
    expect(qualityOf(book, { kind: 'inquiry', subject: '资费' })?.missing).toEqual(['visit']);
    expect(qualityOf({ ...book, quality: { required: 0, later: 0, asked: 0, good_permille: 0 } }, {})).toBeUndefined();
  });
});
