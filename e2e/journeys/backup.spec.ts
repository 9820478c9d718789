import type { Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import type { Actor, Cast } from '../house/cast.ts';
import { expect, openOwnCase, test, zh } from '../house/desk.ts';

type Seat = { person_id: string; name: string };
type Board = { items: { post_id: string; version: number; holders: Seat[]; backup?: Seat }[] };
type Person = { id: string; login: string; name: string };

/** Two colleagues of the second hotline team, whom no other journey needs: one who holds a post, and its backup. */
async function pair({ address, administrator }: Cast): Promise<{ holder: Actor; backup: Actor }> {
  const api = new Api(address);
  await api.signIn(administrator.login, administrator.password);
  const { items } = await api.get<{ items: Person[] }>('/people?q=hotline21');
  const holder = items.find(({ login }) => login === 'hotline21');
  const board = await api.get<Board>('/backups');
  const post = board.items.find(({ holders }) => holders.some(({ person_id: id }) => id === holder?.id));
  const backup = await api.get<Person>(`/people/${post?.backup?.person_id}`);
  const actor = (it: Person | undefined): Actor => ({ login: it?.login ?? '', name: it?.name ?? '', password: administrator.password });
  return { holder: actor(holder), backup: actor(backup) };
}

async function away(page: Page): Promise<void> {
  await page.goto('/me');
  await page.getByRole('button', { name: zh('登记缺勤') }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('结束时间', { exact: true }).fill('2099-01-01 18:00');
  await form.getByLabel('结束时间', { exact: true }).press('Enter');
  await form.getByLabel('原因', { exact: true }).fill('回家探亲');
  await form.getByRole('button', { name: zh('登记缺勤') }).click();
}

test('A goes on leave, B gets the work, A returns and has it back', async ({ login, cast }) => {
  test.slow();
  const { holder, backup } = await pair(cast);
  const agent = await login(holder);
  await openOwnCase(agent, { ...cast, hotline_agent: holder });
  const url = new URL(agent.url()).pathname;

  // The leave is longer than policy allows: it is refused under its field. Then it is not.
  await away(agent);
  const form = agent.getByRole('dialog');
  await expect(form.getByText(/时间过长/)).toBeVisible();
  const end = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('结束时间', { exact: true }).fill(`${end} 18:00`);
  await form.getByLabel('结束时间', { exact: true }).press('Enter');
  await expect(form).toBeHidden();
  await expect(agent.getByText(`由${backup.name}代办`)).toBeVisible();

  const other = await login(backup);
  await other.goto(url);
  await expect(other.getByText(new RegExp(`${holder.name}缺勤，交由${backup.name}代办`))).toBeVisible();
  await other.goto('/me');
  await expect(other.getByText(new RegExp(`正在代办：.*${holder.name}`))).toBeVisible();
  await other.goto('/backups?show=absent');
  await expect(other.getByRole('row').filter({ hasText: holder.name }).getByText('缺勤').first()).toBeVisible();

  await agent.goto('/me');
  await agent.getByRole('button', { name: zh('回来了') }).click();
  await expect(agent.getByText('已结束').first()).toBeVisible();
  await agent.goto(url);
  await expect(agent.getByText(/回来，交还代办的工单/)).toBeVisible();
});
