import type { Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { expect, test } from '../house/desk.ts';

/** Nobody who has signed in: a visitor's own browser. */
async function visitor(page: Page, { address }: Cast, place = ''): Promise<void> {
  await page.goto(`${address}/portal${place}`);
}

async function bringIn(page: Page, subject: string): Promise<{ number: string; code: string }> {
  await page.getByRole('link', { name: /我要提交/ }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('请填写此项').first()).toBeVisible();
  await page.getByLabel('标题').fill(subject);
  await page.getByLabel('情况说明').fill('十月已办停机，仍被扣月租。\n单据见 https://example.cn/bill。');
  await page.getByLabel('发生时间').fill('2026-01-05T10:30');
  await page.getByLabel('客户诉求').fill('退回多扣的月租');
  const number = page.getByLabel('业务号码');
  if (await number.isVisible()) await number.fill('02088886666');
  await page.getByLabel('您的称呼').fill('李小红');
  await page.getByLabel('联系方式').fill(`139${String(Date.now()).slice(-8)}`);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '已受理' })).toBeVisible();
  const said = await page.locator('.key').innerText();
  return { number: /\d+/.exec(said)?.[0] ?? '', code: /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(said)?.[0] ?? '' };
}

async function follow(page: Page, key: { number: string; code: string }): Promise<void> {
  await page.getByLabel('受理编号').fill(key.number);
  await page.getByLabel('查询码').fill(key.code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
}

/** A handler of the department takes the case and brings it to where the customer is asked. */
async function handle({ address, complaint_handler: who }: Cast, subject: string): Promise<string> {
  const api = new Api(address);
  await api.signIn(who.login, who.password);
  const me = (await api.get<{ person: { id: string } }>('/session')).person.id;
  const { items } = await api.get<{ items: { id: string; subject: string }[] }>('/cases?status=open&sort=-opened');
  const id = items.find((it) => it.subject === subject)?.id ?? '';
  await api.post(`/cases/${id}/assign`, { person_id: me });
  await api.post(`/cases/${id}/reply`, { body: '已核实，多扣的月租三日内退回。' });
  for (const to of ['diagnose', 'propose', 'carry_out', 'confirm']) await api.post(`/cases/${id}/steps`, { to });
  return id;
}

test('a complaint by the portal is handled, and goes back into work when the customer is not satisfied', async ({ page, cast, as }) => {
  test.slow();
  const subject = `停机后仍扣月租 ${Date.now()}`;
  await visitor(page, cast);
  expect(await barriers(page)).toEqual([]);
  const key = await bringIn(page, subject);
  await page.getByRole('button', { name: '查看进度' }).click();
  await expect(page.getByText('已受理', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://example.cn/bill' })).toHaveAttribute('rel', /noopener/);
  await page.getByLabel('补充说明').fill('发票号 001');
  await page.getByRole('button', { name: '发送' }).click();
  await expect(page.getByText('发票号 001')).toBeVisible();
  const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await page.getByLabel('补充照片或文件').setInputFiles({ name: '账单.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByText('已补充 1 个文件')).toBeVisible();

  // Somebody else's code opens nothing.
  await visitor(page, cast, '#follow');
  await page.reload();
  await follow(page, { number: key.number, code: 'AAAA-BBBB-CCCC' });
  await expect(page.getByRole('alert')).toContainText('没有与编号和查询码相符的记录');

  const id = await handle(cast, subject);
  await follow(page, { number: key.number, code: key.code.toLowerCase() });
  await expect(page.getByText('已有结果', { exact: true })).toBeVisible();
  await expect(page.getByText('多扣的月租三日内退回')).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: '不满意' }).click();
  await page.getByRole('radio', { name: '较差' }).check();
  await page.getByLabel('请说明哪里不满意').fill('只退了一半');
  await page.getByRole('button', { name: '不满意，请重新办理' }).click();
  await expect(page.getByText('办理中', { exact: true })).toBeVisible();

  const desk = await as('complaint_handler');
  await desk.goto(`/cases/${id}`);
  await expect(desk.getByText('只退了一半').first()).toBeVisible();
  await expect(desk.getByText('发票号 001')).toBeVisible();
  await expect(desk.getByText(/评价\s?2\s?分/)).toBeVisible();
});

test('the portal speaks English, and fits a phone', async ({ browser, cast }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB', colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(`${cast.address}/portal#submit`);
  await expect(page.getByRole('heading', { name: 'Bring something in' })).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '我要提交' })).toBeVisible();
  await context.close();
});

test('other sites may load the widget, and browsers keep it until it changes; our pages keep their content policy', async ({ request, cast }) => {
  const first = await request.get(`${cast.address}/widget.js`);
  expect(first.status()).toBe(200);
  expect(first.headers()).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' });
  expect(first.headers()['content-type']).toContain('javascript');
  const again = await request.get(`${cast.address}/widget.js`, { headers: { 'if-none-match': first.headers().etag ?? '' } });
  expect(again.status()).toBe(304);
  const page = await request.get(`${cast.address}/portal`);
  expect(page.headers()['content-security-policy']).toContain("default-src 'self'");
  expect(page.headers()['cross-origin-resource-policy']).toBeUndefined();
});
