import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { answer } from './api.ts';
import { test } from './browser.ts';

interface ResponseTimes {
  data: { time: string; p50: number | null; count: number }[];
  meta: { complete_until: string };
}

const RANGE = '7d';
const HOUR = 3_600_000;

function plotOf(page: Page, name: string): Locator {
  return page.getByRole('slider', { name, exact: true });
}

function panelOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

function query(page: Page): URLSearchParams {
  return new URL(page.url()).searchParams;
}

/** The last complete hour with answers. */
async function lastHour(): Promise<{ time: string; count: number }> {
  const { data, meta } = await answer<ResponseTimes>(
    `/api/analytics/response-times?period=${RANGE}&interval=hour&tz=UTC`,
  );
  const row = data.findLast(
    ({ time, count }) => count > 0 && Date.parse(time) + HOUR <= Date.parse(meta.complete_until),
  );
  if (row === undefined) {
    throw new Error('there is no complete hour with answers');
  }
  return row;
}

test('keys tell the values of each time and lead to its conversations, slowest first', async ({ open }) => {
  const page = await open(`/?range=${RANGE}&interval=hour&tz=UTC`);
  const plot = plotOf(page, 'Response time');
  await plot.focus();
  const hour = await lastHour();
  const start = new Date(hour.time);
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
  const time = `${clock.format(start)} – ${clock.format(start.getTime() + HOUR)}`;
  await page.keyboard.press('End');
  await expect
    .poll(async () => {
      const spoken = (await plot.getAttribute('aria-valuetext')) ?? '';
      if (!spoken.includes(time)) {
        await page.keyboard.press('ArrowLeft');
      }
      return spoken;
    })
    .toMatch(new RegExp(`${time} UTC: .*Answers ${hour.count.toLocaleString('en-GB')}$`));

  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
  const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');
  expect(query(page).get('range')).toBe(`${iso(start.getTime())}..${iso(start.getTime() + HOUR)}`);
  expect(query(page).get('sort')).toBe('-slowest_response_ms');
  expect(query(page).get('tz')).toBe('UTC');
});

test('the hour that goes on says so, in its place, in the table and to who listens', async ({ open }) => {
  const page = await open('/?range=24h&interval=hour');
  const plot = plotOf(page, 'Response time');
  await plot.focus();
  await page.keyboard.press('End');
  expect(await plot.getAttribute('aria-valuetext')).toContain('Still counting');
  await panelOf(page, 'Response time').locator('.tooltip').getByText('Still counting').waitFor();

  await page.keyboard.press('Escape');
  await panelOf(page, 'Response time').locator('.tooltip').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Table Response time' }).click();
  const first = page
    .getByRole('table', { name: /^Response time/ })
    .locator('tbody tr')
    .first();
  expect(await first.innerText()).toContain('Still counting');
});

test('what is missing is missing in the table, and a gap in the line', async ({ open }) => {
  const page = await open('/?range=30d&interval=day&tz=UTC');
  const { data } = await answer<ResponseTimes>(
    '/api/analytics/response-times?period=30d&interval=day&tz=UTC',
  );
  const missing = data.filter(({ p50 }) => p50 === null).length;
  expect(missing).toBeGreaterThan(0);
  await plotOf(page, 'Response time').focus();
  await page.keyboard.press('Home');
  expect(await plotOf(page, 'Response time').getAttribute('aria-valuetext')).toContain('p50 none');

  await page.getByRole('button', { name: 'Table Response time' }).click();
  const cells = page.getByRole('table', { name: /^Response time/ }).locator('tbody td:nth-child(2)');
  const texts = await cells.allInnerTexts();
  expect(texts).toHaveLength(data.length);
  expect(texts.filter((text) => text === '–')).toHaveLength(missing);
});

test('a click goes to the conversations; a tap shows the way there first', async ({ open }) => {
  const page = await open(`/?range=${RANGE}&interval=hour`);
  const plot = plotOf(page, 'Response time');
  await plot.locator('svg path.line').first().waitFor({ state: 'attached' });
  const box = await plot.boundingBox();
  const at = { clientX: (box?.x ?? 0) + (box?.width ?? 0) / 2, clientY: (box?.y ?? 0) + 60 };
  const finger = { ...at, pointerType: 'touch', pointerId: 7, bubbles: true };
  await plot.dispatchEvent('pointerdown', finger);
  await plot.dispatchEvent('pointerup', finger);
  await plot.dispatchEvent('click', { ...at, bubbles: true });
  const way = page.getByRole('link', { name: 'Conversations that began in this time, slowest first' });
  await way.waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  const target = new URL((await way.getAttribute('href')) ?? '', page.url()).searchParams.get('range');

  await page.mouse.move(at.clientX, at.clientY);
  await page.mouse.click(at.clientX, at.clientY);
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
  expect(query(page).get('range')).toBe(target);
});

test('the tooltip never leaves the screen of a phone, and stays the same element', async ({ open }) => {
  const page = await open(`/?range=${RANGE}`, { width: 320, height: 640 });
  const plot = plotOf(page, 'Response time');
  await plot.locator('svg path.line').first().waitFor({ state: 'attached' });
  await plot.scrollIntoViewIfNeeded();
  const tooltip = panelOf(page, 'Response time').locator('.tooltip');
  const element = await tooltip.elementHandle();
  const box = await plot.boundingBox();
  for (let part = 0; part <= 10; part += 1) {
    await page.mouse.move((box?.x ?? 0) + 1 + (((box?.width ?? 0) - 2) * part) / 10, (box?.y ?? 0) + 60);
    await tooltip.waitFor();
    const place = await tooltip.boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(320);
  }
  expect(await tooltip.evaluate((node, before) => node === before, element)).toBe(true);
});

test('an entry of the legend hides its line and shows it again', async ({ open }) => {
  const page = await open(`/?range=${RANGE}`);
  const plot = plotOf(page, 'Success and failure');
  await plot.locator('svg .series-1 path.line').first().waitFor({ state: 'attached' });
  const entry = page.getByRole('button', { name: 'Success', exact: true });
  expect(await entry.getAttribute('aria-pressed')).toBe('true');

  await entry.click();
  expect(await entry.getAttribute('aria-pressed')).toBe('false');
  await expect.poll(() => plot.locator('svg .series-1 path.line').count()).toBe(0);
  await entry.click();
  await plot.locator('svg .series-1 path.line').first().waitFor({ state: 'attached' });
});

test('on a phone, two taps lead from the bots to what the slowest one said', async ({ open }) => {
  const percentiles = new Map<string, number>();
  const page = await open('/bots?range=since-yesterday', { width: 320, height: 640 });
  page.on('response', async (response) => {
    const [, id] = /\/bots\/([^/]+)\/performance/.exec(response.url()) ?? [];
    if (id !== undefined && response.ok()) {
      const { summary } = await response.json();
      percentiles.set(id, summary.p95_response_time_ms ?? -1);
    }
  });
  await page.reload();
  const way = page.getByRole('link', { name: 'See its slowest conversations' });
  await way.waitFor();
  const cards = await page.locator('.bot-card').count();
  await expect.poll(() => percentiles.size).toBe(cards);
  const [slowest] = [...percentiles].sort(([, one], [, other]) => other - one)[0] ?? [];
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

  await way.click();
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
  expect(query(page).getAll('bot')).toEqual([slowest]);
  expect(query(page).get('sort')).toBe('-slowest_response_ms');
  expect(query(page).get('range')).toBe('since-yesterday');
});

test('bots are sorted by any figure, as the address says', async ({ open }) => {
  const page = await open('/bots?range=7d');
  const header = (name: string) => page.getByRole('columnheader', { name });
  await header('p95').waitFor();
  expect(await header('p95').getAttribute('aria-sort')).toBe('descending');

  await header('Messages').getByRole('button').click();
  expect(query(page).get('by')).toBe('messages');
  await page.reload();
  await header('Messages').waitFor();
  expect(await header('Messages').getAttribute('aria-sort')).toBe('descending');
  const counts = (await page.getByRole('table').locator('tbody td:nth-child(2)').allInnerTexts()).map(
    (text) => Number(text.replaceAll(',', '')),
  );
  expect(counts).toEqual([...counts].sort((one, other) => other - one));

  await header('Messages').getByRole('button').click();
  expect(await header('Messages').getAttribute('aria-sort')).toBe('ascending');
});
