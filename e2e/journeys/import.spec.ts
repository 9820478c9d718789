import { choose, expect, test, zh } from '../house/desk.ts';
import { someLog } from '../house/log.ts';

test("another system's log is imported, and a chart opens down to one case's events", async ({ as }, info) => {
  test.slow();
  const log = await someLog(info.outputDir);
  const page = await as('manager');

  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles(log.file);
  await page.waitForURL(/imports\/imp_/);
  await page.getByLabel('来源名称', { exact: true }).fill('helpdesk');
  await choose(page, '工单编号', 'case_id');
  await choose(page, '时间', 'timestamp');
  await page.getByRole('button', { name: zh('预览前几行') }).click();
  await expect(page.getByText(log.activity).first()).toBeVisible();
  await page.getByRole('button', { name: zh('开始导入') }).click();
  await expect(page.getByRole('link', { name: zh('查看工单') })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(log.rows.toLocaleString('en'), { exact: true }).first()).toBeVisible();

  // Figures follow the events at their own pace.
  await expect(async () => {
    await page.goto(`/figures/cases_opened?from=${log.from}&to=${log.to}&by=kind`);
    await expect(page.locator('canvas').first()).toBeVisible();
    await expect(page.getByText(log.cases.toLocaleString('en'), { exact: true }).first()).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 120_000 });
  await page.getByRole('button', { name: /^查看“.*”的工单$/ }).first().click();
  const drill = page.getByRole('dialog');
  await drill.getByRole('link').first().click();
  await page.waitForURL(/cases\/cas_/);
  await page.locator('label').filter({ hasText: zh('全部') }).click();
  // Which case stands first depends on the log; nearly every one tells its end in the other system's words.
  await expect(page.getByText(/Resolve ticket|Closed/).first()).toBeVisible();
});

test('the same file again changes nothing', async ({ as }, info) => {
  test.slow();
  const log = await someLog(info.outputDir);
  const page = await as('manager');
  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles(log.file);
  await page.waitForURL(/imports\/imp_/);
  await page.getByLabel('来源名称', { exact: true }).fill('helpdesk');
  await page.getByRole('button', { name: zh('开始导入') }).click();
  await expect(page.getByRole('link', { name: zh('查看工单') })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('0', { exact: true }).first()).toBeVisible();
});

test('a sheet answers a field of policy: what does not fit is named, the rest shows on the case and is found by it', async ({ as }) => {
  test.slow();
  const tail = String(Date.now()).slice(-6);
  const rows = ['编号,标题,创建时间,线路', `GX-${tail},光猫无信号 ${tail},2026-11-01 09:30:00,光纤`, `GY-${tail},线路中断 ${tail},2026-11-01 10:30:00,卫星`];
  const page = await as('manager');
  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles({ name: `crm${tail}.csv`, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.waitForURL(/imports\/imp_/);
  await expect(page.getByRole('rowheader', { name: '自定义项' }).or(page.getByText('自定义项', { exact: true })).first()).toBeVisible();
  await choose(page, '线路类型', '线路');
  await page.getByRole('button', { name: zh('预览前几行') }).click();
  const wrong = '“线路类型”没有这个选项，可填：光纤、铜缆、移动网络';
  await expect(page.getByText(wrong).first()).toBeVisible();
  await page.getByRole('button', { name: zh('开始导入') }).click();
  await expect(page.getByRole('link', { name: zh('查看工单') })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('row').filter({ hasText: '卫星' }).getByText(wrong)).toBeVisible();

  await page.goto(`/cases?view=open&status=all&source=crm${tail}&answers=line%3Afibre`);
  await expect(page.getByText(`线路中断 ${tail}`)).toBeHidden();
  await page.getByRole('row').filter({ hasText: `光猫无信号 ${tail}` }).getByRole('link').first().click();
  await page.waitForURL(/cases\/cas_/);
  await expect(page.getByText('线路类型', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('光纤', { exact: true }).first()).toBeVisible();
});
