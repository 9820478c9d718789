import type { Page } from '@playwright/test';
import { keepPromise, lookInto, takeIn } from '../house/complaint.ts';
import { act, type As, choose, expect, test, zh } from '../house/desk.ts';

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
  await lookInto(handler);
  await handler.getByRole('tab', { name: zh('经过') }).click();
  await walkTo(handler, ['诊断', '提出方案', '实施', '向客户确认']);

  // Whoever received it first answers to the customer, and keeps the promise before asking.
  await keepPromise(agent);
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
