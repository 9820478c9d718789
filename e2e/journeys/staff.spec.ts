import { expect, signIn, test, zh } from '../house/desk.ts';

const file = (rows: string[]) => ({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(['登录名,姓名,部门,角色', ...rows].join('\n')) });

test('a list of staff is mended, brought in whole, and its first password signs in', async ({ as, browser, cast }) => {
  const tail = String(Date.now()).slice(-6);
  const page = await as('administrator');
  await page.goto('/people');
  await page.getByRole('link', { name: '批量导入' }).click();
  const input = page.locator('input[type=file]');
  await input.setInputFiles(file([`zhao${tail},赵新,热线二组,热线客服`, `qian${tail},钱新,不存在的部门,热线客服`]));
  await expect(page.getByText(/没有部门“不存在的部门”/)).toBeVisible();
  await expect(page.getByRole('button', { name: zh('导入') })).toBeDisabled();

  await input.setInputFiles(file([`zhao${tail},赵新,热线二组,热线客服`]));
  await page.getByRole('button', { name: zh('导入') }).click();
  await page.getByRole('tooltip').getByRole('button', { name: zh('导入') }).click();
  await expect(page.getByText('初始密码只显示这一次', { exact: false })).toBeVisible();
  const password = (await page.locator('td code').first().textContent()) ?? '';

  const context = await browser.newContext({ baseURL: cast.address, locale: 'zh-CN' });
  const other = await context.newPage();
  await signIn(other, `zhao${tail}`, password);
  await expect(other.getByRole('heading', { name: '修改密码' })).toBeVisible();
  await context.close();
});

test('a reviewer confirms somebody, and asks to withdraw from somebody else', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/access-review');
  const row = (login: string) => page.getByRole('row').filter({ hasText: login });
  await row('business1').getByRole('button', { name: /确认/ }).click();
  await expect(row('business1').getByText('确认', { exact: true }).first()).toBeVisible();
  await row('technical1').getByRole('button', { name: /要求收回/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('原因', { exact: true }).fill('已调往其他部门');
  await form.getByRole('button', { name: zh('要求收回') }).click();
  await expect(row('technical1').getByText('已要求收回，尚未处理')).toBeVisible();
  await row('technical1').getByRole('button', { name: /项权限/ }).click();
  await expect(page.getByText(/后台部门人员 · /).first()).toBeVisible();
});

test('a certificate is added to a person and ends soon', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/people?q=warehouse1');
  await page.locator('main a[href^="/people/per_"]').first().click();
  await page.getByRole('button', { name: zh('登记证书') }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('种类', { exact: true }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '安全培训合格证' }).click();
  await form.getByLabel('编号', { exact: true }).fill('AQ-2026-118');
  await form.getByLabel('发证日期', { exact: true }).fill('2024-05-20');
  await form.getByLabel('发证日期', { exact: true }).press('Tab');
  const end = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('到期日期', { exact: true }).fill(end);
  await form.getByLabel('到期日期', { exact: true }).press('Tab');
  await form.getByRole('button', { name: zh('登记证书') }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText('将到期').first()).toBeVisible();
  await page.goto('/people');
  await expect(page.getByText('AQ-2026-118')).toBeVisible();
});

test('a supervisor reviews whom the day shows, and an administrator gives one to somebody else', async ({ as }) => {
  const page = await as('supervisor');
  await page.goto('/day');
  const waiting = page.getByRole('region', { name: '等我复核的权限' });
  await waiting.locator('li a').first().click();
  await page.waitForURL(/access-review\?show=mine/);
  const keep = page.getByRole('button', { name: /^确认.*的权限$/ });
  await expect(keep.first()).toBeVisible();
  const name = ((await keep.first().getAttribute('aria-label')) ?? '').replace(/^确认|的权限$/g, '');
  await keep.first().click();
  await expect(page.getByRole('button', { name: `确认${name}的权限` })).toBeHidden();

  const admin = await as('administrator');
  await admin.goto('/access-review');
  await expect(admin.getByText(/已复核\s?\d+ \/ \d+\s?人/)).toBeVisible();
  await admin.getByRole('button', { name: /^改派/ }).first().click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('复核人', { exact: true }).click();
  await admin.keyboard.type('manager');
  await admin.locator('.ant-select-item-option').first().click();
  await form.getByRole('button', { name: zh('改派') }).click();
  await expect(form).toBeHidden();
});
