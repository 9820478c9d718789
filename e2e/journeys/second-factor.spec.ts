import { codeOf } from '../house/authenticator.ts';
import { expect, test, zh } from '../house/desk.ts';

test('a second factor is enrolled, asked for at the next sign-in, and recovered from', async ({ login: enter, browser, cast }) => {
  test.slow();
  // Somebody whom no other journey needs.
  const [login, password] = ['online2', cast.administrator.password];
  const page = await enter({ login, password, name: '' });
  await page.goto('/settings');
  await page.getByRole('link', { name: '二次验证' }).click();
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: zh('开始启用') }).click();
  await expect(page.getByRole('img', { name: '给手机验证器扫描的二维码' })).toBeVisible();
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('动态码', { exact: true }).fill('000000');
  await page.getByRole('button', { name: zh('启用') }).click();
  await expect(page.getByText('动态码不正确', { exact: false })).toBeVisible();
  await page.getByLabel('动态码', { exact: true }).fill(codeOf(secret));
  await page.getByRole('button', { name: zh('启用') }).click();
  const codes = page.getByRole('list', { name: '恢复码' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent()) ?? '';
  await page.getByRole('button', { name: zh('已保存，继续') }).click();
  await expect(page.getByText(/已启用/)).toBeVisible();

  const context = await browser.newContext({ baseURL: cast.address, locale: 'zh-CN' });
  const other = await context.newPage();
  await other.goto('/sign-in');
  await other.getByLabel('登录名', { exact: true }).fill(login);
  await other.getByLabel('密码', { exact: true }).fill(password);
  await other.getByRole('button', { name: zh('登录') }).click();
  // The code that enrolled was used; the next one is within the drift that policy allows.
  const code = other.getByLabel('动态码', { exact: true });
  await code.fill(codeOf(secret, Date.now() + 30_000));
  await other.getByRole('button', { name: zh('登录') }).click();
  await expect(other).not.toHaveURL(/sign-in/);
  await context.clearCookies();

  await other.goto('/sign-in');
  await other.getByLabel('登录名', { exact: true }).fill(login);
  await other.getByLabel('密码', { exact: true }).fill(password);
  await other.getByRole('button', { name: zh('登录') }).click();
  await code.fill(recovery);
  await other.getByRole('button', { name: zh('登录') }).click();
  await expect(other).not.toHaveURL(/sign-in/);

  // Where the person is signed in is listed, and can be ended; then the second factor is taken away again.
  await other.goto('/me');
  await expect(other.getByText('当前设备').first()).toBeVisible();
  await other.getByRole('button', { name: /退出登录/ }).and(other.locator(':enabled')).first().click();
  await other.goto('/second-factor');
  await other.getByRole('button', { name: zh('停用二次验证') }).click();
  await other.getByLabel('密码', { exact: true }).fill(password);
  await other.getByRole('button', { name: zh('停用二次验证') }).click();
  await expect(other.getByRole('button', { name: zh('开始启用') })).toBeVisible();
  await context.close();
});
