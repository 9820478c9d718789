import type { Locator, Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { act, choose, expect, openOwnCase, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

async function clean(page: Page): Promise<void> {
  // Nothing is looked at under the pointer, where colours are those of hovering.
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

async function ask(page: Page, unit: string, task: string): Promise<void> {
  await act(page, '请求协办', async (form) => {
    await choose(form, '协办部门', unit);
    await form.getByLabel('协办事项', { exact: true }).fill(task);
  });
  await expect(partOf(page, unit).getByText('待接收')).toBeVisible();
}

/** A complete inquiry of the hotline agent, which no other journey works on. */
async function openComplete(page: Page, { address, hotline_agent: agent }: Cast): Promise<void> {
  const api = new Api(address);
  await api.signIn(agent.login, agent.password);
  const phone = `137${String(Date.now()).slice(-8)}`;
  const promise = { due_at: new Date(Date.now() + 4 * 3_600_000).toISOString(), text: '核实后电话答复。' };
  const matter = { subject: '流量话费异常', description: '本月流量费比上月多，请核实。', contact_how: phone, happened_at: new Date(Date.now() - 3_600_000).toISOString() };
  const { id } = await api.post<{ id: string }>('/cases', { kind: 'inquiry', class: 'bill_inquiry', channel: 'phone', ...matter, customer: { name: '白露', phone }, promise });
  await page.goto(`/cases/${id}`);
}

const partOf = (page: Page, unit: string): Locator => page.getByRole('article', { name: unit });

/** Ends a part with its words, in the drawer that its button opens. */
async function end(page: Page, unit: string, verb: string, label: string, words: string): Promise<void> {
  await partOf(page, unit).getByRole('button', { name: zh(verb) }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel(label, { exact: true }).fill(words);
  await form.getByRole('button', { name: zh(verb) }).click();
  await expect(form).toBeHidden();
}

/** Opens a case from the desk of what one's department is asked for. */
async function openAsked(page: Page, number: string): Promise<void> {
  await page.goto('/joint');
  await page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: number }).click();
  await expect(page.getByText(number).first()).toBeVisible();
}

async function customerCallsAgain(page: Page, said: string): Promise<void> {
  await act(page, '登记客户来催', async (form) => form.getByLabel('客户说了什么', { exact: true }).fill(said));
}

test('the host asks two departments, one sends its part back and one delivers, urging brings it up, and it is solved', async ({ as, login, cast }) => {
  test.slow();
  const host = await as('hotline_agent');
  await openComplete(host, cast);
  const home = new URL(host.url()).pathname;
  const number = (await host.locator('header b').first().textContent()) ?? '';
  await ask(host, '网络维护部', '请核实线路是否割接。');
  await ask(host, '技术支持部', '请核对计费日志。');
  await clean(host);

  const { password } = cast.administrator;
  const technician = await login({ login: 'technical1', password, name: '' });
  await openAsked(technician, number);
  await end(technician, '技术支持部', '退回协办', '退回原因', '计费日志由账务管理部保管。');
  await technician.goto(home);
  await expect(technician.getByText('找不到').or(technician.getByText(/没有该工单|不在可见范围/)).first()).toBeVisible();

  await host.goto(home);
  await expect(partOf(host, '技术支持部').getByText('已退回')).toBeVisible();
  await expect(partOf(host, '技术支持部').getByText('计费日志由账务管理部保管。')).toBeVisible();
  for (const said of ['客户来电催促。', '客户再次来电。', '客户要求今天答复。']) await customerCallsAgain(host, said);
  await expect(host.getByText(/^已升级$/)).toBeVisible();
  await expect(host.getByText(/第\s?1\s?级/).first()).toBeVisible();
  await host.goto('/cases?view=urged');
  await expect(host.getByRole('row').filter({ hasText: number }).getByText(/催\s?3/)).toBeVisible();
  await clean(host);

  const engineer = await login({ login: 'network1', password, name: '' });
  await openAsked(engineer, number);
  await partOf(engineer, '网络维护部').getByRole('button', { name: zh('接收协办') }).click();
  await expect(partOf(engineer, '网络维护部').getByText('办理中')).toBeVisible();
  await clean(engineer);
  await host.goto(home);
  await host.getByRole('button', { name: zh('已兑现') }).first().click();
  const kept = host.getByRole('dialog');
  await kept.getByLabel('给了客户什么答复', { exact: true }).fill('已说明正在核实。');
  await kept.getByRole('button', { name: zh('兑现承诺') }).click();
  await expect(kept).toBeHidden();
  await act(host, '推进环节', async (form) => form.getByRole('radio', { name: '提出方案' }).check());
  await expect(host.getByText(/办理中\s*·\s*提出方案/)).toBeVisible();

  // An open part holds the case up: what is refused says why.
  await host.getByRole('button', { name: zh('推进环节') }).click();
  const form = host.getByRole('dialog');
  await form.getByRole('radio', { name: '向客户确认' }).check();
  await form.getByRole('button', { name: zh('推进环节') }).click();
  await expect(form.getByText(/协办未完成/)).toBeVisible();
  await end(engineer, '网络维护部', '完成协办', '协办结果', '线路未割接，流量为客户自用。');
  await form.getByRole('button', { name: zh('推进环节') }).click();
  await expect(form).toBeHidden();
  await act(host, '登记客户意见', async (said) => said.getByRole('radio', { name: zh('满意') }).check());
  await expect(host.getByText(/已办结\s*·/)).toBeVisible();
  await expect(partOf(host, '网络维护部').getByText('线路未割接，流量为客户自用。')).toBeVisible();
  await clean(host);
});

test('who handed a case over takes it back while it waits', async ({ as, cast }) => {
  const host = await as('hotline_agent');
  await openOwnCase(host, cast);
  await act(host, '转派', async (form) => {
    await choose(form, '转到部门', '账务管理部');
    await form.getByLabel('转派原因', { exact: true }).fill('请核对账单。');
  });
  await act(host, '撤回转派', async (form) => form.getByLabel('撤回原因', { exact: true }).fill('客户已来电说明。'));
  await expect(host.getByText('已撤回').first()).toBeVisible();
  await expect(host.getByText(/撤回了到账务管理部的转派/)).toBeVisible();
});
