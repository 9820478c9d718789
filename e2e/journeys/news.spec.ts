import type { Page } from '@playwright/test';
import { act, choose, expect, openOwnCase, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

async function note(page: Page, words: string): Promise<void> {
  const field = page.getByLabel('内部备注');
  await field.fill(words);
  await field.press('Escape');
  await page.getByRole('button', { name: zh('记下备注') }).click();
  await expect(page.getByRole('list', { name: '经过' }).getByText(words)).toBeVisible();
}

test('whoever is called in is told at once, until it was seen', async ({ as, cast }) => {
  const [boss, agent] = [await as('supervisor'), await as('hotline_agent')];
  const bell = agent.getByRole('button', { name: /^通知/ });
  await expect(bell).toBeVisible();
  await openOwnCase(boss, cast);
  const words = `@${cast.hotline_agent.name} 请回电 ${Date.now()}`;
  await note(boss, words);
  await expect(bell).not.toHaveAccessibleName(/，0/);
  await bell.click();
  await agent.getByRole('link', { name: `${cast.supervisor.name}在备注中提到我` }).first().click();
  await expect(agent.getByText(words)).toBeVisible();
  await expect(bell).toHaveAccessibleName(/，0/);
});

test('a list that is read announces what others change, also what they changed while one looked at a case', async ({ as, cast }) => {
  const [reader, other] = [await as('manager'), await as('supervisor')];
  await openOwnCase(other, cast);
  await reader.goto('/cases?view=open&sort=-opened');
  await settled(reader);
  await note(other, `第一次 ${Date.now()}`);
  const bar = reader.getByText(/件工单有新情况/);
  await expect(bar).toBeVisible();
  // Other journeys are at work beside this one, so there may be something new at once.
  await expect(async () => {
    await reader.getByRole('button', { name: zh('刷新列表') }).click();
    await expect(bar).toBeHidden({ timeout: 2000 });
  }).toPass();

  await reader.locator(`main a[href^="${new URL(other.url()).pathname}"]`).click();
  await reader.waitForURL(/cases\/cas_/);
  await note(other, `第二次 ${Date.now()}`);
  await expect(reader.getByText('第二次', { exact: false }).first()).toBeVisible();
  await reader.goBack();
  await expect(bar).toBeVisible();
});

test('an assignment is taken back by one key', async ({ as, cast }) => {
  const page = await as('supervisor');
  await openOwnCase(page, cast);
  const owner = page.locator('header', { has: page.getByRole('heading', { level: 1 }) }).getByText(/^处理人/);
  const before = (await owner.textContent()) ?? '';
  await act(page, '指派', async (form) => {
    await choose(form, '处理人', new RegExp(`^(?!${before.replace(/^处理人\s*/, '')} )`));
  });
  await expect(page.getByRole('status').getByText('已指派')).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByText('已撤销')).toBeVisible();
  await expect(owner).toHaveText(before);
});
