import { join } from 'node:path';
import { test } from '../house/desk.ts';
import { places, settled } from '../house/pages.ts';

const folder = join(import.meta.dirname, '../screens');
const screens = [
  { name: 'desk', viewport: { width: 1366, height: 768 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
];

for (const { name, who, go } of places) {
  test(`pictures of ${name}`, async ({ as }) => {
    test.slow();
    for (const language of ['zh-CN', 'en'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        const page = await as(who, { language, theme });
        await go(page);
        for (const screen of screens) {
          await page.setViewportSize(screen.viewport);
          await settled(page);
          await page.screenshot({ path: join(folder, `${name}.${language}.${theme}.${screen.name}.png`), animations: 'disabled' });
        }
        await page.context().close();
      }
    }
  });
}
