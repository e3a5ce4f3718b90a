import { expect } from 'vitest';
import { test } from './browser.ts';
import { organizationId } from './environment.ts';

/** What browsers say of a server that is away. */
const AWAY =
  /ERR_CONNECTION_REFUSED|ERR_SOCKET_NOT_CONNECTED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket/;

test('questions and answers come in pairs, the newest first, as they are said', async ({ open, control }) => {
  const page = await open('/');
  await control.startTraffic(10, 60);
  const feed = page.getByRole('region', { name: 'Newest messages' });
  const answered = feed.getByRole('listitem').filter({ hasNotText: /No answer yet|Spoke unasked/ });
  await answered.nth(2).waitFor();

  // Held, so that it does not move on while it is read.
  await page.getByRole('button', { name: 'Pause' }).click();
  const pair = answered.nth(0);
  const id = new URL((await pair.getByRole('link').getAttribute('href')) ?? '', page.url()).pathname.split(
    '/',
  )[2];
  const shown = (await pair.innerText()).replace(/\s+/g, ' ');
  await expect
    .poll(async () => {
      const said = await control.sql<{ text: string }>(
        `SELECT text FROM messages WHERE organization_id = '${organizationId}' AND conversation_id = '${id}'`,
      );
      return said.filter(({ text }) => shown.includes(text.replace(/\s+/g, ' ').trim())).length;
    })
    .toBeGreaterThanOrEqual(2);

  await page.getByRole('button', { name: /^Show .* new$/ }).click();
  await page.getByText('Newest first, as they come').waitFor();
  await feed.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded();
  await expect.poll(() => feed.getByRole('listitem').count()).toBeGreaterThan(10);
});

test('the feed and the cards are of the chosen bots', async ({ open, control }) => {
  const bots = await control.sql<{ bot_id: string; name: string }>(
    `SELECT id AS bot_id, name FROM bots WHERE organization_id = '${organizationId}' AND name = 'Table bookings'`,
  );
  await control.startTraffic(20, 60);
  const page = await open(`/?bot=${bots[0]?.bot_id}`);
  const feed = page.getByRole('region', { name: 'Newest messages' });
  await feed.getByRole('listitem').nth(3).waitFor();

  for (const item of await feed.getByRole('listitem').allInnerTexts()) {
    expect(item).toContain('Table bookings');
  }
});

test('the page says that it is not live, and is live again soon after the server', async ({
  open,
  control,
  complaints,
}) => {
  complaints.allow(AWAY);
  const page = await open('/');
  const state = page.getByRole('status').filter({ hasText: /live/i }).first();
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('.live-figure').last().getByText(/\d/).waitFor();
  const messages = await page.locator('.live-figure').last().innerText();

  await control.stopApi();
  await page.getByText('Not live').first().waitFor();
  await page.getByText(/^Not live since/).waitFor();
  expect(await page.locator('.live-figure').last().innerText()).toBe(messages);

  await control.startApi();
  const began = Date.now();
  await page.getByText('Live', { exact: true }).waitFor();
  console.log(`live again ${Date.now() - began} ms after the server was ready`);
  await page.getByText(/^Not live since/).waitFor({ state: 'detached' });
  expect(await state.count()).toBeLessThanOrEqual(1);

  // And what is asked for over HTTP comes back by itself too.
  await expect.poll(() => page.locator('.notice-warning').count()).toBe(0);
});

test('charts that could not be had come when the server can give them', async ({
  open,
  control,
  complaints,
}) => {
  complaints.allow(/503/);
  await control.pause('postgres');
  const page = await open('/');
  await page.getByText('The server is busy').first().waitFor({ timeout: 30_000 });

  await control.resume('postgres');

  await page
    .getByRole('slider', { name: 'Response time', exact: true })
    .locator('svg path.line')
    .first()
    .waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('.notice-warning').count()).toBe(0);
});
