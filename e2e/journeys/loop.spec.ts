import type { Page } from '@playwright/test';
import { act, type As, choose, chooseMoment, expect, test, zh } from '../house/desk.ts';

/** A telephone number and name that no other run has used. */
const stranger = () => {
  const tail = String(Date.now()).slice(-8);
  return { name: `柳${tail.slice(-3)}`, phone: `139${tail}` };
};

async function takeIn(page: Page, subject: string): Promise<void> {
  const { name, phone } = stranger();
  await page.goto('/cases/new');
  await page.getByLabel('查找客户').fill(phone);
  await page.getByRole('button', { name: zh('没有找到，登记新客户') }).click();
  await page.getByLabel('姓名', { exact: true }).fill(name);
  await page.getByLabel('联系方式', { exact: true }).fill(phone);
  await choose(page, '类别', '投诉');
  await choose(page, '分类', '服务质量');
  await page.getByLabel('主题', { exact: true }).fill(subject);
  await page.getByLabel('情况描述', { exact: true }).fill('昨天致电热线，等待很久才有人接听，答复与网上公布的资费不一致。');
  await page.getByLabel('客户诉求', { exact: true }).fill('请说明正确的资费，并道歉。');
  await page.getByLabel('业务号码', { exact: true }).fill(phone);
  await page.getByLabel('发生时间', { exact: true }).fill('2026-01-05 10:30');
  await page.getByLabel('发生时间', { exact: true }).press('Enter');
  await chooseMoment(page, '在何时之前回复', '4 小时后');
  await page.getByLabel('承诺的内容', { exact: true }).fill('核实资费后电话答复。');
  await page.getByRole('button', { name: zh('受理') }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

/** Walks the steps that are still ahead, each as a person would. */
async function walkTo(page: Page, steps: string[]): Promise<void> {
  for (const step of steps) {
    await act(page, '推进环节', async (form) => {
      await form.getByRole('radio', { name: step }).check();
      await form.getByLabel('说明', { exact: true }).fill(`进入${step}`);
    });
    await expect(page.getByText(new RegExp(`办理中\\s*·\\s*${step}`))).toBeVisible();
  }
}

async function askCustomer(page: Page, satisfied: boolean): Promise<void> {
  await act(page, '登记客户意见', async (form) => {
    await form.getByRole('radio', { name: zh(satisfied ? '满意' : '不满意') }).check();
    const label = satisfied ? '客户的话' : '不满意的原因';
    await form.getByLabel(label, { exact: true }).fill(satisfied ? '这次说清楚了，谢谢。' : '没有说明多收的费用何时退还。');
  });
}

async function sameCase(as: As, who: Parameters<As>[0], url: string): Promise<Page> {
  const page = await as(who);
  await page.goto(new URL(url).pathname);
  return page;
}

test('a complaint is promised, transferred, solved, not to the satisfaction of the customer, reopened and solved', async ({ as, cast }) => {
  test.slow();
  const subject = `资费答复前后不一致 ${Date.now()}`;
  const agent = await as('hotline_agent');
  await takeIn(agent, subject);
  await expect(agent.getByText('承诺在', { exact: false }).first()).toBeVisible();

  await act(agent, '转派', async (form) => {
    await choose(form, '转到部门', cast.complaint_handler.unit ?? '');
    await form.getByLabel('转派原因', { exact: true }).fill('涉及资费差错，请核实。');
  });

  const handler = await sameCase(as, 'complaint_handler', agent.url());
  await act(handler, '接收');
  await expect(handler.getByText('接收了转派')).toBeVisible();
  await expect(handler.getByText(cast.hotline_agent.name).first()).toBeVisible();
  await walkTo(handler, ['诊断', '提出方案', '实施', '向客户确认']);


  // Whoever received it first answers to the customer, and keeps the promise before asking.
  await agent.getByRole('button', { name: zh('已兑现') }).first().click();
  const keep = agent.getByRole('dialog');
  await keep.getByLabel('给了客户什么答复', { exact: true }).fill('已说明资费，并退还差额。');
  await keep.getByRole('button', { name: zh('兑现承诺') }).click();
  await expect(keep).toBeHidden();
  await askCustomer(agent, false);
  await expect(agent.getByText('重新办理').first()).toBeVisible();
  await walkTo(handler, ['提出方案', '实施', '向客户确认']);
  await askCustomer(agent, true);

  await expect(agent.getByText(/已办结\s*·/)).toBeVisible();
  await expect(handler.getByText(/办结[：:]\s*已解决/)).toBeVisible();
});

test('what a complaint lacks is named at intake', async ({ as }) => {
  const page = await as('hotline_agent');
  await page.goto('/cases/new');
  await choose(page, '类别', '投诉');
  await page.getByRole('button', { name: zh('受理') }).click();
  for (const missing of ['请填写主题', '请填写情况描述', '请填写客户诉求']) {
    await expect(page.getByText(missing)).toBeVisible();
  }
});

test('Enter while composing Chinese sends nothing', async ({ as }) => {
  const page = await as('hotline_agent');
  await page.goto('/cases/new');
  const subject = page.getByLabel('主题', { exact: true });
  await subject.fill('zhangdan');
  await subject.dispatchEvent('compositionstart');
  await subject.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true });
  await expect(page.getByText('请填写情况描述')).toBeHidden();
  await expect(page).toHaveURL(/cases\/new/);
});
