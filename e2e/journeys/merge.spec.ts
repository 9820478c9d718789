import type { Page } from '@playwright/test';
import { barriers } from '../house/barriers.ts';
import { act, choose, chooseMoment, expect, openOwnCase, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

async function clean(page: Page): Promise<void> {
  // Nothing is looked at under the pointer, where colours are those of hovering.
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

const numberOf = async (page: Page) => (await page.locator('header b').first().textContent()) ?? '';

async function note(page: Page, words: string): Promise<void> {
  await page.getByLabel('内部备注').fill(words);
  await page.getByRole('button', { name: zh('记下备注') }).click();
  await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible();
}

test('two cases about one matter become one and two again', async ({ as, cast }) => {
  test.slow();
  const agent = await as('hotline_agent');
  await openOwnCase(agent, cast);
  const [other, home] = [await numberOf(agent), new URL(agent.url()).pathname];
  await note(agent, '客户补充了账单截图。');
  await openOwnCase(agent, cast);
  const [number, stays] = [await numberOf(agent), new URL(agent.url()).pathname];

  await act(agent, '合并工单', async (form) => {
    await form.getByLabel('要并入的工单', { exact: true }).fill(other);
    await agent.locator('.ant-select-item-option').filter({ hasText: other }).click();
    await form.getByLabel('合并原因', { exact: true }).fill('同一笔话费。');
  });
  // The course of both is one, each entry of the other marked with its number.
  await expect(agent.getByText(`并入了工单 ${other}`)).toBeVisible();
  const copied = agent.getByRole('listitem').filter({ hasText: '客户补充了账单截图。' });
  await expect(copied.getByText(new RegExp(`来自\\s?${other}`))).toBeVisible();
  await expect(agent.getByRole('button', { name: zh('已兑现') })).toHaveCount(2);
  await clean(agent);

  await agent.goto(home);
  await expect(agent.getByText(/已办结\s*·/)).toBeVisible();
  await expect(agent.getByText('本单已并入')).toBeVisible();
  await clean(agent);
  await agent.goto(stays);
  await agent.getByRole('article', { name: other }).getByRole('button', { name: zh('撤销合并') }).click();
  const form = agent.getByRole('dialog');
  await form.getByLabel('撤销原因', { exact: true }).fill('是两笔不同的话费。');
  await form.getByRole('button', { name: zh('撤销合并') }).click();
  await expect(form).toBeHidden();
  await expect(agent.getByRole('button', { name: zh('已兑现') })).toHaveCount(1);
  await agent.goto(home);
  await expect(agent.getByText(/办理中\s*·/)).toBeVisible();
  await expect(agent.getByText(`撤销合并，不再并入 ${number}`)).toBeVisible();
});

test('a matter is split off with its notes', async ({ as, cast }) => {
  const agent = await as('hotline_agent');
  await openOwnCase(agent, cast);
  const number = await numberOf(agent);
  await note(agent, '另外要求补打三月账单。');
  await act(agent, '拆分工单', async (form) => {
    await form.getByLabel('主题', { exact: true }).fill('补打三月账单');
    await choose(form, '带走的备注与回复', /补打三月账单/);
    await agent.keyboard.press('Escape');
    await chooseMoment(form, '在何时之前回复', '4 小时后');
    await form.getByLabel('承诺的内容', { exact: true }).fill('补打后邮寄。');
    await form.getByLabel('拆分原因', { exact: true }).fill('两件事分开办。');
  });
  await expect(agent.getByText(/拆出工单/)).toBeVisible();
  await agent.getByRole('complementary').getByRole('link').filter({ hasText: /^\d+$/ }).last().click();
  await expect(agent.getByRole('heading', { level: 1, name: '补打三月账单' })).toBeVisible();
  await expect(agent.getByText(`由工单 ${number} 拆出`)).toBeVisible();
  await expect(agent.getByRole('listitem').filter({ hasText: '另外要求补打三月账单。' })).toBeVisible();
  await clean(agent);
});
