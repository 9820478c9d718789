import type { Page } from '@playwright/test';
import type { Part } from './cast.ts';

/** A page of each kind, who looks at it, and how one gets there. */
export type Place = { name: string; who: Part | 'administrator'; go: (page: Page) => Promise<void> };

const at = (path: string) => async (page: Page) => {
  await page.goto(path);
};

/** Opens the first row of a list: the link in it leads to the record. */
const firstOf = (list: string, record: RegExp) => async (page: Page) => {
  await page.goto(list);
  const link = page.locator(`main a[href^="${list.split('?')[0]}/"]:not([href$="/new"])`).first();
  await link.click();
  await page.waitForURL(record);
};

/** The customer of the first case in the list. */
export async function customer(page: Page): Promise<void> {
  await firstOf('/cases?status=all', /cases\/cas_/)(page);
  await page.locator('main a[href^="/customers/"]').first().click();
  await page.waitForURL(/customers\/cus_/);
}

export const places: Place[] = [
  { name: 'day', who: 'hotline_agent', go: at('/day') },
  { name: 'cases', who: 'supervisor', go: at('/cases') },
  { name: 'cases-empty', who: 'supervisor', go: at('/cases?view=mine') },
  { name: 'case', who: 'supervisor', go: firstOf('/cases', /cases\/cas_/) },
  { name: 'case-new', who: 'hotline_agent', go: at('/cases/new') },
  { name: 'conversations', who: 'hotline_agent', go: at('/conversations') },
  { name: 'conversations-found', who: 'supervisor', go: at('/conversations?q=路由器') },
  { name: 'conversations-queue', who: 'supervisor', go: at('/conversations?view=queue') },
  { name: 'approvals', who: 'supervisor', go: at('/approvals') },
  { name: 'follow-ups', who: 'hotline_agent', go: at('/follow-ups') },
  { name: 'questions', who: 'supervisor', go: at('/questions') },
  { name: 'joint', who: 'supervisor', go: at('/joint?view=ours') },
  { name: 'supervision', who: 'supervisor', go: at('/supervision') },
  { name: 'templates', who: 'supervisor', go: at('/templates') },
  { name: 'tags', who: 'supervisor', go: at('/templates?tab=tags') },
  { name: 'customers', who: 'hotline_agent', go: at('/customers') },
  { name: 'customer', who: 'supervisor', go: customer },
  { name: 'customers-duplicates', who: 'supervisor', go: at('/customers/duplicates') },
  { name: 'customers-sheets', who: 'supervisor', go: at('/customers/sheets') },
  { name: 'customers-erasures', who: 'manager', go: at('/customers/erasures') },
  { name: 'live', who: 'supervisor', go: at('/live') },
  { name: 'wall', who: 'supervisor', go: at('/wall') },
  { name: 'loop', who: 'manager', go: at('/loop') },
  { name: 'metrics', who: 'manager', go: at('/figures') },
  { name: 'metric', who: 'manager', go: firstOf('/figures', /figures\/./) },
  { name: 'policies', who: 'manager', go: at('/policies') },
  { name: 'policy', who: 'manager', go: firstOf('/policies', /policies\/./) },
  { name: 'policy-what-if', who: 'manager', go: at('/policies/limits?look=whatif') },
  { name: 'people', who: 'manager', go: at('/people') },
  { name: 'backups', who: 'supervisor', go: at('/backups') },
  { name: 'me', who: 'supervisor', go: at('/me') },
  { name: 'access-review', who: 'administrator', go: at('/access-review') },
  { name: 'entrances', who: 'administrator', go: at('/settings/entrances') },
  { name: 'single-sign-on', who: 'administrator', go: at('/settings/single-sign-on') },
  { name: 'people-import', who: 'administrator', go: at('/people/import') },
  { name: 'imports', who: 'manager', go: at('/imports') },
  { name: 'settings', who: 'hotline_agent', go: at('/settings') },
  { name: 'help', who: 'hotline_agent', go: at('/help') },
  { name: 'portal', who: 'hotline_agent', go: at('/portal') },
  { name: 'portal-submit', who: 'hotline_agent', go: at('/portal#submit') },
];

/** Until nothing is asked for any more and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main, form').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton').first().waitFor({ state: 'hidden' });
}
