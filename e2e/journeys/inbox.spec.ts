import type { Page } from '@playwright/test';
import { choose, expect, test, zh } from '../house/desk.ts';
import { clean, thread } from '../house/workspace.ts';

const find = (page: Page) => page.getByRole('searchbox', { name: '查找会话' });
const rows = (page: Page) => page.getByRole('list', { name: '查找结果' }).getByRole('listitem');
const popover = (page: Page) => page.locator('.ant-popover:visible');

test.describe.configure({ timeout: 180_000 });

test('a conversation that is over is found by its words and narrowed by chips; a mention is counted until it is seen', async ({ login, cast }) => {
  test.slow();
  const { password } = cast.hotline_agent;
  const [first, second] = [await login({ login: 'online3', password, name: '' }), await login({ login: 'online4', password, name: '' })];
  await first.goto('/conversations');

  // Words are found in what was said, whoever of the team said it; they are marked, and stand in the address.
  await find(first).fill('路由器');
  await expect(rows(first).first()).toBeVisible({ timeout: 30_000 });
  await expect(rows(first).first().locator('mark')).toHaveText('路由器');
  await expect(first).toHaveURL(/q=/);
  await clean(first);
  const chips = first.getByRole('group', { name: '筛选' });
  await chips.getByText(/^仅/).click();
  await expect(first.getByText('没有找到会话')).toBeVisible();
  await chips.getByText('全部会话').click();
  await expect(rows(first).first()).toBeVisible();

  // Narrowed to a channel on which none came, nothing is left; taking the chip off brings all back, also after a reload.
  await first.getByRole('button', { name: /^筛选/ }).click();
  await first.getByRole('combobox', { name: '渠道' }).click();
  await first.locator('.ant-select-dropdown:visible').getByText('邮件', { exact: true }).click();
  await expect(first.getByText('没有找到会话')).toBeVisible();
  await first.keyboard.press('Escape');
  await first.getByLabel('去掉渠道').click();
  await expect(rows(first).first()).toBeVisible();
  await first.reload();
  await rows(first).first().getByRole('link').click();
  await expect(thread(first).getByText('刚收到的路由器连不上网，灯一直是红的')).toBeVisible();
  // What else was said with the customer stands beside it.
  await expect(first.getByText('往来会话')).toBeVisible();

  // It is tagged, found by the tag, and what is set is kept as a view that the team has.
  const view = `媒体跟进 ${Date.now() % 100_000}`;
  await first.getByRole('button', { name: '修改标签' }).click();
  await choose(popover(first), '标签', '媒体关注');
  await expect(thread(first).getByText(/加上标签\s*媒体关注/)).toBeVisible();
  await first.getByRole('button', { name: '修改标签' }).click();
  await expect(rows(first).first().getByText('媒体关注')).toBeVisible();
  await first.getByRole('button', { name: /^筛选/ }).click();
  await choose(popover(first), '标签', '媒体关注');
  await expect(first).toHaveURL(/tags=tag_/);
  await expect(rows(first)).toHaveCount(1);
  await first.getByRole('button', { name: /^筛选/ }).click();
  await clean(first);
  await first.getByRole('button', { name: /存为视图$/ }).click();
  const form = first.getByRole('dialog');
  await form.getByLabel('视图名称', { exact: true }).fill(view);
  await form.getByRole('radio', { name: zh('本组') }).check();
  await form.getByRole('button', { name: zh('保存视图') }).click();
  await expect(form).toBeHidden();

  // The colleague chooses it: its filters stand in the address.
  await second.goto('/conversations');
  await second.getByRole('tab', { name: new RegExp(view) }).click();
  await expect(second).toHaveURL(/tags=tag_/);
  await expect(rows(second)).toHaveCount(1);
  await first.getByRole('tab', { name: new RegExp(view) }).click();
  await first.getByRole('button', { name: '删除此视图' }).click();
  await expect(first.getByRole('tab', { name: new RegExp(view) })).toBeHidden();

  // A colleague is called in: the tab counts it until they look.
  await second.goto('/conversations');
  const tab = second.getByRole('tab', { name: /提到我/ });
  await expect(tab).toHaveText(/提到我\s*0$/);
  const name = await nameOf(second);
  await first.getByText('内部备注', { exact: true }).first().click();
  const note = first.getByRole('textbox', { name: '内部备注' });
  await note.pressSequentially(`@${name}`);
  await first.getByRole('option', { name: new RegExp(name) }).first().click();
  await note.press('End');
  await note.pressSequentially('请回访。');
  await first.getByRole('button', { name: zh('记为备注') }).click();
  await expect(thread(first).getByText(/请回访。/)).toBeVisible();
  await expect(tab).toHaveText(/提到我\s*1$/);
  await tab.click();
  await second.getByRole('list', { name: '提到我' }).getByRole('link').first().click();
  await expect(thread(second).getByText(/请回访。/)).toBeVisible();
  await expect(tab).toHaveText(/提到我\s*0$/);
});

async function nameOf(page: Page): Promise<string> {
  return (await page.evaluate(async () => ((await (await fetch('/api/v1/session')).json()) as { person: { name: string } }).person.name)) as string;
}
