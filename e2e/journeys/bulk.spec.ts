import type { Locator, Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { choose, expect, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

async function clean(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

/** Cases of the hotline agent that only this journey works on, known by a tag of their own. */
async function taken({ address, hotline_agent: agent }: Cast, count: number): Promise<{ tag: string; name: string }> {
  const api = new Api(address);
  await api.signIn(agent.login, agent.password);
  const name = `批量 ${Date.now() % 1_000_000}`;
  const { id: tag } = await api.post<{ id: string }>('/tags', { name });
  for (let at = 0; at < count; at += 1) {
    const promise = { due_at: new Date(Date.now() + 4 * 3_600_000).toISOString(), text: '核实后电话答复。' };
    const customer = { name: '白杨', phone: `136${String(Date.now()).slice(-8)}` };
    // One after the other, as they come in.
    // eslint-disable-next-line no-await-in-loop
    await api.post('/cases', { kind: 'inquiry', class: 'bill_inquiry', channel: 'phone', subject: `账单核对 ${at + 1}`, description: '请核对账单。', customer, promise, tags: [tag] });
  }
  return { tag, name };
}

async function pick(page: Page, act: string): Promise<Locator> {
  await page.getByRole('group', { name: '批量操作' }).getByRole('button', { name: /^更\s?多/ }).click();
  await page.getByRole('menuitem', { name: zh(act) }).click();
  return page.getByRole('dialog').filter({ has: page.getByRole('button', { name: zh(act) }) });
}

test('all that a list finds are transferred, one and then the rest are taken back', async ({ as, cast }) => {
  test.slow();
  const { tag } = await taken(cast, 4);
  const agent = await as('hotline_agent');
  await agent.goto(`/cases?view=team&tags=${tag}`);
  const rows = agent.locator('main tbody tr[id^="row-cas_"]');
  await expect(rows).toHaveCount(4);
  await rows.first().getByRole('checkbox').check();
  await agent.getByRole('button', { name: zh('选择符合条件的全部 4 件') }).click();
  await expect(agent.getByText(zh('已选符合条件的全部 4 件'))).toBeVisible();
  await clean(agent);
  const form = await pick(agent, '转派');
  await choose(form, '转到部门', '账务管理部');
  await form.getByLabel('转派原因', { exact: true }).fill('由网络部门核对。');
  await form.getByRole('button', { name: zh('转派') }).click();

  const drawer = agent.getByRole('dialog', { name: '批量操作' });
  await expect(drawer.getByText(zh('全部 4 件已办。'))).toBeVisible();
  await clean(agent);
  await drawer.getByRole('button', { name: /^撤销\s?\d{4,}/ }).first().click();
  await expect(drawer.getByRole('heading', { name: zh('撤销转派（1 件）') })).toBeVisible();
  await expect(drawer.getByText(zh('全部 1 件已办。'))).toBeVisible();
  await drawer.getByRole('button', { name: zh('查看被撤销的操作') }).click();
  await drawer.getByRole('button', { name: zh('撤销 3 件') }).click();
  await expect(drawer.getByText(zh('全部 3 件已办。'))).toBeVisible();

  // It is in the address, and among what was done so far.
  await agent.reload();
  await expect(drawer.getByText(zh('全部 3 件已办。'))).toBeVisible();
  await drawer.getByRole('button', { name: zh('批量操作记录') }).click();
  await expect(drawer.getByRole('button', { name: zh('转派（4 件）') })).toBeVisible();
  await clean(agent);
  await agent.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(rows).toHaveCount(4);
});

test('what cannot close stays as it is, each with its reason', async ({ as, cast }) => {
  const { tag } = await taken(cast, 2);
  const agent = await as('hotline_agent', { language: 'zh-CN' });
  await agent.goto(`/cases?view=team&tags=${tag}`);
  const rows = agent.locator('main tbody tr[id^="row-cas_"]');
  await expect(rows).toHaveCount(2);
  for (const at of [0, 1]) await rows.nth(at).getByRole('checkbox').check();
  const form = await pick(agent, '办结');
  await expect(form.getByText(/办结后不能撤销/)).toBeVisible();
  await form.getByRole('radio', { name: zh('已解决') }).check();
  await form.getByRole('button', { name: zh('办结') }).click();
  const drawer = agent.getByRole('dialog', { name: '批量操作' });
  await expect(drawer.getByText(/已结束：已办\s?0，未办成\s?2，共\s?2\s?件/)).toBeVisible();
  await expect(drawer.getByRole('listitem')).toHaveCount(2);
  await expect(drawer.getByRole('listitem').first()).toContainText('承诺');
  await clean(agent);
});

test('a list is exported with the fields of policy as columns, masked, for a reason', async ({ as, cast }) => {
  const { tag } = await taken(cast, 2);
  const page = await as('supervisor');
  await page.goto(`/cases?view=open&tags=${tag}`);
  await page.getByRole('button', { name: '导出工单' }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByText(zh('将导出当前列表的 2 件工单。'))).toBeVisible();
  await expect(form.getByRole('columnheader', { name: zh('编号') })).toBeVisible();
  await expect(form.getByRole('cell', { name: '白**', exact: true }).first()).toBeVisible();
  await clean(page);
  await form.getByRole('button', { name: zh('导出') }).click();
  await expect(form.getByText('请填写用途；导出会记录在案。')).toBeVisible();
  await form.getByLabel('用途', { exact: true }).fill('月度核对');
  await form.getByRole('radio', { name: 'CSV' }).check();
  const saved = page.waitForEvent('download');
  await form.getByRole('button', { name: zh('导出') }).click();
  expect((await saved).suggestedFilename()).toBe('工单.csv');
  await expect(form).toBeHidden();
});
