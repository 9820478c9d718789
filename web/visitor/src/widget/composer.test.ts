import { expect, it } from 'vitest';

import { sends } from './composer';

const key = (more: KeyboardEventInit & { keyCode?: number }) => new KeyboardEvent('keydown', { key: 'Enter', ...more });

it('sends by Enter alone, and never while a word is being composed', () => {
  expect(sends(key({}))).toBe(true);
  expect(sends(key({ shiftKey: true }))).toBe(false);
  expect(sends(key({ isComposing: true }))).toBe(false);
  // Some input methods say only this.
  expect(sends(key({ keyCode: 229 }))).toBe(false);
  expect(sends(key({ key: 'a' }))).toBe(false);
});
