import { test as base, expect, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { Api } from './api.ts';
import { type Actor, type Cast, type Part, readCast } from './cast.ts';

export { expect };

type Look = { language?: 'zh-CN' | 'en'; theme?: 'light' | 'dark'; options?: BrowserContextOptions };
export type As = (who: Part | 'administrator', look?: Look) => Promise<Page>;
export type Login = (who: Actor) => Promise<Page>;

/**
 * Journeys get `as`: a browser of its own in which that person has signed in; `login` for people beside the cast.
 * `enter` is `as` for what several tests share; who calls it closes the window.
 */
export const test = base.extend<{ as: As; login: Login }, { cast: Cast; enter: As }>({
  // Playwright reads the first parameter's names, so it must be a pattern.
  // eslint-disable-next-line no-empty-pattern
  cast: [async ({}, use) => use(readCast()), { scope: 'worker' }],
  enter: [
    async ({ browser, cast }, use) =>
      use(async (who, look = {}) => {
        const page = await open(browser, cast.address, look);
        await signIn(page, cast[who].login, cast[who].password, look.language);
        return page;
      }),
    { scope: 'worker' },
  ],
  as: async ({ enter }, use) => {
    const pages: Page[] = [];
    await use(async (who, look) => {
      const page = await enter(who, look);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
  login: async ({ browser, cast }, use) => {
    const pages: Page[] = [];
    await use(async (who) => {
      const page = await open(browser, cast.address, {});
      pages.push(page);
      await signIn(page, who.login, who.password);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

async function open(browser: Browser, address: string, { language = 'zh-CN', theme = 'light', options }: Look): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, colorScheme: theme, locale: language, ...options });
  // Chosen here, so that it holds whatever language a journey left on somebody's record.
  await context.addInitScript((chosen) => localStorage.setItem('hearth.language', localStorage.getItem('hearth.language') ?? chosen), language);
  return context.newPage();
}

/** Opens the page of a case that the hotline agent has just taken in, so that no other journey works on it. */
export async function openOwnCase(page: Page, { address, hotline_agent: agent }: Cast): Promise<void> {
  const api = new Api(address);
  await api.signIn(agent.login, agent.password);
  const promise = { due_at: new Date(Date.now() + 4 * 3_600_000).toISOString(), text: '核实后电话答复。' };
  const customer = { name: '白露', phone: `137${String(Date.now()).slice(-8)}` };
  const matter = { subject: '话费查询', description: '本月话费比上月多，请核实。' };
  const said = { kind: 'inquiry', class: 'bill_inquiry', channel: 'phone', ...matter, customer, promise };
  const { id } = await api.post<{ id: string }>('/cases', said);
  await page.goto(`/cases/${id}`);
}

/** Through the sign-in page, as a person does. */
export async function signIn(page: Page, login: string, password: string, language = 'zh-CN'): Promise<void> {
  const say = language === 'en' ? { login: 'Sign-in name', password: 'Password', go: 'Sign in' } : { login: '登录名', password: '密码', go: '登录' };
  await page.goto('/sign-in');
  await page.getByLabel(say.login, { exact: true }).fill(login);
  await page.getByLabel(say.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: zh(say.go) }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** A Chinese text as it is shown: thin spaces beside Latin letters, and a space inside buttons of two characters. */
export function zh(text: string): RegExp {
  const letters = [...text.replace(/\s/g, '')].map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^\\s*${letters.join('\\s?')}\\s*$`);
}

/** A part of a text, however its characters are spaced. */
export const zhPart = (text: string): RegExp => new RegExp([...text].join('\\s?'));

/** Chooses from a list that drops down. */
export async function choose(scope: Locator | Page, label: string, option: string | RegExp): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  const box = scope.getByLabel(label, { exact: true });
  await box.click();
  // A long list holds only what is in sight; typing brings the wanted one there.
  if (typeof option === 'string' && (await box.isEditable())) await box.fill(option);
  // The list of this box and not one that is still closing.
  const list = page.locator('.ant-select-dropdown', { has: page.locator(`[id="${await box.getAttribute('aria-controls')}"]`) });
  await list.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

/** Sets a moment to one of the offered ones. */
export async function chooseMoment(scope: Locator | Page, label: string, preset: string): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  await scope.getByLabel(label, { exact: true }).click();
  await page.locator('.ant-picker-dropdown:visible').getByText(zh(preset)).click();
}

/** Does one thing to the case on the page: its button or menu entry, the form at the side, and its verb. */
export async function act(page: Page, name: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  const button = page.getByRole('button', { name: zh(name) });
  const more = page.getByRole('button', { name: '更多操作' });
  await expect(more).toBeVisible();
  if (await button.first().isVisible()) await button.first().click();
  else {
    await more.click();
    await page.getByRole('menuitem', { name: zh(name) }).click();
  }
  if (!fill) return;
  const form = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: zh(name) }) });
  await fill(form);
  await form.getByRole('button', { name: zh(name) }).click();
  await expect(form).toBeHidden();
}
