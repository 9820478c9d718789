import type { Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import type { Actor, Cast } from '../house/cast.ts';
import { expect, openOwnCase, signIn, test, zh } from '../house/desk.ts';

type Seat = { person_id: string; name: string };
type Board = { items: { post_id: string; version: number; holders: Seat[]; backup?: Seat }[] };
type Person = { id: string; login: string; name: string };

/** The post of the hotline agent, and the colleague who is its backup. */
async function pair({ address, administrator, hotline_agent: agent }: Cast): Promise<{ post: string; backup: Actor }> {
  const api = new Api(address);
  await api.signIn(administrator.login, administrator.password);
  const { items } = await api.get<Board>('/backups');
  const post = items.find(({ holders }) => holders.some(({ name }) => name === agent.name));
  const backup = await api.get<Person>(`/people/${post?.backup?.person_id}`);
  return { post: post?.post_id ?? '', backup: { login: backup.login, name: backup.name, password: agent.password } };
}

async function away(page: Page): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: zh('登记缺勤') }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('结束', { exact: true }).fill('2099-01-01 18:00');
  await form.getByLabel('结束', { exact: true }).press('Enter');
  await form.getByLabel('原因', { exact: true }).fill('回家探亲');
  await form.getByRole('button', { name: zh('登记缺勤') }).click();
}

test('A goes on leave, B gets the work, A returns and has it back', async ({ as, browser, cast }) => {
  test.slow();
  const { backup } = await pair(cast);
  const agent = await as('hotline_agent');
  await openOwnCase(agent, cast);
  const url = new URL(agent.url()).pathname;

  // The leave is longer than policy allows: it is refused under its field. Then it is not.
  await away(agent);
  const form = agent.getByRole('dialog');
  await expect(form.getByText(/时间过长/)).toBeVisible();
  const end = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('结束', { exact: true }).fill(`${end} 18:00`);
  await form.getByLabel('结束', { exact: true }).press('Enter');
  await form.getByRole('button', { name: zh('登记缺勤') }).click();
  await expect(form).toBeHidden();
  await expect(agent.getByText(`由${backup.name}代办`)).toBeVisible();

  const context = await browser.newContext({ baseURL: cast.address, locale: 'zh-CN' });
  const other = await context.newPage();
  await signIn(other, backup.login, backup.password);
  await other.goto(url);
  await expect(other.getByText(new RegExp(`${cast.hotline_agent.name}缺勤，交由${backup.name}代办`))).toBeVisible();
  await other.goto('/me');
  await expect(other.getByText(new RegExp(`正在代办：.*${cast.hotline_agent.name}`))).toBeVisible();
  await other.goto('/backups?show=absent');
  await expect(other.getByRole('row').filter({ hasText: cast.hotline_agent.name }).getByText('缺勤').first()).toBeVisible();
  await context.close();

  await agent.goto('/me');
  await agent.getByRole('button', { name: zh('回来了') }).click();
  await expect(agent.getByText('已结束').first()).toBeVisible();
  await agent.goto(url);
  await expect(agent.getByText(/回来，交还代办的工单/)).toBeVisible();
});
