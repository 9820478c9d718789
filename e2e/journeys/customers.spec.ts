import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Api } from '../house/api.ts';
import type { Cast } from '../house/cast.ts';
import { choose, expect, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

type Identity = { kind: string; value: string };
type Known = { id: string; name: string; identities: { id: string }[] };

/** Digits nobody else in the demo organisation has. */
const fresh = () => String(Date.now()).slice(-8);

async function supervisor({ address, supervisor: who }: Cast): Promise<Api> {
  const api = new Api(address);
  await api.signIn(who.login, who.password);
  return api;
}

const add = (api: Api, name: string, identities: Identity[], note?: string) => api.post<Known>('/customers', { name, identities, note });

async function open(page: Page, { id }: Known): Promise<void> {
  await page.goto(`/customers/${id}`);
  await settled(page);
}

test('a customer is found by characters, pinyin and initials', async ({ as, cast }) => {
  const it = await add(await supervisor(cast), '单雄信', [{ kind: 'phone', value: `151${fresh()}` }]);
  const page = await as('hotline_agent');
  await page.goto('/customers');
  for (const typed of ['单雄', 'shanxiongxin', 'sxx', 'dan x']) {
    await page.getByRole('searchbox').fill(typed);
    await expect(page.locator(`main a[href="/customers/${it.id}"]`)).toBeVisible();
  }
});

test('two profiles of one person are merged, and taken apart again as they were', async ({ as, cast }) => {
  const api = await supervisor(cast);
  const digits = fresh();
  const one = await add(api, '欧阳靖', [{ kind: 'phone', value: `152${digits}` }], '常打晚班电话');
  const other = await add(api, '欧阳静', [{ kind: 'social', value: `+86 152${digits}` }], '偏好微信联系');
  const before = await Promise.all([one, other].map(({ id }) => api.get<Known>(`/customers/${id}`)));
  const page = await as('supervisor');
  const card = page.getByRole('article').filter({ hasText: '偏好微信联系' });
  await expect(async () => {
    await page.goto('/customers/duplicates');
    await expect(card).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(card.getByText('同一号码或账号的不同写法')).toBeVisible();
  await expect(card.getByText('姓名同音')).toBeVisible();
  await card.getByRole('button', { name: zh('合并') }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: zh('合并') }).click();
  await page.waitForURL(new RegExp(`customers/${one.id}`));
  await expect(page.getByText('偏好微信联系')).toBeVisible();
  await expect(page.getByRole('region', { name: '合并记录' })).toBeVisible();
  await page.getByRole('button', { name: zh('撤销合并') }).click();
  await page.getByRole('dialog').getByRole('button', { name: zh('撤销合并') }).click();
  await expect(page.getByText('合并已撤销')).toBeVisible();
  await expect(page.getByText('偏好微信联系')).toBeHidden();
  const after = await Promise.all([one, other].map(({ id }) => api.get<Known>(`/customers/${id}`)));
  const plain = (all: Known[]) => all.map((it) => ({ ...it, version: 0 }));
  expect(plain(after)).toEqual(plain(before));
});

test('a sheet with a wrong row is brought in without it, and the row is there to correct', async ({ as }, info) => {
  const digits = fresh();
  const file = info.outputPath('客户表.csv');
  await writeFile(file, `姓名,手机号,来源\n赫连勃,153${digits},门店\n宇文邕,不详,门店\n`);
  const page = await as('supervisor');
  await page.goto('/customers/sheets');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/sheets\/sht_/);
  await choose(page, '来源', '备注');
  await page.getByRole('button', { name: zh('核对') }).click();
  const wrong = page.getByRole('region', { name: '有误的行' });
  await expect(wrong.getByText('电话号码须包含')).toBeVisible();
  const saved = page.waitForEvent('download');
  await wrong.getByRole('button', { name: zh('下载待更正的行') }).click();
  expect((await saved).suggestedFilename()).toBe('待更正.csv');
  await page.getByRole('button', { name: zh('略过有误的1行并导入') }).click();
  await expect(page.getByRole('region', { name: '导入结果' })).toBeVisible();
  await page.goto('/customers');
  await page.getByRole('searchbox').fill('hlb');
  await expect(page.getByText(`153****${digits.slice(-4)}`)).toBeVisible();
});

test('a customer is let go when a second person approves', async ({ as, cast }) => {
  const api = await supervisor(cast);
  const it = await add(api, '慕容垂', [{ kind: 'phone', value: `155${fresh()}` }], '家住河东');
  const page = await as('supervisor');
  await open(page, it);
  await page.getByRole('button', { name: zh('申请删除') }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByRole('region', { name: '将删除或遮去' })).toBeVisible();
  await choose(page, '删除原因', '客户本人要求');
  await form.getByRole('button', { name: zh('提交申请') }).click();
  await expect(form).toBeHidden();
  await page.goto('/customers/erasures');
  await expect(page.getByRole('button', { name: zh('撤回') }).first()).toBeVisible();

  const second = await as('manager');
  await second.goto('/customers/erasures');
  const row = second.getByRole('row').filter({ has: second.locator(`a[href="/customers/${it.id}"]`) });
  await row.getByRole('button', { name: zh('批准') }).click();
  await second.getByRole('tooltip').getByRole('button', { name: zh('批准') }).click();
  await expect(row).toBeHidden();
  await expect(async () => {
    await second.goto(`/customers/${it.id}`);
    await expect(second.getByRole('heading', { level: 1, name: /客户 ?#[0-9A-F]{4}/ })).toBeVisible({ timeout: 2000 });
    await expect(second.getByText('已完成')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(second.getByText('家住河东')).toBeHidden();
});
