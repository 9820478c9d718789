import type { Page } from '@playwright/test';
import { choose, expect, test, zh, zhPart } from '../house/desk.ts';
import { chatEntrance, Visitor } from '../house/visitor.ts';
import { become, clean, reply, thread } from '../house/workspace.ts';

/** Accepts what is offered, told by its last words, and stands in the conversation. */
async function accept(page: Page, words: string): Promise<void> {
  await page.getByRole('article', { name: /新会话/ }).filter({ hasText: words }).getByRole('button', { name: zh('接受') }).click({ timeout: 60_000 });
  await expect(page).toHaveURL(/conversations\/con_/);
  await expect(reply(page)).toBeEnabled();
}

test.describe.configure({ timeout: 300_000 });

test('a chat is offered, accepted and talked in; a reply is taken back, guarded and warned of; it is handed on and closed', async ({ browser, login, cast }) => {
  test.slow();
  const { password } = cast.hotline_agent;
  const [first, second] = [await login({ login: 'online1', password, name: '' }), await login({ login: 'online2', password, name: '' })];
  await first.goto('/conversations');
  await expect(first.getByText('没有正在接待的会话')).toBeVisible();
  await become(first, '在线');
  const visitor = await Visitor.comes(browser, cast, await chatEntrance(cast, '官网在线客服'));
  const matter = `宽带从昨晚开始断线，报修编号 ${Date.now().toString(36)}。`;
  await visitor.say(matter);
  await accept(first, matter);
  await expect(thread(first).getByText(matter)).toBeVisible();

  // A reply can be taken back for a moment, and comes back to be edited; then it goes out.
  await reply(first).fill('您好，请稍等。');
  await takeBackAtOnce(first);
  await reply(first).press('Enter');
  await expect(reply(first)).toHaveValue('您好，请稍等。');
  expect(await visitor.told()).toEqual([]);
  await reply(first).press('Enter');
  await expect.poll(() => visitor.told()).toEqual(['您好，请稍等。']);
  await visitor.types();
  await expect(first.getByText('正在输入')).toBeVisible();

  // A forbidden word is not sent; the better words are one click away.
  await reply(first).fill('急什么');
  await expect(first.getByText('是服务禁语')).toBeVisible();
  await expect(first.getByRole('button', { name: zh('发送给客户') })).toBeDisabled();
  await first.getByRole('button', { name: /^改为/ }).click();
  await expect(reply(first)).toHaveValue('请您稍等，我马上处理');

  // The customer writes while one writes: it is asked once more.
  await visitor.say('邻居家也断了。');
  await expect(thread(first).getByText('邻居家也断了。')).toBeVisible();
  await reply(first).press('Enter');
  await thread(first).getByRole('alert').getByRole('button', { name: zh('仍要发送') }).click();
  await expect.poll(() => visitor.told()).toEqual(['您好，请稍等。', '请您稍等，我马上处理']);

  // A reply for later stands in the thread, and is sent at once when one likes.
  await reply(first).fill('明早工程师会联系您。');
  await first.getByRole('button', { name: '定时发送' }).click();
  const later = first.getByRole('dialog');
  await later.getByRole('button', { name: zh('定时发送') }).click();
  await expect(later).toBeHidden();
  await expect(thread(first).getByText('明早工程师会联系您。')).toBeVisible();
  await expect(reply(first)).toHaveValue('');
  expect(await visitor.told()).toHaveLength(2);
  await clean(first);
  await thread(first).getByRole('button', { name: zh('立即发送') }).click();
  await expect.poll(() => visitor.told()).toHaveLength(3);

  // A note stays inside.
  await first.locator('body').press('Escape');
  await first.getByText('内部备注', { exact: true }).first().click();
  await first.getByRole('textbox', { name: '内部备注' }).fill('该小区疑似割接。');
  await first.getByRole('button', { name: zh('记为备注') }).click();
  await expect(thread(first).getByText('该小区疑似割接。')).toBeVisible();
  expect(await visitor.told()).toHaveLength(3);
  await clean(first);

  // Handed on to a colleague, who reads the note, answers with what is kept for it, and closes by that.
  await keepAnswer(second);
  await second.goto('/conversations');
  await become(second, '在线');
  await become(first, '忙碌');
  await first.getByRole('button', { name: zh('转接'), exact: true }).click();
  const form = first.getByRole('dialog');
  await choose(form, '同事', await nameOf(second));
  await form.getByLabel('交接说明').fill('宽带断线，疑似割接，请跟进。');
  await form.getByRole('button', { name: zh('转接') }).click();
  await expect(form).toBeHidden();
  await accept(second, '明早工程师会联系您。');
  await expect(thread(second).getByText('该小区疑似割接。')).toBeVisible();
  await expect(thread(second).getByText('宽带断线，疑似割接，请跟进。')).toBeVisible();
  await reply(second).pressSequentially('/huifu');
  await second.getByRole('option', { name: /恢复告知/ }).click();
  const afterwards = second.getByRole('list', { name: '发送后' });
  await expect(afterwards).toContainText(zhPart('结束：已答复'));
  await expect(afterwards).toContainText(zhPart('加标签 线路改造区'));
  await clean(second);
  await second.getByRole('button', { name: zh('发送给客户') }).click();
  await expect.poll(() => visitor.told()).toHaveLength(4);
  await expect.poll(async () => (await visitor.heard()).filter(({ type }) => type === 'state').at(-1)?.conversation?.state).toBe('closed');
  await expect(thread(second).getByText(/加上标签\s*线路改造区/)).toBeVisible();
  await second.getByRole('tab', { name: zh('已结束') }).click();
  await expect(second.getByRole('list', { name: '已结束' }).getByRole('listitem').first()).toContainText('已恢复，请您再试。');
  await become(second, '离线');
  await visitor.leaves();
});

/** Keeps an answer that tags and closes the conversation once it was sent. */
async function keepAnswer(page: Page): Promise<void> {
  await page.goto('/templates');
  await page.getByRole('button', { name: /新建快捷回复/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名称', { exact: true }).fill(`恢复告知 ${Date.now() % 100_000}`);
  await form.getByLabel('快捷码', { exact: true }).fill('huifu');
  await choose(form, '发送后加标签', '线路改造区');
  await page.keyboard.press('Escape');
  await choose(form, '发送后', zhPart('结束会话：已答复'));
  await form.getByLabel('内容', { exact: true }).fill('已恢复，请您再试。');
  await form.getByRole('button', { name: zh('保存') }).click();
  await expect(form).toBeHidden();
}

async function nameOf(page: Page): Promise<string> {
  return (await page.evaluate(async () => ((await (await fetch('/api/v1/session')).json()) as { person: { name: string } }).person.name)) as string;
}

/** The way back stands for seconds only: the page itself takes it as soon as it is there, however slow the machine. */
async function takeBackAtOnce(page: Page): Promise<void> {
  await page.evaluate(() => {
    const look = new MutationObserver(() => {
      const back = [...document.querySelectorAll<HTMLElement>('ol button')].find((it) => /^撤\s?回$/.test(it.textContent));
      if (!back) return;
      look.disconnect();
      back.click();
    });
    look.observe(document.body, { childList: true, subtree: true });
  });
}
