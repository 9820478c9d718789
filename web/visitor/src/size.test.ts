// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** What a shop's page is made to load, in bytes as they travel (CHN-1: under 40 kB). */
const MOST = 24 * 1024;

const built = new URL('../dist/widget.js', import.meta.url);

describe.runIf(existsSync(built))('the widget', () => {
  const script = readFileSync(built, 'utf8');

  it('stays small', () => {
    expect(gzipSync(script).length).toBeLessThan(MOST);
  });

  it('asks nothing of browsers that those inside messengers do not have', () => {
    for (const name of ['.at(-1)', '.findLast', '.toSorted', '.replaceAll(', '.replaceChildren(', 'structuredClone', 'Object.hasOwn'])
      expect([name, script.includes(name)]).toEqual([name, false]);
  });

  it('makes no programs out of texts and nothing of anybody else’s', () => {
    expect(script.match(/\beval\(|new Function\(|document\.write/)).toBeNull();
    const addresses = new Set(script.match(/https?:\/\/[\w.]+/g));
    expect([...addresses]).toEqual(['http://www.w3.org']);
  });
});
