import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { test as base } from 'vitest';
import { Complaints } from './complaints.ts';
import { type Control, control as stackControl } from './control.ts';
import { adminToken, chromiumPath, pageUrl } from './environment.ts';
import { saveFailure } from './screenshots.ts';

const ARGUMENTS = [
  // Continuous integration runs as root, for whom Chromium has no sandbox; it loads nothing but our own page.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
];

const WAIT_MILLIS = 15_000;

/** How a page is opened. */
export interface Visit {
  /** Who opens it; null for nobody. An administrator unless something else is said. */
  token?: string | null;
  width?: number;
  height?: number;
  /** The zone that the browser is in. */
  timeZone?: string;
  colorScheme?: 'light' | 'dark';
}

/** Opens the page at an address below its own, in a browser that knows nothing of earlier visits. */
export type Open = (path: string, visit?: Visit) => Promise<Page>;

interface Fixtures {
  browser: Browser;
  complaints: Complaints;
  open: Open;
  control: Control;
}

/** A test with a browser; it fails when a page complains on the console. */
export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: chromiumPath, args: ARGUMENTS });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  complaints: async ({}, use) => {
    await use(new Complaints());
  },

  open: async ({ browser, complaints, task }, use) => {
    const contexts: BrowserContext[] = [];
    const pages: Page[] = [];
    await use(async (path, visit = {}) => {
      const context = await browser.newContext({
        viewport: { width: visit.width ?? 1440, height: visit.height ?? 900 },
        locale: 'en-GB',
        timezoneId: visit.timeZone ?? 'UTC',
        colorScheme: visit.colorScheme ?? 'light',
      });
      contexts.push(context);
      context.setDefaultTimeout(WAIT_MILLIS);
      const page = await context.newPage();
      pages.push(page);
      complaints.listenTo(page);
      const token = visit.token === undefined ? adminToken : visit.token;
      await page.goto(new URL(path, pageUrl).href + (token === null ? '' : `#token=${token}`));
      return page;
    });
    if (task.result?.state === 'fail' || complaints.all.length > 0) {
      await Promise.all(pages.map((page, index) => saveFailure(page, task.name, index)));
    }
    await Promise.all(contexts.map((context) => context.close()));
    if (complaints.all.length > 0) {
      throw new Error(`the page complained:\n${complaints.all.join('\n')}`);
    }
  },

  control: async ({ skip }, use) => {
    if (stackControl === null) {
      skip('needs BOTFLOW_CONTROL: runs only in the stack that DashboardIT starts');
      return;
    }
    await use(stackControl);
    await stackControl.tidy();
  },
});
