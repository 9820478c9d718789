import { describe, expect, it } from 'vitest';

import { contrast, shades } from './colour';
import { fill, pick, size } from './language';
import { parts } from './links';
import { uuid } from './uuid';

describe('colours', () => {
  it('can be read whatever colour a shop chooses, on light and on dark', () => {
    for (let red = 0; red <= 255; red += 51)
      for (let green = 0; green <= 255; green += 51)
        for (let blue = 0; blue <= 255; blue += 51) {
          const colour = `#${[red, green, blue].map((it) => it.toString(16).padStart(2, '0')).join('')}`;
          for (const ground of ['#ffffff', '#24211e']) {
            const it = shades(colour, ground);
            expect(contrast(it.fill, it.ink)).toBeGreaterThanOrEqual(4.5);
            expect(contrast(it.text, ground)).toBeGreaterThanOrEqual(4.5);
          }
        }
  });

  it('stay as they are where they can be read, and wrong ones are replaced', () => {
    expect(shades('#7a1f00', '#ffffff').fill).toBe('#7a1f00');
    expect(shades('url(evil)', '#ffffff').fill).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe('links', () => {
  const hrefs = (text: string) => parts(text).flatMap((it) => it.href ?? []);

  it('are addresses of the web and nothing else', () => {
    expect(hrefs('看 https://a.example/x?y=1，再说')).toEqual(['https://a.example/x?y=1']);
    expect(hrefs('(http://a.example).')).toEqual(['http://a.example/']);
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'https://', 'https://u:p@a.example', 'ftp://a.example'])
      expect([bad, hrefs(bad)]).toEqual([bad, []]);
  });

  it('lose nothing of the text', () => {
    for (const text of ['', 'a', 'https://a.example', 'x https://a.example. y https://b.example/?q=，z', '<b>https://a.example"</b>'])
      expect(parts(text).map((it) => it.text).join('')).toBe(text);
  });
});

it('speaks the first language that there is', () => {
  expect(pick([null, 'fr', 'en-GB', 'zh'])).toBe('en');
  expect(pick(['de'])).toBe('zh');
});

it('says sizes and fills sentences', () => {
  expect([5, 2048, 3 * 1024 * 1024].map(size)).toEqual(['5 B', '2 KB', '3.0 MB']);
  expect(fill('{n} of {m}', { n: 1 })).toBe('1 of {m}');
});

it('makes ids that differ', () => {
  const all = new Set(Array.from({ length: 100 }, uuid));
  expect(all.size).toBe(100);
  expect([...all][0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
