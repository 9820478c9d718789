import { barriers } from '../house/barriers.ts';
import { expect, test } from '../house/desk.ts';
import { places, settled } from '../house/pages.ts';

for (const theme of ['light', 'dark'] as const) {
  test(`the sign-in page is open to everybody, ${theme}`, async ({ browser, cast }) => {
    const context = await browser.newContext({ baseURL: cast.address, colorScheme: theme });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await settled(page);
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });

  for (const { name, who, go } of places) {
    test(`${name} is open to everybody, ${theme}`, async ({ as }) => {
      const page = await as(who, { theme });
      await go(page);
      await settled(page);
      expect(await barriers(page)).toEqual([]);
    });
  }
}

for (const { name, who, go } of places) {
  test(`${name} fits a screen of 1366x768 and a phone without scrolling sideways`, async ({ as }) => {
    const page = await as(who);
    await go(page);
    for (const viewport of [{ width: 1366, height: 768 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      await settled(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${viewport.width} px`).toBeLessThanOrEqual(0);
    }
  });
}
