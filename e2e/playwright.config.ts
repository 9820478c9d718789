import { defineConfig } from '@playwright/test';

/** The administrator of a machine has no sandbox in Chromium; the rest keeps the browser from looking outside. */
const root = process.getuid?.() === 0;
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const alone = ['--disable-component-update', '--disable-sync'];

export default defineConfig({
  globalSetup: './house/begin.ts',
  outputDir: 'test-results',
  reporter: [['list']],
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // Only to give up on what hangs: machines differ by a factor of three, and tests of the server run beside these.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [...(root ? ['--no-sandbox'] : []), ...quiet, ...alone],
    },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 45_000,
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'journeys', testDir: 'journeys' },
    { name: 'screens', testDir: 'pictures' },
  ],
});
