import type { Page } from '@playwright/test';
import { expect, test, zh } from '../house/desk.ts';
import { chatEntrance, Visitor } from '../house/visitor.ts';
import { become, clean, reply, thread } from '../house/workspace.ts';

test.describe.configure({ timeout: 300_000 });

test('a supervisor sees who waits, takes an alert, whispers to the agent, takes over and settles it', async ({ browser, as, login, cast }) => {
  test.slow();
  const supervisor = await as('supervisor');
  const agent = await login({ login: 'online1', password: cast.hotline_agent.password, name: '' });
  await supervisor.goto('/live');
  await expect(supervisor.getByRole('heading', { name: '实时监看' })).toBeVisible();

  // An angry customer waits: the number is pushed, and opens to who it is.
  const visitor = await Visitor.comes(browser, cast, await chatEntrance(cast, '监看旅程'));
  const matter = `你们这什么态度，我要投诉！单号 ${Date.now().toString(36)}`;
  await visitor.say(matter);
  const figures = supervisor.getByRole('group', { name: '实时数字' });
  await expect(figures.getByRole('button', { name: /情绪激动/ })).not.toHaveText(/^0/);
  await figures.getByRole('button', { name: /情绪激动/ }).click();
  const behind = supervisor.getByRole('region', { name: '客户情绪激动的会话' });
  await expect(behind.getByText(matter)).toBeVisible();

  // The alert is raised by itself, and becomes hers.
  const alert = supervisor.getByRole('list', { name: '预警' }).getByRole('listitem').filter({ hasText: '客户情绪激动' }).first();
  await expect(alert.getByText('未知悉')).toBeVisible();
  await alert.getByRole('button', { name: zh('知悉') }).click();
  await expect(alert.getByText(/^负责：/)).toBeVisible();
  await clean(supervisor);

  // The agent has it; the supervisor looks on and whispers. The agent sees it at once, the customer never.
  await agent.goto('/conversations');
  await become(agent, '在线');
  await agent.getByRole('article', { name: /新会话/ }).filter({ hasText: matter }).getByRole('button', { name: zh('接受') }).click({ timeout: 60_000 });
  await expect(reply(agent)).toBeEnabled();
  await supervisor.getByRole('listitem').filter({ hasText: matter }).getByRole('link').first().click();
  await expect(thread(supervisor).getByText(matter)).toBeVisible();
  await act(supervisor, '耳语');
  await supervisor.getByRole('dialog').getByLabel('对坐席说').fill('先致歉，再给方案。');
  await supervisor.getByRole('dialog').getByRole('button', { name: zh('耳语') }).click();
  await expect(thread(agent).getByText('先致歉，再给方案。')).toBeVisible();
  await expect(thread(agent).getByText('主管耳语，客户看不到')).toBeVisible();
  await reply(agent).fill('非常抱歉，马上为您处理。');
  await reply(agent).press('Enter');
  await expect.poll(() => visitor.told()).toEqual(['非常抱歉，马上为您处理。']);
  await clean(agent);

  // She takes it over, with a reason, and answers herself.
  await act(supervisor, '接管');
  await supervisor.getByRole('dialog').getByLabel('接管原因').fill('客户情绪激动，由主管接待。');
  await supervisor.getByRole('dialog').getByRole('button', { name: zh('接管') }).click();
  await expect(reply(supervisor)).toBeEnabled();
  await reply(supervisor).fill('我是主管，由我来处理。');
  await reply(supervisor).press('Enter');
  await expect.poll(() => visitor.told()).toContain('我是主管，由我来处理。');

  // The alert is settled with a word, and stays on record.
  await supervisor.goto('/live');
  await alert.getByRole('button', { name: zh('处理完毕') }).click();
  await supervisor.getByRole('dialog').getByLabel('处理说明').fill('主管已接待并致歉。');
  await supervisor.getByRole('dialog').getByRole('button', { name: zh('处理完毕') }).click();
  await supervisor.getByText('已处理', { exact: true }).click();
  await expect(supervisor.getByText(/主管已接待并致歉/).first()).toBeVisible();

  // The wall shows the same without a hand.
  await supervisor.goto('/wall');
  await expect(supervisor.getByRole('heading', { name: '实时大屏' })).toBeVisible();
  await expect(supervisor.getByText('今日服务水平')).toBeVisible();
  await clean(supervisor);
  await become(agent, '离线');
  await visitor.leaves();
});

/** Does something that stands in the menu of the conversation, or beside it. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: zh('更多操作') }).click();
  await page.getByRole('menuitem', { name: zh(name) }).click();
}
