import { expect, test, zh } from '../house/desk.ts';
import { Correspondent, mailServers } from '../house/mail.ts';
import { become, clean, reply, thread } from '../house/workspace.ts';

const servers = mailServers();

// Where the mail servers cannot run, the journey is left out; on the build server that is a failure.
if (servers ?? process.env.CI) test('a letter comes in by the real servers, is answered, and answered again in the same conversation', async ({ as, login, cast }) => {
  if (!servers) throw new Error('TEST_MAIL is not set');
  const tail = Date.now().toString(36);
  const [shop, customer] = [`service-${tail}@shop.test`, new Correspondent(servers, `wang-${tail}`)];

  // The administrator adds the mailbox; a password that does not open it is told before anything is kept.
  const admin = await as('administrator');
  await admin.goto('/settings/entrances');
  await admin.getByRole('button', { name: zh('添加接入点') }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('方式', { exact: true }).click();
  await admin.locator('.ant-select-item-option').filter({ hasText: '邮箱' }).click();
  await form.getByLabel('名称', { exact: true }).fill('客服邮箱');
  await form.getByLabel('邮箱地址', { exact: true }).fill(shop);
  await form.getByLabel('显示名称', { exact: true }).fill('暖台客服');
  await form.getByLabel('密码', { exact: true }).fill('wrong');
  await form.getByLabel('收信服务器（IMAP）', { exact: true }).fill('localhost');
  await form.getByLabel('收信端口', { exact: true }).fill(String(servers.imaps));
  await form.getByLabel('发信服务器（SMTP）', { exact: true }).fill('localhost');
  await form.getByLabel('发信端口', { exact: true }).fill(String(servers.submission));
  await form.getByLabel('发信加密', { exact: true }).click();
  await admin.locator('.ant-select-item-option').filter({ hasText: 'STARTTLS' }).last().click();
  await form.getByRole('button', { name: zh('测试连接') }).click();
  await expect(form.getByText('收信服务器连不上')).toBeVisible();
  await form.getByLabel('密码', { exact: true }).fill('secret');
  await form.getByRole('button', { name: zh('测试连接') }).click();
  await expect(form.getByText('收信服务器可以登录')).toBeVisible();
  await expect(form.getByText('发信服务器可以登录')).toBeVisible();
  await clean(admin);
  await form.getByRole('button', { name: zh('添加接入点') }).click();
  await expect(form).toBeHidden();

  // A letter comes; whoever is on duty takes it and answers.
  const agent = await login({ login: 'online1', password: cast.hotline_agent.password, name: '' });
  await agent.goto('/conversations');
  await become(agent, '在线');
  const asked = `订单 ${tail} 一直没有发货，请查一查。`;
  const id = await customer.writes(shop, `催发货 ${tail}`, asked);
  await agent.getByRole('article', { name: /新会话/ }).filter({ hasText: tail }).getByRole('button', { name: zh('接受') }).click();
  await expect(thread(agent).getByText(asked)).toBeVisible();
  await reply(agent).fill('您好，已联系仓库，今天发出。');
  await reply(agent).press('Enter');

  // It lies in the customer's mailbox, as an answer to what they wrote.
  await expect.poll(async () => (await customer.reads()).length, { timeout: 60_000 }).toBe(1);
  const got = (await customer.reads())[0];
  expect(got).toMatchObject({ from: shop, answers: id, subject: `Re: 催发货 ${tail}` });
  expect(got?.text).toContain('已联系仓库，今天发出');

  // What they answer stands below, and what they quote is folded away.
  const url = agent.url();
  await customer.writes(shop, `Re: 催发货 ${tail}`, '谢谢，收到后告诉您。', got);
  await expect(thread(agent).getByText('谢谢，收到后告诉您。')).toBeVisible({ timeout: 60_000 });
  expect(agent.url()).toBe(url);
  await expect(thread(agent).getByText(/写道：/)).toBeHidden();
  await clean(agent);
});
