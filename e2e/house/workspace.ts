import { expect, type Locator, type Page } from '@playwright/test';
import { barriers } from './barriers.ts';
import { zh } from './desk.ts';
import { settled } from './pages.ts';

/** Where an agent writes to the customer. */
export const reply = (page: Page): Locator => page.getByRole('textbox', { name: '给客户的回复' });
/** What was said. */
export const thread = (page: Page): Locator => page.getByRole('region', { name: '会话', exact: true });

/** Nobody is kept out of the page as it stands. */
export async function clean(page: Page): Promise<void> {
  // Nothing is looked at under the pointer, where colours are those of hovering.
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

/** The agent says what they are. */
export async function become(page: Page, state: string): Promise<void> {
  await page.getByRole('button', { name: /^我的状态/ }).click();
  await page.getByRole('menuitem', { name: zh(state) }).click();
  await expect(page.getByRole('button', { name: new RegExp(`^我的状态：${state}`) })).toBeVisible();
}
