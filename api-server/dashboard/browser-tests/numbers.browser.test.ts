import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { createFormats } from '../src/format/formats.ts';
import { answer } from './api.ts';
import { test } from './browser.ts';
import { organizationId } from './environment.ts';

/** As the browser of the tests writes them. */
const formats = createFormats('en-GB');
const HOUR = 3_600_000;
const RANGE_HOURS = 20;

/** Hours that are over, so that nothing moves while it is looked at. */
function pastHours(): { from: string; to: string } {
  const end = Math.floor(Date.now() / HOUR) * HOUR - 2 * HOUR;
  const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');
  return { from: iso(end - RANGE_HOURS * HOUR), to: iso(end) };
}

/** The rows of a chart's table without their times, the oldest first. */
async function tableRows(page: Page, title: string): Promise<string[][]> {
  const panel = page.getByRole('region', { name: title, exact: true });
  await panel.scrollIntoViewIfNeeded();
  await panel.getByRole('button', { name: `Table ${title}` }).click();
  const rows = await panel
    .getByRole('table')
    .locator('tbody tr')
    .evaluateAll((found) =>
      found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText)),
    );
  return rows.reverse();
}

interface Realtime {
  activeConversations: number;
  avgResponseTime: number | null;
  successRate: number | null;
  messagesPerHour: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  today: { conversations: number; messages: number; active_bots: number };
}

test('the cards are what the API answers at the same moment', async ({ open }) => {
  const page = await open('/');
  const now = page.getByRole('region', { name: 'Now' });
  const figure = (label: string) =>
    now.getByRole('listitem').filter({ hasText: label }).locator('.live-figure').innerText();

  await expect
    .poll(async () => {
      const known = await answer<Realtime>('/api/analytics/realtime');
      const shown = {
        active: await figure('Active now'),
        average: await figure('Avg response time'),
        success: await figure('Success rate'),
        messages: await figure('Messages/hour'),
        text: await now.innerText(),
      };
      const { conversations, messages } = known.today;
      return (
        shown.active === formats.count(known.activeConversations) &&
        shown.average === formats.milliseconds(known.avgResponseTime) &&
        shown.success === formats.percent(known.successRate) &&
        shown.messages === formats.count(known.messagesPerHour) &&
        [known.p50, known.p95, known.p99].every((value) =>
          shown.text.includes(formats.milliseconds(value)),
        ) &&
        shown.text.includes(`${formats.count(conversations)} conversation`) &&
        shown.text.includes(`${formats.count(messages)} message`)
      );
    })
    .toBe(true);
});

test('the messages of each hour are those of the table of messages', async ({ open, control }) => {
  const { from, to } = pastHours();
  const stored = await control.sql<{ hour: string; inbound: number; outbound: number }>(
    `SELECT hour, count(*) FILTER (WHERE direction = 'inbound') AS inbound,
            count(*) FILTER (WHERE direction = 'outbound') AS outbound
       FROM generate_series('${from}'::timestamptz, '${to}'::timestamptz - interval '1 hour', '1 hour') AS hour
       LEFT JOIN messages ON occurred_at >= hour AND occurred_at < hour + interval '1 hour'
        AND organization_id = '${organizationId}'
      GROUP BY hour ORDER BY hour`,
  );
  expect(stored).toHaveLength(RANGE_HOURS);
  const page = await open(`/?range=${from}..${to}&interval=hour&tz=UTC`);

  expect((await tableRows(page, 'Message volume')).map((row) => row.slice(0, 2))).toEqual(
    stored.map(({ inbound, outbound }) => [formats.count(inbound), formats.count(outbound)]),
  );
});

test('response times and rates are what the API answers', async ({ open }) => {
  const { from, to } = pastHours();
  const query = `from=${from}&to=${to}&interval=hour&tz=UTC`;
  const page = await open(`/?range=${from}..${to}&interval=hour&tz=UTC`);

  interface Times {
    data: { p50: number | null; p95: number | null; p99: number | null; avg: number | null; count: number }[];
  }
  const times = await answer<Times>(`/api/analytics/response-times?${query}`);
  expect(await tableRows(page, 'Response time')).toEqual(
    times.data.map(({ p50, p95, p99, avg, count }) => [
      ...[p50, p95, p99, avg].map(formats.milliseconds),
      formats.count(count),
    ]),
  );

  interface Rates {
    data: Record<'success_rate' | 'error_rate' | 'fallback_rate' | 'handoff_rate', number | null>[];
  }
  const rates = await answer<Rates>(`/api/analytics/success-rate?${query}`);
  expect((await tableRows(page, 'Success and failure')).map((row) => row.slice(0, 4))).toEqual(
    rates.data.map((row) =>
      [row.success_rate, row.error_rate, row.fallback_rate, row.handoff_rate].map(formats.percent),
    ),
  );
});

test('the usage of each hour is what is stored', async ({ open, control }) => {
  const { from, to } = pastHours();
  const stored = await control.sql<{ cost: number }>(
    `SELECT coalesce(estimated_cost_usd, 0) AS cost
       FROM generate_series('${from}'::timestamptz, '${to}'::timestamptz - interval '1 hour', '1 hour') AS h
       LEFT JOIN usage_analytics u ON u.hour = h AND organization_id = '${organizationId}' ORDER BY h`,
  );
  const page = await open(`/?range=${from}..${to}`);

  expect((await tableRows(page, 'Usage by hour')).map((row) => row[0])).toEqual(
    stored.map(({ cost }) => formats.money(cost)),
  );
});

test('bots are compared by what the API sums up', async ({ open }) => {
  const page = await open('/bots?range=7d');
  interface Bots {
    data: { bot_id: string; name: string }[];
  }
  interface Performance {
    summary: { total_messages: number; p95_response_time_ms: number | null; success_rate: number | null };
  }
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const dates = `start_date=${day(Date.now() - 7 * 24 * HOUR)}&end_date=${day(Date.now())}`;
  const { data } = await answer<Bots>('/api/analytics/bots');
  const table = page.getByRole('table', { name: /^Bots compared/ });
  await table.locator('tbody tr').first().waitFor();
  expect(await table.locator('tbody tr').count()).toBe(data.length);

  const order: (number | null)[] = [];
  for (const row of await table.locator('tbody tr').all()) {
    const name = await row.getByRole('rowheader').innerText();
    const bot = data.find((known) => known.name === name);
    const { summary } = await answer<Performance>(`/api/analytics/bots/${bot?.bot_id}/performance?${dates}`);
    const cells = await row.locator('td').allInnerTexts();
    expect(cells).toContain(formats.count(summary.total_messages));
    expect(cells).toContain(formats.milliseconds(summary.p95_response_time_ms));
    expect(cells).toContain(formats.percent(summary.success_rate));
    order.push(summary.p95_response_time_ms);
  }
  const slowestFirst = [...order].sort((one, other) => (other ?? -1) - (one ?? -1));
  expect(order).toEqual(slowestFirst);
});
