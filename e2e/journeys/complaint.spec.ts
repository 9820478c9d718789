import type { Browser, Page } from '@playwright/test';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { keepPromise, lookInto, takeIn } from '../house/complaint.ts';
import { act, choose, expect, signIn, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

async function clean(page: Page): Promise<void> {
  // Nothing is looked at under the pointer, where colours are those of hovering.
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

/** The lead of the hotline agent's team, who plays no part in other journeys. */
async function leadOf(browser: Browser, { address, hotline_agent: { password } }: Cast): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, locale: 'zh-CN' });
  await context.addInitScript(() => localStorage.setItem('hearth.language', 'zh-CN'));
  const page = await context.newPage();
  await signIn(page, 'hotline-lead', password);
  return page;
}

async function askForMoney(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('申请审批') }).click();
  await page.getByRole('menuitem', { name: zh('补偿') }).click();
  const form = page.getByRole('dialog');
  await choose(form, '补偿方式', '退费');
  await form.getByLabel('金额', { exact: true }).fill('200');
  await form.getByLabel('申请理由', { exact: true }).fill('责任在我方。');
  await form.getByRole('button', { name: zh('提交审批') }).click();
  await expect(form).toBeHidden();
}

/** Approves what waits for somebody on their page of approvals. */
async function approve(page: Page, number: string): Promise<void> {
  await page.goto('/approvals');
  const card = page.getByRole('article').filter({ hasText: number });
  await card.getByRole('button', { name: zh('通过') }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: zh('通过') }).click();
  await expect(form).toBeHidden();
  await expect(card).toBeHidden();
}

async function walk(page: Page, steps: string[]): Promise<void> {
  for (const step of steps) {
    await act(page, '推进环节', async (form) => form.getByRole('radio', { name: step }).check());
    await expect(page.getByText(new RegExp(`办理中\\s*·\\s*${step}`))).toBeVisible();
  }
}

async function satisfied(page: Page): Promise<void> {
  await act(page, '登记客户意见', async (form) => form.getByRole('radio', { name: zh('满意') }).check());
  await expect(page.getByText(/已办结\s*·/)).toBeVisible();
}

/** Finds the customer on the desk of follow-ups and writes down what they said. */
async function followUp(page: Page, number: string, result: string, comment: string): Promise<void> {
  await page.goto('/follow-ups');
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByRole('button', { name: zh('登记回访结果') }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: zh(result) }).check();
  await form.getByLabel(result === '不满意' ? '不满意的原因' : '客户的话', { exact: true }).fill(comment);
  await form.getByRole('button', { name: zh('登记结果') }).click();
  await expect(form).toBeHidden();
  await expect(row).toBeHidden();
}

async function numberOf(page: Page): Promise<string> {
  return (await page.locator('header b').first().textContent()) ?? '';
}

test('a complaint is looked into, compensated by two levels, followed up, reopened, and closed for good', async ({ as, browser, cast }) => {
  test.slow();
  const subject = `重复收费 ${Date.now()}`;
  const agent = await as('hotline_agent');
  await takeIn(agent, subject);
  const home = agent.url();
  const number = await numberOf(agent);
  await lookInto(agent);
  await clean(agent);
  await askForMoney(agent);
  await expect(agent.getByText('审批中').or(agent.getByText(/还剩/)).first()).toBeVisible();

  const lead = await leadOf(browser, cast);
  await approve(lead, number);
  const supervisor = await as('supervisor');
  await approve(supervisor, number);
  await clean(supervisor);
  await agent.goto(`${new URL(home).pathname}?pane=complaint`);
  await expect(agent.getByText('¥200.00').first()).toBeVisible();

  await agent.goto(new URL(home).pathname);
  await keepPromise(agent);
  await walk(agent, ['诊断', '提出方案', '实施', '向客户确认']);
  await satisfied(agent);
  await followUp(agent, number, '不满意', '退费还没有到账。');
  await clean(agent);
  await agent.goto(new URL(home).pathname);
  await expect(agent.getByText(/办理中\s*·\s*诊断/)).toBeVisible();
  await walk(agent, ['提出方案', '实施', '向客户确认']);
  await satisfied(agent);
  await followUp(agent, number, '满意', '已经到账，谢谢。');
  await agent.goto(new URL(home).pathname);
  await expect(agent.getByText(/已办结\s*·/)).toBeVisible();

  await agent.goto(`${new URL(home).pathname}/record`);
  await expect(agent.getByRole('heading', { level: 2, name: '投诉记录表' })).toBeVisible();
  await clean(agent);
});

test('a case is brought before its leader, who takes it on the board', async ({ as, browser, cast }) => {
  const agent = await as('hotline_agent');
  await takeIn(agent, `要求领导出面 ${Date.now()}`);
  const number = await numberOf(agent);
  await agent.getByRole('button', { name: zh('升级') }).click();
  const form = agent.getByRole('dialog');
  await form.getByLabel('原因', { exact: true }).fill('客户要求领导出面。');
  await form.getByRole('button', { name: zh('升级') }).click();
  await expect(form).toBeHidden();
  const lead = await leadOf(browser, cast);
  await lead.goto('/supervision');
  const row = lead.getByRole('row').filter({ hasText: number });
  await row.getByRole('button', { name: zh('接手') }).click();
  await expect(row.getByRole('button', { name: zh('接手') })).toBeHidden();
  await clean(lead);
});
