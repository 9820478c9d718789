import type { Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { expect, test, zh, zhPart } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

type Clock = { target: string; policy: string; limit_ms: number };
type Opened = { id: string; clocks: Clock[] };
type Policy = { version: number; status: string };

const limit = 'resolution_suggestion';

async function apiOf({ address, ...cast }: Cast, who: 'manager' | 'hotline_agent'): Promise<Api> {
  const api = new Api(address);
  await api.signIn(cast[who].login, cast[who].password);
  return api;
}

/** A suggestion taken in now, and the limit its solution has. */
async function suggestion(cast: Cast): Promise<{ id: string; clock: Clock | undefined }> {
  const agent = await apiOf(cast, 'hotline_agent');
  const customer = { name: '林安', phone: `136${String(Date.now()).slice(-8)}` };
  const { id, clocks } = await agent.post<Opened>('/cases', { kind: 'suggestion', channel: 'phone', subject: '增设夜间班次', description: '希望晚间也能办理。', customer });
  return { id, clock: clocks.find(({ target }) => target === 'resolution') };
}

/** Opens one entry of the limits on the form. */
async function openEntry(page: Page): Promise<void> {
  const entry = page.locator('.ant-collapse-header').getByText(limit, { exact: true });
  await entry.scrollIntoViewIfNeeded();
  await entry.click();
}

test('a limit is written by one person, approved by another, and holds for new cases', async ({ as, cast }) => {
  const before = await suggestion(cast);
  const writer = await as('manager');
  await writer.goto('/policies');
  await settled(writer);
  expect(await barriers(writer)).toEqual([]);

  // Begun from what is in force, and written as a form.
  await writer.goto('/policies/limits');
  await writer.getByRole('button', { name: zh('起草新版') }).click();
  await writer.getByRole('button', { name: zh('开始起草') }).click();
  await writer.waitForURL(/policies\/limits\/edit/);
  await openEntry(writer);
  const within = writer.locator(`input[id^="field-limits"][id$=".within"]`);
  await within.fill('0');
  await within.blur();
  await expect(writer.getByText(/时长必须大于零/).first()).toBeVisible();
  expect(await barriers(writer)).toEqual([]);
  await within.fill('4');
  await within.blur();
  await expect(writer.getByText(/没有问题/)).toBeVisible();

  // The text says the same, and kept its comments.
  await writer.getByText(zh('原文'), { exact: true }).click();
  const text = writer.getByRole('textbox', { name: zh('原文') });
  await expect(text).toHaveValue(/id = "resolution_suggestion"\ntarget = "resolution"\nkinds = \["suggestion"\]\nwithin = "4wd"/);
  await expect(text).toHaveValue(/# A step that stands still is seen before the whole case is late\./);
  await writer.getByRole('button', { name: zh('提交审阅') }).click();
  await writer.waitForURL(/policies\/limits\?version=\d+/);
  const version = Number(new URL(writer.url()).searchParams.get('version'));

  // Nobody reviews or approves their own.
  const review = writer.getByRole('button', { name: zh('审阅通过') });
  await expect(review).toHaveAttribute('aria-disabled', 'true');
  await review.hover();
  await expect(writer.getByRole('tooltip')).toContainText(/须由他人审阅/);

  const second = await as('administrator');
  await second.goto('/policies?view=mine');
  await second.getByRole('row').filter({ hasText: zhPart('待审阅') }).getByRole('link').click();
  await second.getByRole('button', { name: zh('审阅通过') }).click();
  await expect(second.getByRole('button', { name: zh('批准') })).toBeVisible();

  await writer.reload();
  const own = writer.getByRole('button', { name: zh('批准') });
  await expect(own).toHaveAttribute('aria-disabled', 'true');
  const manager = await apiOf(cast, 'manager');
  const refused = manager.post(`/policies/limits/versions/${version}/acts`, { act: 'approve' });
  await expect(refused).rejects.toThrow(/403.*policy\.own_approval/);

  // What would have been is shown before it is approved.
  await second.getByText(zh('试算'), { exact: true }).click();
  await second.getByRole('button', { name: zh('开始试算') }).click();
  await expect(second.getByRole('status').filter({ hasText: /比较了/ })).toBeVisible();
  await expect(second.getByRole('button', { name: zh('开始试算') })).toBeVisible();
  await second.mouse.move(0, 0);
  expect(await barriers(second)).toEqual([]);

  await second.getByRole('button', { name: zh('批准') }).click();
  const drawer = second.getByRole('dialog');
  await expect(drawer).toContainText(/已经开始的计时不受影响/);
  await drawer.getByRole('button', { name: zh('批准') }).click();
  await expect(drawer).toBeHidden();
  await expect.poll(async () => (await manager.get<Policy>('/policies/limits')).version).toBe(version);

  // In force for what begins now; what began before goes on as it was.
  const after = await suggestion(cast);
  expect(after.clock?.policy).toBe(`limits@${version}`);
  expect(before.clock?.policy).not.toBe(`limits@${version}`);
  expect((after.clock?.limit_ms ?? 0) * 10).toBe((before.clock?.limit_ms ?? 0) * 4);
  await second.goto(`/policies/limits?version=${version}&look=diff`);
  await expect(second.getByText(`limits[${limit}].within`)).toBeVisible();
  expect(await barriers(second)).toEqual([]);

  // And back to what it was: withdrawn with a reason.
  await second.getByRole('button', { name: zh('撤回') }).click();
  await second.getByRole('dialog').getByRole('textbox').fill('试行结束');
  await second.getByRole('dialog').getByRole('button', { name: zh('撤回') }).click();
  await expect.poll(async () => (await manager.get<Policy>(`/policies/limits?version=${version}`)).status).toBe('withdrawn');
  await expect(second.getByText(/试行结束/)).toBeVisible();
});

test('what is in force goes out as a file and a faulty one is not let in', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/policies');
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: zh('导出现行制度') }).click();
  const file = await (await waiting).path();
  await page.getByRole('button', { name: zh('导入') }).click();
  const drawer = page.getByRole('dialog');
  await drawer.locator('input[type=file]').setInputFiles({ name: 'ours.zip', mimeType: 'application/zip', buffer: await import('node:fs/promises').then(({ readFile }) => readFile(file)) });
  await expect(drawer.getByText(/与现行制度完全相同/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  const faulty = '[policy]\nkind = "sign_in"\ntitle = { zh = "登录", en = "Sign-in" }\n';
  await drawer.locator('input[type=file]').setInputFiles({ name: 'sign_in.toml', mimeType: 'text/plain', buffer: Buffer.from(faulty) });
  await expect(drawer.getByText(/未写入任何内容/)).toBeVisible();
  await expect(drawer.getByText(/ours\/sign_in\.toml/)).toBeVisible();
  await expect(drawer.getByRole('button', { name: zh('存为草案') })).toBeDisabled();
});
