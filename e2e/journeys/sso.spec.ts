import type { Browser, Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import { choose, expect, test, zh } from '../house/desk.ts';
import { startIdentityProvider } from '../house/identity-provider.ts';

/** Signs in on the provider's own page, and agrees there. */
async function atProvider(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('x');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function stranger(browser: Browser, address: string): Promise<Page> {
  return (await browser.newContext({ baseURL: address, locale: 'zh-CN' })).newPage();
}

test('people come in by the provider their organisation has, and nobody else does', async ({ as, browser, cast }) => {
  test.slow();
  const name = '企业账号';
  const accounts = [{ sub: 'u-1001', staff_no: 'online3' }, { sub: 'u-1002', staff_no: 'nobody-here' }, { sub: 'u-1003', staff_no: 'online4' }];
  const provider = await startIdentityProvider(cast.address, accounts);
  const admin = await as('administrator');
  await admin.goto('/settings');
  await admin.getByRole('link', { name: '单点登录' }).click();
  await admin.getByRole('button', { name: zh('添加身份平台') }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('名称', { exact: true }).fill(name);
  await form.getByLabel('平台地址', { exact: true }).fill(provider.issuer);
  await form.getByLabel('客户端标识', { exact: true }).fill(provider.client);
  await form.getByLabel('客户端密钥', { exact: true }).fill(provider.secret);
  await form.getByLabel('对应登录名的字段', { exact: true }).fill('staff_no');
  await form.getByRole('button', { name: zh('添加身份平台') }).click();
  await expect(form.getByText('须以 https:// 开头', { exact: false })).toBeVisible();
  await form.getByLabel('允许本机不加密').check();
  await form.getByRole('button', { name: zh('添加身份平台') }).click();
  await expect(form).toBeHidden();
  await admin.getByRole('button', { name: `检查${name}` }).click();
  await expect(admin.getByText('应答正常', { exact: false })).toBeVisible();

  // The first time somebody is recognised by their number; they land where they wanted to go.
  const page = await stranger(browser, cast.address);
  await page.goto('/cases?status=all');
  await page.getByRole('button', { name: `用${name}登录` }).click();
  await atProvider(page, 'u-1001');
  await expect(page).toHaveURL(/\/cases\?status=all/);
  await page.goto('/me');
  await expect(page.getByText(`通过${name}`)).toBeVisible();
  await page.context().clearCookies({ domain: new URL(cast.address).hostname, name: 'hearth_session' });

  // The second time the provider still knows them.
  await page.goto('/sign-in');
  await page.getByRole('button', { name: `用${name}登录` }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await page.context().close();

  const unknown = await stranger(browser, cast.address);
  await unknown.goto('/sign-in');
  await unknown.getByRole('button', { name: `用${name}登录` }).click();
  await atProvider(unknown, 'u-1002');
  await expect(unknown.getByRole('alert')).toContainText('没有与之对应的登录名');
  await unknown.getByRole('link', { name: '返回登录页' }).click();
  await expect(unknown.getByLabel('登录名', { exact: true })).toBeVisible();
  await unknown.context().close();

  const api = new Api(cast.address);
  await api.signIn(cast.administrator.login, cast.administrator.password);
  const { items } = await api.get<{ items: { id: string; version: number }[] }>('/people?q=online4');
  await api.patch(`/people/${items[0]?.id}`, { version: items[0]?.version, status: 'suspended' });
  const locked = await stranger(browser, cast.address);
  await locked.goto('/sign-in');
  await locked.getByRole('button', { name: `用${name}登录` }).click();
  await atProvider(locked, 'u-1003');
  await expect(locked.getByRole('alert')).toContainText('账号已停用或已离职');
  await locked.context().close();

  // Other journeys sign in as they always did.
  await admin.getByRole('switch', { name: `启用${name}` }).click();
  await expect(admin.getByRole('switch', { name: `启用${name}` })).not.toBeChecked();
  await provider.stop();
});

test('somebody new sets their own password by a link that works once', async ({ as, browser, cast }) => {
  const login = `xin${String(Date.now()).slice(-6)}`;
  const admin = await as('administrator');
  await admin.goto('/people');
  await admin.getByRole('button', { name: '新增人员' }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('姓名', { exact: true }).fill('辛自来');
  await form.getByLabel('登录名', { exact: true }).fill(login);
  await choose(form, '部门', '热线一组');
  await form.getByRole('button', { name: zh('建立账号') }).click();
  const address = async () => (await admin.getByRole('dialog').filter({ hasText: '邀请链接' }).locator('code').textContent()) ?? '';
  const first = await address();
  await admin.getByRole('button', { name: zh('关闭') }).last().click();

  // A newer link makes the older one void.
  await admin.goto(`/people?q=${login}`);
  await admin.getByRole('link', { name: '辛自来' }).first().click();
  await admin.getByRole('button', { name: zh('重新生成') }).click();
  const second = await address();
  const page = await stranger(browser, cast.address);
  await page.goto(first);
  await expect(page.getByRole('alert')).toContainText('已作废');
  await page.goto('about:blank');
  await page.goto(second);
  await page.getByLabel('密码', { exact: true }).fill('自己选的密码 2026');
  await page.getByLabel('再输一次').fill('自己选的密码 2026');
  await page.getByRole('button', { name: zh('设置密码并登录') }).click();
  await expect(page).not.toHaveURL(/invitation/);
  await page.goto('about:blank');
  await page.goto(second);
  await expect(page.getByRole('alert')).toContainText('已用过');
  await page.context().close();
});
