import { Api } from '../house/api.ts';
import { barriers } from '../house/barriers.ts';
import type { Cast } from '../house/cast.ts';
import { choose, chooseMoment, expect, openOwnCase, test, zh } from '../house/desk.ts';
import { settled } from '../house/pages.ts';

type Policy = { version: number; text: string; edition: number };

const ours = 'business_question';

async function apiOf({ address, ...cast }: Cast, who: 'manager' | 'administrator'): Promise<Api> {
  const api = new Api(address);
  await api.signIn(cast[who].login, cast[who].password);
  return api;
}

/** Rules about cases that ask for one thing more of a class: written by one person, reviewed and approved by another. */
async function askForMore(cast: Cast): Promise<number> {
  const [writer, second] = [await apiOf(cast, 'manager'), await apiOf(cast, 'administrator')];
  const field = '[[fields]]\nid = "doubt"\nname = { zh = "疑问环节", en = "What is in doubt" }\nis = "choice"\nhelp = { zh = "以客户所述为准", en = "As the customer says" }\nchoices = [\n    { id = "terms", name = { zh = "合约条款", en = "Terms" } },\n    { id = "usage", name = { zh = "使用方法", en = "Usage" } },\n]\n';
  const form = `[[forms]]\nid = "doubt"\nclasses = ["${ours}"]\nfields = [{ field = "doubt", required = true }]\n`;
  const { version, text, edition } = await writer.post<Policy>('/policies/cases/drafts', {});
  await writer.put('/policies/cases/versions/' + version, { text: `${text}\n${field}\n${form}`, edition });
  const act = (who: Api, name: string) => who.post(`/policies/cases/versions/${version}/acts`, { act: name });
  await act(writer, 'submit');
  await act(second, 'review');
  await act(second, 'approve');
  return version;
}

test('a field that policy adds is asked for at intake, and the record gets better as it is filled', async ({ as, cast }) => {
  const version = await askForMore(cast);
  const agent = await as('hotline_agent');
  await agent.goto('/cases/new');
  await choose(agent, '套用模板', '账单费用疑问');
  await expect(agent.getByLabel('主题', { exact: true })).toHaveValue('查询上月费用明细');
  await expect(agent.getByLabel('情况描述', { exact: true })).toHaveValue(/账期/);
  await choose(agent, '分类', '业务疑问');
  await expect(agent.getByText('以客户所述为准')).toBeVisible();
  const quality = agent.getByRole('status').filter({ hasText: '%' });
  await expect(quality).toContainText('疑问环节');
  const percent = async () => Number(/(\d+)\s*%/.exec((await quality.textContent()) ?? '')?.[1]);
  const before = await percent();

  // Without the answer it is not taken in, and the field says so.
  await chooseMoment(agent, '在何时之前回复', '4 小时后');
  await agent.getByLabel('承诺的内容', { exact: true }).fill('逐项核对后电话答复。');
  await agent.getByRole('button', { name: zh('受理') }).click();
  await expect(agent.getByText(/疑问环节.*(必填|填写)|请填写.*疑问环节/)).toBeVisible();
  await choose(agent, '疑问环节', '合约条款');
  expect(await percent()).toBeGreaterThan(before);
  await settled(agent);
  expect(await barriers(agent)).toEqual([]);
  await agent.getByRole('button', { name: zh('受理') }).click();
  await expect(agent.getByRole('heading', { level: 1, name: '查询上月费用明细' })).toBeVisible();
  await expect(agent.getByText('合约条款', { exact: true })).toBeVisible();
  await expect(agent.getByText(/%\s*待补充|%\s*达标/)).toBeVisible();

  // The field goes with its policy; what was answered stays readable, under the name it had.
  await (await apiOf(cast, 'administrator')).post(`/policies/cases/versions/${version}/acts`, { act: 'withdraw', reason: '试行结束' });
  await agent.reload();
  await expect(agent.getByText('合约条款')).toBeVisible();
  await expect(agent.getByText('旧项', { exact: true })).toBeVisible();
});

test('an answer is called up by "/" while replying, filled with what is known, and names what is not', async ({ as, cast }) => {
  const agent = await as('hotline_agent');
  await openOwnCase(agent, cast);
  await agent.getByText(zh('回复客户'), { exact: true }).last().click();
  const box = agent.getByLabel('给客户的回复', { exact: true });
  await box.click();
  await box.pressSequentially('/wc');
  await agent.getByRole('option', { name: /处理完成/ }).or(agent.locator('.ant-mentions-dropdown-menu-item').filter({ hasText: '处理完成' })).first().click();
  await expect(box).toHaveValue(/白先生\/女士，您反映的“话费查询”已处理完毕/);
  await expect(box).not.toHaveValue(/\/wc|\/处理完成/);

  // A template of one's own, with a variable that has no value on this case.
  await agent.goto('/templates');
  await agent.getByRole('button', { name: /新建快捷回复$/ }).click();
  const form = agent.getByRole('dialog');
  const name = `结果告知 ${Date.now() % 10_000}`;
  await form.getByLabel('名称', { exact: true }).fill(name);
  await form.getByLabel('内容', { exact: true }).fill('您的事项办理结果：');
  await form.getByRole('button', { name: zh('办理结果') }).click();
  await expect(form.getByText(/办理结果：已解决/)).toBeVisible();
  await form.getByRole('button', { name: zh('保存') }).click();
  await expect(form).toBeHidden();
  await settled(agent);
  expect(await barriers(agent)).toEqual([]);
  await agent.goBack();
  await agent.getByRole('button', { name: '快捷回复' }).click();
  await agent.getByRole('menuitem', { name: new RegExp(name) }).click();
  await expect(agent.getByText(/这些变量没有内容.*办理结果/)).toBeVisible();
});
