import type { Page } from '@playwright/test';
import { choose, chooseMoment, expect, zh } from './desk.ts';

/** Takes in a complaint of a stranger, with a promise to answer in four hours. */
export async function takeIn(page: Page, subject: string): Promise<void> {
  const tail = String(Date.now()).slice(-8);
  await page.goto('/cases/new');
  await page.getByLabel('查找客户').fill(`139${tail}`);
  await page.getByRole('button', { name: zh('没有找到，登记新客户') }).click();
  await page.getByLabel('姓名', { exact: true }).fill(`柳${tail.slice(-3)}`);
  await page.getByLabel('联系方式', { exact: true }).fill(`139${tail}`);
  await choose(page, '类别', '投诉');
  await choose(page, '分类', '服务质量');
  await page.getByLabel('主题', { exact: true }).fill(subject);
  await page.getByLabel('情况描述', { exact: true }).fill('上月多收宽带费，两次来电均未处理。');
  await page.getByLabel('客户诉求', { exact: true }).fill('退还多收费用，并赔偿误工损失。');
  await page.getByLabel('业务号码', { exact: true }).fill(`139${tail}`);
  await page.getByLabel('发生时间', { exact: true }).fill('2026-01-05 10:30');
  await page.getByLabel('发生时间', { exact: true }).press('Enter');
  await chooseMoment(page, '在何时之前回复', '4 小时后');
  await page.getByLabel('承诺的内容', { exact: true }).fill('核实后电话答复。');
  await page.getByRole('button', { name: zh('受理') }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

export async function keepPromise(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh('已兑现') }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('给了客户什么答复', { exact: true }).fill('已说明处理办法。');
  await form.getByRole('button', { name: zh('兑现承诺') }).click();
  await expect(form).toBeHidden();
}

/** Opens one paper of the complaint, fills it, saves it. */
async function write(page: Page, paper: string, fill: (form: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: zh(paper) }).click();
  const form = page.getByRole('dialog');
  await fill(form);
  await form.getByRole('button', { name: zh('保存') }).click();
  await expect(form).toBeHidden();
}

/** Writes the complaint record, what was found, and the finding: what a complaint needs before it closes. */
export async function lookInto(page: Page): Promise<void> {
  await page.getByRole('tab', { name: zh('投诉办理') }).click();
  await expect(page.getByText('先安抚客户')).toBeVisible();
  await write(page, '登记投诉', async (form) => {
    await form.getByRole('radio', { name: zh('较重') }).check();
    await form.getByRole('checkbox').check();
  });
  await write(page, '添加调查', async (form) => {
    await form.getByLabel('查明的情况', { exact: true }).fill('系统重复出账。');
    await form.getByLabel('依据（录音、单据、日志等）', { exact: true }).fill('账单与出账日志');
  });
  await write(page, '作出结论', async (form) => {
    await form.getByRole('radio', { name: /^成立$/ }).check();
    await form.getByLabel('认定理由', { exact: true }).fill('出账日志与账单一致，确属重复。');
    await choose(form, '原因类别', '系统或设备故障');
    await form.getByLabel('处理办法', { exact: true }).fill('退还差额并补偿 200 元。');
  });
}

