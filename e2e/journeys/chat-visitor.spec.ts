import { type Browser, type BrowserContext, type Locator, type Page, expect, test } from '@playwright/test';
import { barriers } from '../house/barriers.ts';
import { signIn } from '../house/desk.ts';
import { type Running, startDemo } from '../house/program.ts';

/** This journey stops the program in the middle, so it has one of its own. */
let running: Running;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  running = await startDemo();
});
test.afterAll(async () => running.stop());

/** An agent whose page holds the line that says they are here; the rest is asked of the API from that page. */
class Agent {
  private constructor(private readonly page: Page) {}

  static async at(browser: Browser, login: string): Promise<Agent> {
    const context = await browser.newContext({ baseURL: running.address, locale: 'zh-CN' });
    const page = await context.newPage();
    await signIn(page, login, /password\W+(\w\S*)/.exec(running.said)?.[1] ?? '');
    const agent = new Agent(page);
    await agent.hold();
    await agent.ask('PUT', '/presence', { state: 'online' });
    return agent;
  }

  /** Holds the line, also after the program was started again. */
  async hold(): Promise<void> {
    await this.page.evaluate(() => {
      const hold = () => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/v1/conversations/live`);
        socket.addEventListener('close', () => setTimeout(hold, 300));
      };
      hold();
    });
  }

  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    return this.page.evaluate(
      async ({ method, path, body }) => {
        const { csrf } = await (await fetch('/api/v1/session')).json();
        const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
        const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
        const answer = await fetch(`/api/v1${path}`, init);
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
        return answer.status === 204 ? undefined : answer.json();
      },
      { method, path, body },
    ) as Promise<T>;
  }

  /** Takes the conversation in which somebody said something; answers its id. */
  async take(text: string): Promise<string> {
    type Row = { id: string; state: string; last: { text: string } | null };
    let found: Row | undefined;
    await expect(async () => {
      const lists = ['mine', 'queue'].map((view) => this.ask<{ items: Row[] }>('GET', `/conversations?view=${view}`));
      const rows = (await Promise.all(lists)).flatMap((it) => it.items);
      found = rows.find((it) => it.last?.text.includes(text));
      expect(found).toBeDefined();
    }).toPass({ timeout: 20_000 });
    const { id, state } = found as Row;
    if (state === 'offered') await this.ask('POST', `/conversations/${id}/accept`, {});
    else if (state === 'waiting') await this.ask('POST', `/conversations/${id}/take`, {});
    return id;
  }

  async say(id: string, text: string): Promise<void> {
    const { items } = await this.ask<{ items: { seq: number }[] }>('GET', `/conversations/${id}/messages`);
    const seen = Math.max(0, ...items.map((it) => it.seq));
    const message = { client_id: crypto.randomUUID(), kind: 'text', text, files: [], mentions: [], seen_seq: seen, anyway: true };
    await this.ask('POST', `/conversations/${id}/messages`, message);
  }
}

/** The lines of a page, which can be cut. Being offline alone leaves open sockets as they are. */
class Lines {
  private down = false;
  private readonly open = new Set<() => Promise<void>>();

  async of(page: Page): Promise<void> {
    await page.routeWebSocket(/visitor\/live/, (socket) => {
      if (this.down) {
        void socket.close();
        return;
      }
      const server = socket.connectToServer();
      this.open.add(async () => {
        await socket.close();
        await server.close();
      });
    });
  }

  async lose(): Promise<void> {
    this.down = true;
    for (const close of this.open) await close();
    this.open.clear();
  }

  back(): void {
    this.down = false;
  }
}

type Visitor = { context: BrowserContext; page: Page; chat: Locator; lines: Lines };

/** A visitor of the shop. By the clock somebody is there or not; what follows is the same at any hour. */
async function visitor(browser: Browser, open = true): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  const lines = new Lines();
  await lines.of(page);
  await page.route('**/api/v1/visitor/entrances/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), open } });
  });
  await page.goto(`${running.address}/demo-shop`);
  const chat = page.locator('hearth-chat');
  await chat.getByRole('button', { name: /联系客服/ }).click();
  await expect(chat.getByRole('dialog')).toBeVisible();
  return { context, page, chat, lines };
}

async function say({ chat }: Visitor, text: string): Promise<void> {
  const box = chat.getByRole('textbox', { name: '输入消息' });
  await box.fill(text);
  await box.press('Enter');
}

const mine = ({ chat }: Visitor) => chat.locator('.from.mine .words');

test('from the greeting to the rating, through a reload, a lost network and a restart, nothing is lost or doubled', async ({ browser }) => {
  test.setTimeout(240_000);
  const [first, one, two] = [await visitor(browser), await visitor(browser), await visitor(browser)];
  await expect(one.chat.getByRole('log')).toContainText('您好');
  expect(await barriers(one.page)).toEqual([]);

  // Nobody is there yet: they wait, one behind the other, and move up when somebody goes.
  await say(first, '先到的：问一下运费');
  await expect(first.chat.getByText(/您排在第 1 位/)).toBeVisible();
  await say(one, '第一位：订单三天没动');
  await expect(one.chat.getByText(/您排在第 2 位/)).toBeVisible();
  await say(two, '第二位：想退货');
  await expect(two.chat.getByText(/您排在第 3 位/)).toBeVisible();
  await first.chat.getByRole('button', { name: '结束会话' }).click();
  await expect(first.chat.getByText('会话已结束', { exact: true })).toBeVisible();
  await expect(one.chat.getByText(/您排在第 1 位/)).toBeVisible();
  await expect(two.chat.getByText(/您排在第 2 位/)).toBeVisible();

  const agent = await Agent.at(browser, 'online1');
  const id = await agent.take('第一位');
  await expect(one.chat.getByText(/为您服务/)).toBeVisible();
  await expect(two.chat.getByText(/您排在第 2 位/)).toBeHidden();
  await agent.say(id, '您好，请报订单号');
  await expect(one.chat.getByText('您好，请报订单号')).toBeVisible();

  // The page is loaded again, and then from no network at all.
  await one.page.reload();
  await one.chat.getByRole('button', { name: /联系客服/ }).click();
  await expect(one.chat.getByText('您好，请报订单号')).toHaveCount(1);
  await one.lines.lose();
  await say(one, '订单号 1001');
  await say(one, '收货地址没变');
  await agent.say(id, '还在吗？');

  // The program itself goes away in between.
  await running.restart();
  one.lines.back();
  await say(one, '在的');
  const said = ['第一位：订单三天没动', '订单号 1001', '收货地址没变', '在的'];
  await expect(mine(one)).toHaveText(said, { timeout: 60_000 });
  await expect(one.chat.getByText('还在吗？')).toHaveCount(1);
  await expect(one.chat.getByText('发送中')).toHaveCount(0, { timeout: 60_000 });
  const { items } = await agent.ask<{ items: { author: string; text: string }[] }>('GET', `/conversations/${id}/messages`);
  expect(items.filter((it) => it.author === 'customer').map((it) => it.text)).toEqual(said);

  await agent.say(id, '已催促物流，明天送达。');
  await expect(one.chat.getByText('已催促物流，明天送达。')).toBeVisible({ timeout: 30_000 });
  await one.chat.getByRole('button', { name: '结束会话' }).click();
  await one.chat.getByRole('button', { name: '很满意' }).click();
  await one.chat.getByRole('textbox', { name: /想说的话/ }).fill('很快');
  await one.chat.getByRole('button', { name: '提交评价' }).click();
  await expect(one.chat.getByText('谢谢您的评价。')).toBeVisible();
  expect(await barriers(one.page)).toEqual([]);
  await one.chat.getByRole('button', { name: '开始新会话' }).click();
  await expect(one.chat.getByRole('textbox', { name: '输入消息' })).toBeVisible();
});

test('Enter while a word is being composed sends nothing, Shift and Enter begin a line, Escape closes the window', async ({ browser }) => {
  const it = await visitor(browser);
  const box = it.chat.getByRole('textbox', { name: '输入消息' });
  await box.fill('ni');
  await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 });
  await expect(box).toHaveValue('ni');
  await box.press('Shift+Enter');
  await expect(box).toHaveValue('ni\n');
  await box.press('Escape');
  await expect(it.chat.getByRole('dialog')).toBeHidden();
  await expect(it.chat.getByRole('button', { name: '联系客服' })).toBeFocused();
});

test('a message left while nobody is there becomes a case that can be followed', async ({ browser }) => {
  const it = await visitor(browser, false);
  await expect(it.chat.getByText('现在没有客服在线')).toBeVisible();
  expect(await barriers(it.page)).toEqual([]);
  await it.chat.getByLabel('您的称呼').fill('周敏');
  await it.chat.getByLabel('手机号或邮箱').fill('不方便');
  await it.chat.getByLabel('您的问题').fill('请问发票怎么开？');
  await it.chat.getByRole('button', { name: '留言' }).click();
  await expect(it.chat.getByRole('alert')).toContainText('请填写能联系到您的手机号、电话或邮箱');
  await it.chat.getByLabel('手机号或邮箱').fill(`137${String(Date.now()).slice(-8)}`);
  await it.chat.getByRole('button', { name: '留言' }).click();
  await expect(it.chat.getByText('留言已受理')).toBeVisible();
  const [number = '', code = ''] = await it.chat.locator('dd').allInnerTexts();
  await it.page.goto(`${running.address}/portal#follow`);
  await it.page.getByLabel('受理编号').fill(number);
  await it.page.getByLabel('查询码').fill(code);
  await it.page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(it.page.getByRole('heading', { level: 1 })).toHaveText('请问发票怎么开？');
});
