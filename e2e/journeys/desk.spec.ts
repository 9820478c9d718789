import { expect, test, zh } from '../house/desk.ts';
import { customer, settled } from '../house/pages.ts';

test('a masked number is shown for a reason, on record', async ({ as }) => {
  const page = await as('supervisor');
  await customer(page);
  await expect(page.getByText(/\*{2,}/).first()).toBeVisible();
  await page.getByRole('button', { name: zh('查看') }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: zh('查看') }).click();
  await expect(form.getByText('请填写理由')).toBeVisible();
  await form.getByLabel('理由').fill('回电核实地址');
  await form.getByRole('button', { name: zh('查看') }).click();
  await expect(form).toBeHidden();
  await page.reload();
  await expect(page.getByText('查看了个人信息').first()).toBeVisible();
});

test('filters are in the address, and a colleague who opens it sees the same', async ({ as }) => {
  const page = await as('supervisor');
  await page.goto('/cases?kind=complaint&status=closed&sort=-opened');
  await settled(page);
  const first = page.locator('main a[href^="/cases/cas_"]').first();
  const subject = await first.textContent();
  const colleague = await as('supervisor');
  await colleague.goto(page.url().replace(/^https?:\/\/[^/]+/, ''));
  await settled(colleague);
  await expect(colleague.locator('main a[href^="/cases/cas_"]').first()).toHaveText(subject ?? '');
});

test('two people on one case see each other', async ({ as, cast }) => {
  const one = await as('supervisor');
  await one.goto('/cases?status=all');
  await one.locator('main a[href^="/cases/cas_"]').first().click();
  await one.waitForURL(/cases\/cas_/);
  const two = await as('manager');
  await two.goto(new URL(one.url()).pathname);
  await expect(one.getByRole('status').getByLabel(cast.manager.name, { exact: true })).toBeVisible();
  await expect(two.getByRole('status').getByLabel(cast.supervisor.name, { exact: true })).toBeVisible();
});

test('the command bar finds a case by its number and goes there by keyboard alone', async ({ as }) => {
  const page = await as('supervisor');
  await page.goto('/cases?status=all');
  const number = (await page.locator('main a[href^="/cases/cas_"]').first().textContent()) ?? '';
  await page.keyboard.press('Control+k');
  const bar = page.getByRole('dialog');
  await bar.getByRole('combobox').fill(number.trim());
  await expect(bar.getByText(number.trim()).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.waitForURL(/cases\/cas_/);
});

test('the language is changed without losing the place', async ({ as }) => {
  const page = await as('supervisor');
  await page.goto('/cases?status=all');
  await page.getByRole('button', { name: zh('语言') }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cases' })).toBeVisible();
  await expect(page).toHaveURL(/status=all/);
});

test('an agent is not offered what only others may open', async ({ as }) => {
  const page = await as('hotline_agent');
  const nav = page.getByRole('navigation').first();
  await expect(nav.getByText(zh('工单'))).toBeVisible();
  await expect(nav.getByText(zh('导入'))).toBeHidden();
  await page.goto('/imports');
  await expect(page.getByText('没有打开此页的权限')).toBeVisible();
});
