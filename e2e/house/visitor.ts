import type { Browser, Page } from '@playwright/test';
import { Api } from './api.ts';
import type { Cast } from './cast.ts';

type Heard = { type: string; author?: string; text?: string; notice?: string | null; conversation?: { state: string } | null };

/** A chat window of our own site, made by the administrator. */
export async function chatEntrance({ address, administrator }: Cast, name: string): Promise<string> {
  const api = new Api(address);
  await api.signIn(administrator.login, administrator.password);
  const said = (text: string) => ({ zh: text, en: text });
  const site = { origins: [address], colour: '#1677ff', title: said(name), greeting: said('您好'), topics: [] };
  return (await api.post<{ id: string }>('/entrances', { medium: 'chat', channel: 'chat', name, settings: { site } })).id;
}

/** A customer in a browser of their own, who speaks the protocol of the chat window. */
export class Visitor {
  private readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async comes(browser: Browser, { address }: Cast, entrance: string): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: address });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.evaluate(async (of) => {
      const kept = globalThis as unknown as { heard: object[]; wire: WebSocket };
      kept.heard = [];
      kept.wire = new WebSocket(`${location.origin.replace('http', 'ws')}/api/v1/visitor/live?entrance=${of}`);
      kept.wire.addEventListener('message', (event) => kept.heard.push(JSON.parse(String(event.data)) as object));
      await new Promise((done) => kept.wire.addEventListener('open', done));
      kept.wire.send(JSON.stringify({ type: 'hello', token: null, since: 0, language: 'zh-CN' }));
    }, entrance);
    return new Visitor(page);
  }

  async say(text: string): Promise<void> {
    await this.send({ type: 'say', client_id: crypto.randomUUID(), text, files: [] });
  }

  async types(): Promise<void> {
    await this.send({ type: 'typing', on: true });
  }

  private async send(message: object): Promise<void> {
    await this.page.evaluate((text) => (globalThis as unknown as { wire: WebSocket }).wire.send(text), JSON.stringify(message));
  }

  /** What came over the wire until now. */
  async heard(): Promise<Heard[]> {
    return this.page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard) as Promise<Heard[]>;
  }

  /** What agents said until now. */
  async told(): Promise<string[]> {
    return (await this.heard()).filter(({ type, author }) => type === 'message' && author === 'agent').map(({ text }) => text ?? '');
  }

  async leaves(): Promise<void> {
    await this.page.context().close();
  }
}
