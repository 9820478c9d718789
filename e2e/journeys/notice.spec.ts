import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { barriers } from '../house/barriers.ts';
import { act, choose, chooseMoment, expect, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

/** The text of a PDF, as another program reads it. */
async function said(download: Download): Promise<string> {
  const asked = spawnSync('pdftotext', ['-layout', '-', '-'], { input: await readFile(await download.path()) });
  expect(asked.status, String(asked.stderr)).toBe(0);
  return String(asked.stdout);
}

async function saved(page: Page, name: string, scope = page.locator('main')): Promise<Download> {
  const coming = page.waitForEvent('download');
  await scope.getByRole('button', { name: zh(name) }).click();
  return coming;
}

/** The form of a new case about number porting, filled but for its materials. */
async function beginPorting(page: Page, subject: string): Promise<void> {
  const tail = String(Date.now()).slice(-8);
  await page.goto('/cases/new');
  await page.getByLabel('查找客户').fill(`137${tail}`);
  await page.getByRole('button', { name: zh('没有找到，登记新客户') }).click();
  await page.getByLabel('姓名', { exact: true }).fill('欧阳堃');
  await page.getByLabel('联系方式', { exact: true }).fill(`137${tail}`);
  await choose(page, '类别', '业务办理');
  await choose(page, '分类', '携号转网');
  await page.getByLabel('主题', { exact: true }).fill(subject);
  await page.getByLabel('情况描述', { exact: true }).fill('客户要求把号码转到其他运营商。');
  await page.getByLabel('业务号码', { exact: true }).fill(`137${tail}`);
  await page.getByLabel('发生时间', { exact: true }).fill('2026-01-05 10:30');
  await page.getByLabel('发生时间', { exact: true }).press('Enter');
  await chooseMoment(page, '在何时之前回复', '4 小时后');
  await page.getByLabel('承诺的内容', { exact: true }).fill('核对材料后电话答复。');
}

function material(page: Page, name: string) {
  return page.getByRole('listitem', { name });
}

async function takeIn(page: Page, subject: string): Promise<void> {
  await page.getByRole('button', { name: zh('受理'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

async function clean(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await settled(page);
  expect(await barriers(page)).toEqual([]);
}

test('what is missing is told once, comes, and is accepted', async ({ as }) => {
  const page = await as('hotline_agent');
  const subject = `携号转网 ${String(Date.now()).slice(-6)}`;
  await beginPorting(page, subject);
  await page.getByRole('radio', { name: '委托代办人' }).check();
  await material(page, '机主有效身份证件').getByText('已收').click();
  await expect(page.getByRole('status').filter({ hasText: '尚缺：携号转网业务登记单、授权委托书及代办人身份证件' })).toBeVisible();
  await takeIn(page, subject);
  await expect(page.getByText('待补正')).toBeVisible();

  const notice = page.getByRole('article', { name: /一次性告知书/ });
  const download = await saved(page, '打印', notice);
  expect(download.suggestedFilename()).toMatch(/^一次性告知书-\d+-1\.pdf$/);
  const text = await said(download);
  for (const wanted of ['一次性告知书', '携号转网业务登记单', '授权委托书及代办人', '客户服务中心', '第 1 页，共 1 页']) expect(text).toContain(wanted);
  expect(text).not.toContain('机主有效身份证件');
  await clean(page);

  await notice.getByRole('button', { name: zh('告知客户') }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: zh('登记告知') }).click();
  await expect(form).toBeHidden();
  await expect(notice.getByText('已告知客户（当面）')).toBeVisible();

  await material(page, '携号转网业务登记单').getByText('已收').click();
  await page.getByRole('button', { name: zh('保存') }).click();
  await expect(page.getByRole('button', { name: zh('保存') })).toBeEnabled();
  await material(page, '授权委托书及代办人身份证件').getByText('已收').click();
  await page.getByRole('button', { name: zh('受理') }).click();
  await expect(page.getByRole('article', { name: /受理通知书/ })).toBeVisible();

  await page.getByRole('tab', { name: zh('经过') }).click();
  await expect(page.getByText('受理了申请')).toBeVisible();
  await expect(page.getByText(/一次性告知客户补正：携号转网业务登记单、授权委托书及代办人身份证件/)).toBeVisible();
  for (const step of ['诊断', '提出方案', '实施', '向客户确认']) {
    await act(page, '推进环节', async (drawer) => drawer.getByRole('radio', { name: step }).check());
  }
  await expect(page.locator('aside li').filter({ hasText: '办结' }).filter({ hasText: '按时' })).toBeVisible();
  const file = await said(await saved(page, '打印卷宗'));
  for (const wanted of ['工单卷宗', subject, '服务事项办理', '办理经过', '受理了申请']) expect(file).toContain(wanted);
});

test('what the rules do not allow is refused with its basis', async ({ as }) => {
  const page = await as('hotline_agent');
  const subject = `携号转网不符 ${String(Date.now()).slice(-6)}`;
  await beginPorting(page, subject);
  await page.getByRole('radio', { name: '机主本人' }).check();
  await page.getByRole('checkbox', { name: /受理后即出具一次性告知书/ }).uncheck();
  await takeIn(page, subject);
  await page.getByRole('button', { name: zh('不予受理') }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: /号码尚有未解除的在网期限约定/ }).check();
  await form.getByLabel('说明', { exact: true }).fill('合约期至明年三月。');
  await form.getByRole('button', { name: zh('作出决定') }).click();
  await expect(form).toBeHidden();
  const decision = page.getByRole('article', { name: /不予受理决定书/ });
  const text = await said(await saved(page, '打印', decision));
  for (const wanted of ['不予受理决定书', '号码尚有未解除的在网期限约定', '《携号转网服务管理规定》', '合约期至明年三月', '12345']) expect(text).toContain(wanted);
});

test('a leader answers the window from a phone', async ({ as }) => {
  const page = await as('hotline_agent');
  const subject = `携号转网请示 ${String(Date.now()).slice(-6)}`;
  await beginPorting(page, subject);
  await page.getByRole('radio', { name: '机主本人' }).check();
  await page.getByRole('checkbox', { name: /受理后即出具一次性告知书/ }).uncheck();
  await takeIn(page, subject);
  await page.getByRole('button', { name: zh('请示领导') }).click();
  const asking = page.getByRole('dialog');
  await asking.getByLabel('请示内容', { exact: true }).fill('旧版登记单能否使用？');
  await asking.getByRole('button', { name: zh('提交请示') }).click();
  await expect(asking).toBeHidden();
  await expect(page.getByText('请示尚待答复')).toBeVisible();

  const lead = await as('supervisor', { options: { viewport: { width: 390, height: 844 } } });
  await lead.goto('/questions');
  const question = lead.getByRole('article').filter({ hasText: subject });
  await expect(question.getByText('旧版登记单能否使用？')).toBeVisible();
  await clean(lead);
  await question.getByRole('button', { name: zh('答复') }).click();
  const answering = lead.getByRole('dialog');
  await answering.getByLabel('答复内容', { exact: true }).fill('可以使用，存档时注明。');
  await answering.getByRole('button', { name: zh('答复') }).click();
  await expect(question).toBeHidden();

  await expect(page.getByText('可以使用，存档时注明。')).toBeVisible();
  await expect(page.getByText('请示尚待答复')).toBeHidden();
});
