import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './browser.ts';

const MOST_SCRIPT_BYTES = 200_000;
const EVENTS_PER_SECOND = 110;
const STORM_SECONDS = 25;
const MOST_GROWN_BYTES = 8_000_000;
/** The page keeps so many pairs of the feed. */
const MOST_PAIRS = 200;

test('the page begins with at most 200 kB of script', async ({ open }) => {
  const page = await open('/', { token: null });
  await page.getByLabel('Access token').waitFor();
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.initiatorType === 'script')
      .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`scripts at the start: ${sizes.length}, ${bytes} bytes as they are sent`);

  expect(sizes.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
});

test('first figures', async ({ open }) => {
  const page = await open('/');
  await page.locator('.live-figure').getByText(/\d/).first().waitFor();
  const times = await page.evaluate(
    () =>
      new Promise<{ firstPaint: number; largestPaint: number }>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = performance.getEntriesByName('first-contentful-paint')[0];
          resolve({
            firstPaint: paint?.startTime ?? Number.NaN,
            largestPaint: list.getEntries().at(-1)?.startTime ?? Number.NaN,
          });
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  console.log(
    `first paint with content after ${Math.round(times.firstPaint)} ms, the largest after ` +
      `${Math.round(times.largestPaint)} ms`,
  );
});

test('a storm of 100 frames a second leaves the page quick and its memory as it was', async ({
  open,
  control,
}) => {
  const page = await open('/');
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  await page.getByText('Live', { exact: true }).waitFor();
  await control.startTraffic(EVENTS_PER_SECOND, STORM_SECONDS + 30);
  await page.getByRole('region', { name: 'Newest messages' }).getByRole('listitem').first().waitFor();
  const frames = await countFrames(client);
  await watchTasks(page);

  // The first seconds compile code and fill the feed.
  await expect.poll(frames).toBeGreaterThan(5 * EVENTS_PER_SECOND);
  const before = await heapBytes(client);
  const busyBefore = await busySeconds(client);
  const began = Date.now();
  const framesBefore = frames();
  await expect
    .poll(frames, { timeout: (STORM_SECONDS + 30) * 1_000 })
    .toBeGreaterThan(framesBefore + (STORM_SECONDS - 10) * 100);
  const seconds = (Date.now() - began) / 1_000;
  const came = frames() - framesBefore;
  const busy = (await busySeconds(client)) - busyBefore;
  const grown = (await heapBytes(client)) - before;
  const tasks = await page.evaluate(() => (window as unknown as Watched).longTasks);
  console.log(
    `${came} frames in ${seconds.toFixed(1)} s: page busy ${((100 * busy) / seconds).toFixed(1)} %, tasks over 50 ms: ` +
      `${tasks.length}${tasks.length === 0 ? '' : ` (longest ${Math.round(Math.max(...tasks))} ms)`}, memory grown by ` +
      `${Math.round(grown / 1_000)} kB`,
  );

  expect(grown).toBeLessThan(MOST_GROWN_BYTES);
  expect(await page.locator('.feed > li').count()).toBeLessThanOrEqual(MOST_PAIRS);
}, 180_000);

interface Watched {
  longTasks: number[];
}

/** Remembers what keeps the page from answering its user, in milliseconds. */
async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.longTasks = [];
    new PerformanceObserver((list) => {
      watched.longTasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: 'longtask' });
  });
}

/** How many frames have come over the wire since. */
async function countFrames(client: CDPSession): Promise<() => number> {
  let count = 0;
  client.on('Network.webSocketFrameReceived', () => {
    count += 1;
  });
  await client.send('Network.enable');
  return () => count;
}

/** What the page holds that it can still reach. */
async function heapBytes(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  return (await client.send('Runtime.getHeapUsage')).usedSize;
}

/** How long the page's thread has worked so far. */
async function busySeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}
