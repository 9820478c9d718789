import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const sources = files(root).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('schema.ts'));
const shown = sources.filter((path) => !path.includes('.test.'));

type Tree = { [key: string]: string | Tree };
const read = (path: string): Tree => JSON.parse(readFileSync(path, 'utf8')) as Tree;

function keys(tree: Tree, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') all.set(before + key, value);
    else for (const [inner, text] of keys(value, `${before}${key}.`)) all.set(inner, text);
  }
  return all;
}

const locales = files(root).filter((path) => path.endsWith('/locale/zh-CN.json'));
const namespace = (path: string) => /([^/]+)\/locale\//.exec(path)?.[1] ?? '';

describe('the house rules', () => {
  it('keeps every file within 300 lines', () => {
    const long = sources.filter((path) => readFileSync(path, 'utf8').split('\n').length > 300);
    expect(long.map((path) => relative(root, path))).toEqual([]);
  });

  it('lets no feature import another, by whatever path', () => {
    const crossing = shown.filter((path) => {
      const own = /features\/([^/]+)\//.exec(path)?.[1];
      if (!own) return false;
      const imports = [...readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from = '']) => from);
      return imports.some((from) => {
        const target = from.startsWith('.') ? relative(root, resolve(path, '..', from)) : from.replace(/^@\//, '');
        const feature = /^features\/([^/]+)/.exec(target)?.[1];
        return feature !== undefined && feature !== own;
      });
    });
    expect(crossing).toEqual([]);
  });
});

describe('the texts', () => {
  it.each(locales.map((path) => [namespace(path), path]))('of %s are the same tree in both languages', (_, path) => {
    const zh = [...keys(read(path)).keys()].toSorted();
    const en = [...keys(read(path.replace('zh-CN', 'en'))).keys()].toSorted();
    expect(en).toEqual(zh);
  });

  it.each(locales.map((path) => [namespace(path), path]))('of %s use the same values in both languages', (_, path) => {
    const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();
    const en = keys(read(path.replace('zh-CN', 'en')));
    for (const [key, text] of keys(read(path))) expect([key, places(en.get(key) ?? '')]).toEqual([key, places(text)]);
  });

  it.each(locales.map((path) => [namespace(path), path]))('of %s have full-width punctuation in Chinese', (_, path) => {
    const half = [...keys(read(path))].filter(([, text]) => /[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]/.test(text.replaceAll(/\{\{\w+\}\}/g, '')));
    expect(half).toEqual([]);
  });

  it('exist for every key that is written out in the code', () => {
    const texts = new Map(locales.map((path) => [namespace(path), keys(read(path))]));
    const lacking = shown.flatMap((path) => {
      const code = readFileSync(path, 'utf8');
      const declared = [...code.matchAll(/useTranslation\((?:'(\w+)'|\[([^\]]+)\])?\)/g)].flatMap(([, one, many]) => [one, ...(many?.match(/\w+/g) ?? [])]).filter((name) => name !== undefined);
      const spaces = declared.length > 0 ? declared : [/features\/([^/]+)\//.exec(path)?.[1] ?? 'kit'];
      return [...code.matchAll(/\bt\('([\w:.-]+)'/g)].map(([, key = '']) => key).filter((key) => {
        const [space, name] = key.includes(':') ? (key.split(':') as [string, string]) : [undefined, key];
        return !(space ? [space] : spaces).some((one) => texts.get(one)?.has(name));
      }).map((key) => `${relative(root, path)}: ${key}`);
    });
    expect(lacking).toEqual([]);
  });
});
