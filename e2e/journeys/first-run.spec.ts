import { choose, expect, test, zh } from '../house/desk.ts';
import { startEmpty } from '../house/program.ts';

test('a clean start is set up with the printed code, once', async ({ browser }) => {
  const running = await startEmpty();
  try {
    const code = /^set-up code\W+(\w\S*)/m.exec(running.said)?.[1] ?? '';
    const context = await browser.newContext({ baseURL: running.address });
    const page = await context.newPage();
    await page.goto('/');
    await expect(page).toHaveURL(/setup/);
    await page.getByLabel('启动码').fill(code);
    await page.getByLabel('组织名称').fill('暖阳服务中心');
    await choose(page, '制度包', '电信热线');
    await page.getByLabel('管理员姓名').fill('安然');
    await page.getByLabel('登录名').fill('anran');
    await page.getByLabel('密码', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: zh('开始使用') }).click();
    await expect(page).not.toHaveURL(/setup/);
    await expect(page.getByRole('button', { name: /安然/ })).toBeVisible();

    await context.clearCookies();
    await page.goto('/setup');
    await expect(page).toHaveURL(/sign-in/);
    await context.close();
  } finally {
    await running.stop();
  }
});
