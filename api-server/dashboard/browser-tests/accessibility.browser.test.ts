import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answer, type Conversation, type Page as Rows } from './api.ts';
import { accessibilityFaults } from './axe.ts';
import { test } from './browser.ts';
import { saveScreenshots } from './screenshots.ts';

interface View {
  name: string;
  path: () => Promise<string>;
  /** Waits until all of it is there. */
  isThere: (page: Page) => Promise<void>;
}

async function scrollThrough(page: Page): Promise<void> {
  for (const panel of await page.locator('.overview > *').all()) {
    await panel.scrollIntoViewIfNeeded();
  }
  await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
  await page.evaluate(() => scrollTo({ top: 0 }));
}

const VIEWS: View[] = [
  { name: 'overview', path: async () => '/', isThere: scrollThrough },
  {
    name: 'bots',
    path: async () => '/bots?range=7d',
    isThere: (page) => page.getByRole('link', { name: 'See its slowest conversations' }).waitFor(),
  },
  {
    name: 'conversations',
    path: async () => '/conversations?range=7d&sort=-slowest_response_ms&status=resolved&status=escalated',
    isThere: (page) => page.locator('main a[href^="/conversations/"]').first().waitFor(),
  },
  {
    name: 'transcript',
    path: async () => {
      const { data } = await answer<Rows<Conversation>>(
        '/api/conversations?period=7d&sort=-slowest_response_ms&limit=1',
      );
      return `/conversations/${data[0]?.conversation_id}`;
    },
    isThere: (page) => page.locator('.message').first().waitFor(),
  },
  {
    name: 'nothing found',
    path: async () => '/conversations?q=xyzzyxyzzy',
    isThere: (page) => page.getByText('No conversation is like this').waitFor(),
  },
];

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1440];

test.for(VIEWS.flatMap((view) => THEMES.map((theme) => ({ ...view, theme }))))(
  '$name can be used by everybody, $theme',
  async ({ name, path, isThere, theme }, { open }) => {
    const address = await path();
    const page = await open(address, { colorScheme: theme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await isThere(page);
      expect(await accessibilityFaults(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, 'pixels that stand out to the right').toBeLessThanOrEqual(0);
      if (width === WIDTHS.at(-1)) {
        await saveScreenshots(page, `${name}-${theme}`);
      }
    }
  },
);

test.for(THEMES)('what opens above a view can be used by everybody, %s', async (theme, { open }) => {
  const page = await open('/conversations', { colorScheme: theme, width: 360 });
  for (const name of [/^Time:/, /^Bots:/, 'Account and settings']) {
    await page.getByRole('button', { name }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('button', { name: 'Use another access token' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test.for(THEMES)('signing in can be done by everybody, %s', async (theme, { open }) => {
  const page = await open('/', { colorScheme: theme, token: null });
  await page.getByLabel('Access token').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await saveScreenshots(page, `sign-in-${theme}`);
});

test('nothing moves for those who want it still', async ({ open }) => {
  const page = await open('/');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test('the smallest phone and the largest screen show all of it', async ({ open }) => {
  for (const path of ['/', '/bots?range=7d', '/conversations?range=7d']) {
    const page = await open(path);
    for (const [width, height] of [
      [320, 568],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      // What is further down is not drawn before somebody comes near.
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
