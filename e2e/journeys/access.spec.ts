import type { Page } from '@playwright/test';
import { barriers } from '../house/barriers.ts';
import { expect, test as base } from '../house/desk.ts';
import { places, settled } from '../house/pages.ts';

/** Reading changes nothing, so that one window for each reader shows all their pages. */
const test = base.extend<object, { reader: (who: (typeof places)[number]['who']) => Promise<Page> }>({
  reader: [
    async ({ enter }, use) => {
      const windows = new Map<string, Page>();
      await use(async (who) => {
        const page = windows.get(who) ?? (await enter(who));
        windows.set(who, page);
        return page;
      });
      for (const page of windows.values()) await page.context().close();
    },
    { scope: 'worker' },
  ],
});

const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };

for (const theme of ['light', 'dark'] as const) {
  test(`the sign-in page is open to everybody, ${theme}`, async ({ browser, cast }) => {
    const context = await browser.newContext({ baseURL: cast.address, colorScheme: theme });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await settled(page);
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });
}

for (const { name, who, go } of places) {
  test(`${name} is open to everybody, light and dark, and fits a screen of 1366x768 and a phone`, async ({ reader }) => {
    const page = await reader(who);
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: 'light' });
    await go(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await barriers(page), colorScheme).toEqual([]);
    }
    for (const viewport of [desk, phone]) {
      await page.setViewportSize(viewport);
      await settled(page);
      const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(over, `${viewport.width} px`).toBeLessThanOrEqual(0);
    }
  });
}
