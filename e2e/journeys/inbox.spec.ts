import type { Page } from '@playwright/test';
import { expect, test, zh } from '../house/desk.ts';
import { chatEntrance, Visitor } from '../house/visitor.ts';
import { become, clean, reply, thread } from '../house/workspace.ts';

const find = (page: Page) => page.getByRole('searchbox', { name: '查找会话' });
const rows = (page: Page) => page.getByRole('list', { name: '查找结果' }).getByRole('listitem');

test.describe.configure({ timeout: 300_000 });

test('a conversation that is over is found by words of it, narrowed by chips, and a mention is counted until it is seen', async ({ browser, login, cast }) => {
  test.slow();
  const { password } = cast.hotline_agent;
  const [first, second] = [await login({ login: 'online1', password, name: '' }), await login({ login: 'online2', password, name: '' })];
  await first.goto('/conversations');
  await become(first, '在线');
  const visitor = await Visitor.comes(browser, cast, await chatEntrance(cast, '官网查询客服'));
  const word = `核验码${Date.now().toString(36)}`;
  await visitor.say(`路由器的${word}在哪里看？`);
  await first.getByRole('article', { name: /新会话/ }).filter({ hasText: word }).getByRole('button', { name: zh('接受') }).click({ timeout: 60_000 });
  await reply(first).fill('在路由器背面的标签上。');
  await reply(first).press('Enter');
  await expect.poll(() => visitor.told()).toEqual(['在路由器背面的标签上。']);

  // A colleague is called in: the tab counts it, until they look.
  await second.goto('/conversations');
  const tab = second.getByRole('tab', { name: /提到我/ });
  await expect(tab).toHaveText(/提到我\s*0$/);
  await first.locator('body').press('Escape');
  await first.getByText('内部备注', { exact: true }).first().click();
  const note = first.getByRole('textbox', { name: '内部备注' });
  await note.pressSequentially(`@${(await nameOf(second)).slice(0, 2)}`);
  await first.getByRole('option').first().click();
  await note.press('End');
  await note.pressSequentially(' 请核对标签。');
  await first.getByRole('button', { name: zh('记为备注') }).click();
  await expect(thread(first).getByText('请核对标签。')).toBeVisible();
  await expect(tab).toHaveText(/提到我\s*1$/);
  await tab.click();
  await second.getByRole('list', { name: '提到我' }).getByRole('link').first().click();
  await expect(thread(second).getByText('请核对标签。')).toBeVisible();
  await expect(tab).toHaveText(/提到我\s*0$/);

  // It ends, and is found again by a word of it, which is marked; what is found stands in the address.
  await first.locator('h2').first().click();
  await first.keyboard.press('e');
  await first.getByRole('dialog').getByText('已答复').click();
  await first.getByRole('dialog').getByRole('button', { name: zh('结束') }).click();
  await expect(first.getByRole('dialog')).toBeHidden();
  await find(first).fill(word);
  await expect(rows(first)).toHaveCount(1, { timeout: 20_000 });
  await expect(rows(first).locator('mark')).toHaveText(word);
  await expect(first).toHaveURL(new RegExp(`q=${encodeURIComponent(word)}`));
  await clean(first);
  const chips = first.getByRole('group', { name: '筛选' });
  await chips.getByText(/^仅/).click();
  await expect(first.getByText('没有找到会话')).toBeVisible();
  await chips.getByText('全部会话').click();
  await expect(rows(first)).toHaveCount(1);

  // Narrowed to a channel on which it did not come, nothing is left; the chip takes that back.
  await first.getByRole('button', { name: '筛选' }).click();
  await first.getByRole('combobox', { name: '渠道' }).click();
  await first.locator('.ant-select-dropdown:visible').getByText('邮件', { exact: true }).click();
  await expect(first.getByText('没有找到会话')).toBeVisible();
  await first.keyboard.press('Escape');
  await first.getByRole('button', { name: '去掉渠道' }).click();
  await expect(rows(first)).toHaveCount(1);
  await first.reload();
  await expect(rows(first)).toHaveCount(1);
  await become(first, '离线');
  await visitor.leaves();
});

async function nameOf(page: Page): Promise<string> {
  return (await page.evaluate(async () => ((await (await fetch('/api/v1/session')).json()) as { person: { name: string } }).person.name)) as string;
}
