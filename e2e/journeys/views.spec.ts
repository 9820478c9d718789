import type { Page } from '@playwright/test';
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

/** A fault on a mobile line that nobody else's journey makes. */
async function fault({ address, hotline_agent: agent }: Cast, subject: string): Promise<string> {
  const api = new Api(address);
  await api.signIn(agent.login, agent.password);
  const promise = { due_at: new Date(Date.now() + 4 * 3_600_000).toISOString(), text: '核实后电话答复。' };
  const customer = { name: '白桦', phone: `135${String(Date.now()).slice(-8)}` };
  const fields = { place: '学府路 8 号', line: 'mobile', visit: true };
  const { id } = await api.post<{ id: string }>('/cases', { kind: 'fault', channel: 'phone', subject, description: '室内无信号。', contact_how: customer.phone, customer, promise, fields });
  return id;
}

test('a view narrowed by an answer is shared with the team, pinned by a colleague, and counts what comes', async ({ as, login, cast }) => {
  const name = `移动报修 ${Date.now() % 100_000}`;
  const subject = `基站信号弱 ${Date.now() % 100_000}`;
  await fault(cast, subject);

  // The view: kind and answer as filters, the visit as a column, kept for the team.
  const agent = await as('hotline_agent');
  await agent.goto('/cases?view=team');
  await choose(agent, '线路类型', '移动网络');
  await choose(agent, '类别', '报修');
  await agent.getByRole('button', { name: '附加列' }).click();
  await agent.getByRole('checkbox', { name: zh('需要上门') }).check();
  await agent.keyboard.press('Escape');
  await expect(agent.getByRole('columnheader', { name: zh('需要上门') })).toBeVisible();
  await expect(agent.getByRole('row').filter({ hasText: subject })).toContainText('是');
  await clean(agent);
  await agent.getByRole('button', { name: /存为视图$/ }).click();
  const form = agent.getByRole('dialog');
  await form.getByLabel('视图名称', { exact: true }).fill(name);
  await form.getByRole('radio', { name: zh('本组') }).check();
  await form.getByRole('button', { name: zh('保存视图') }).click();
  await expect(form).toBeHidden();
  await expect(agent.getByRole('tab', { name: new RegExp(name) })).toBeVisible();

  // The colleague of the same team finds it among the views and pins it.
  const lead = await login({ login: 'hotline-lead', password: cast.hotline_agent.password, name: '' });
  await lead.goto('/cases');
  await lead.getByRole('tab', { name: new RegExp(name) }).click();
  await expect(lead.getByRole('columnheader', { name: zh('需要上门') })).toBeVisible();
  await lead.getByRole('button', { name: zh('固定到导航') }).click();
  const pinned = lead.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: new RegExp(name) });
  await expect(pinned).toBeVisible();
  const count = async () => Number((await pinned.textContent())?.slice(name.length));
  await expect.poll(count).toBeGreaterThan(0);
  const before = await count();

  // Another case comes, and the counter moves without anything being asked for.
  await fault(cast, `${subject} 之二`);
  await expect.poll(count, { timeout: 15_000 }).toBe(before + 1);
  await clean(lead);

  // Their own view goes away with one press, and says so.
  await agent.getByRole('tab', { name: new RegExp(name) }).click();
  await agent.getByRole('button', { name: zh('删除此视图') }).click();
  await expect(agent.getByText(/已删除视图/)).toBeVisible();
  await expect(agent.getByRole('tab', { name: new RegExp(name) })).toBeHidden();
});

test('a tag is made while it is put on, found by in the list, renamed and merged by the supervisor', async ({ as, cast }) => {
  const tag = `试点${[...String(Date.now() % 100_000)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`;
  const id = await fault(cast, '试点小区信号');
  const agent = await as('hotline_agent');
  await agent.goto(`/cases/${id}`);
  await agent.getByRole('button', { name: '修改标签' }).click();
  await agent.getByRole('combobox', { name: '标签' }).fill(tag);
  await agent.getByRole('button', { name: /新建标签/ }).click();
  await expect(agent.locator('header').getByText(tag)).toBeVisible();
  await agent.keyboard.press('Escape');
  await expect(agent.getByRole('combobox', { name: '标签' })).toBeHidden();
  await expect(agent.getByText(new RegExp(`加上标签${tag}`))).toBeVisible();
  await clean(agent);

  const boss = await as('supervisor');
  await boss.goto('/templates?tab=tags');
  const row = boss.getByRole('row').filter({ hasText: tag });
  await row.getByRole('button', { name: zh('合并') }).click();
  const form = boss.getByRole('dialog');
  await choose(form, '并入', '线路改造区');
  await form.getByRole('button', { name: zh('合并') }).click();
  await expect(form).toBeHidden();
  await expect(row).toContainText('已并入');
  await clean(boss);

  await boss.goto('/cases?view=open');
  await choose(boss, '标签', '线路改造区');
  await boss.keyboard.press('Escape');
  await expect(boss.getByRole('row').filter({ hasText: '试点小区信号' })).toContainText('线路改造区');
});
