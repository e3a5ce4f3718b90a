import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answer } from './api.ts';
import { test } from './browser.ts';

interface Bots {
  data: { bot_id: string; name: string }[];
}

function query(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

test('the time is chosen from presets or by days, and back leads to what was before', async ({ open }) => {
  const page = await open('/conversations');
  await page.getByRole('button', { name: 'Time: Last 24 hours' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await page.getByText('Conversations that began in: Last 7 days').waitFor();
  expect(query(page).get('range')).toBe('7d');

  await page.getByRole('button', { name: 'Time: Last 7 days' }).click();
  await page.getByLabel('From', { exact: true }).fill('2026-03-01');
  await page.getByLabel('To', { exact: true }).fill('2026-02-27');
  await page.getByText('The first day is after the last.').waitFor();
  await page.getByLabel('To', { exact: true }).fill('2026-03-02');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await page.getByText('No conversation began in this time').waitFor();
  expect(query(page).get('range')).toBe('2026-03-01..2026-03-02');

  await page.goBack();
  await page.getByText('Conversations that began in: Last 7 days').waitFor();
  await page.goBack();
  await page.getByText('Conversations that began in: Last 24 hours').waitFor();
});

test('what is chosen goes with the reader from view to view', async ({ open }) => {
  const page = await open('/conversations?range=yesterday&q=book');
  await page.getByRole('link', { name: 'Bots', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Bots' }).waitFor();

  expect(query(page).get('range')).toBe('yesterday');
  expect(query(page).get('q')).toBeNull();
});

test('bots are chosen by name, and the keyboard is back where it was', async ({ open }) => {
  const { data } = await answer<Bots>('/api/analytics/bots');
  const booking = data.find((bot) => bot.name === 'Table bookings');
  const page = await open('/conversations?range=7d');
  await page.getByRole('button', { name: 'Bots: All bots' }).click();
  await page.getByRole('checkbox', { name: 'Table bookings' }).check();

  expect(query(page).getAll('bot')).toEqual([booking?.bot_id]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Bots: Table bookings' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Bots: Table bookings',
  );
});

test('days are cut in the organization’s zone, or in one that is chosen', async ({ open }) => {
  const page = await open('/conversations?range=today', { timeZone: 'America/New_York' });
  await page.getByRole('button', { name: 'Time: Today' }).click();
  const zone = page.getByLabel('Time zone');
  expect(await zone.locator('option').allInnerTexts()).toEqual([
    'The organization’s (Africa/Johannesburg)',
    'This device’s (America/New_York)',
    'UTC',
  ]);

  const asked = page.waitForRequest((request) => request.url().includes('/api/conversations'));
  await zone.selectOption('America/New_York');

  const from = new URL((await asked).url()).searchParams.get('from') ?? '';
  const midnight = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'America/New_York' });
  expect(midnight.format(new Date(from))).toBe('00:00');
});

test('everything can be reached and left by keyboard', async ({ open }) => {
  const page = await open('/conversations');
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');

  const time = page.getByRole('button', { name: /^Time:/ });
  await time.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(query(page).get('range')).toBe('today');
  expect(await time.evaluate((button) => button === document.activeElement)).toBe(true);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => time.getAttribute('aria-expanded')).toBe('false');
});
