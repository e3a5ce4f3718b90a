import { readFile } from 'node:fs/promises';
import type { Page as BrowserPage } from 'playwright-core';
import { expect } from 'vitest';
import { createFormats } from '../src/format/formats.ts';
import { answer, type Conversation, type Page } from './api.ts';
import { test } from './browser.ts';
import { organizationId, viewerToken } from './environment.ts';

/** As the browser of the tests writes numbers. */
const formats = createFormats('en-GB');

/** The ids of the conversations on screen, as they stand. */
function shown(page: BrowserPage): Promise<string[]> {
  return page
    .getByRole('region', { name: 'Conversations' })
    .locator('a[href^="/conversations/"]')
    .evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).pathname.split('/')[2] ?? ''),
    );
}

async function expectShown(page: BrowserPage, path: string): Promise<Conversation[]> {
  const { data } = await answer<Page<Conversation>>(path);
  await expect.poll(() => shown(page)).toEqual(data.map((conversation) => conversation.conversation_id));
  return data;
}

test('the list is what the API answers, and goes on', async ({ open }) => {
  const page = await open('/conversations?range=7d&sort=started_at');
  await expectShown(page, '/api/conversations?period=7d&sort=started_at');

  await page.getByRole('button', { name: 'Show more' }).click();

  await expectShown(page, '/api/conversations?period=7d&sort=started_at&limit=100');
});

test('each filter narrows the list, stands in the address, and is undone by going back', async ({
  open,
  control,
}) => {
  const [said] = await control.sql<{ word: string; phone: string }>(
    `SELECT substring(m.text from '[a-z]{7,}') AS word, right(c.customer_phone, 5) AS phone
       FROM messages m JOIN conversation_metrics c USING (organization_id, conversation_id)
      WHERE organization_id = '${organizationId}' AND m.text ~ '[a-z]{7,}'
        AND c.started_at > now() - interval '20 hours' ORDER BY m.occurred_at LIMIT 1`,
  );
  if (said === undefined) {
    throw new Error('nobody said a long word');
  }
  const page = await open('/conversations');
  await expectShown(page, '/api/conversations');

  await page.getByLabel('Words').fill(said.word);
  await page.getByLabel('Words').press('Enter');
  const withWord = `/api/conversations?q=${said.word}`;
  await expectShown(page, withWord);
  expect(new URL(page.url()).searchParams.get('q')).toBe(said.word);

  await page.getByLabel('Customer’s phone').fill(said.phone);
  await page.getByLabel('Customer’s phone').press('Enter');
  const found = await expectShown(page, `${withWord}&customer=${said.phone}`);
  expect(found.length).toBeGreaterThan(0);

  await page.goBack();
  await expectShown(page, withWord);
  await page.goBack();
  await expectShown(page, '/api/conversations');

  await page.getByRole('button', { name: 'Escalated', exact: true }).click();
  await page.getByRole('button', { name: 'Unresolved', exact: true }).click();
  await expectShown(page, '/api/conversations?status=escalated&status=unresolved');
  await page.getByRole('button', { name: 'Slowest answer' }).click();
  await expectShown(page, '/api/conversations?status=escalated&status=unresolved&sort=-slowest_response_ms');

  const shared = page.url();
  const other = await page.context().newPage();
  await other.goto(shared);
  await expectShown(other, '/api/conversations?status=escalated&status=unresolved&sort=-slowest_response_ms');
});

test('an export has exactly what is filtered', async ({ open, control }) => {
  const page = await open('/conversations?range=7d&status=escalated');
  await page.getByText('Export', { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Conversations CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');

  const rows = await control.sql<{ conversation_id: string }>(
    `SELECT conversation_id FROM conversation_metrics WHERE organization_id = '${organizationId}'
        AND resolution_status = 'escalated' AND started_at > now() - interval '7 days'`,
  );
  expect(rows.length).toBeGreaterThan(3);
  expect(lines[0]).toMatch(/^conversation_id,bot_id,/);
  expect(
    lines
      .slice(1, -1)
      .map((line) => line.slice(0, 36))
      .sort(),
  ).toEqual(rows.map((row) => row.conversation_id).sort());
  expect(download.suggestedFilename()).toMatch(/^botflow.*conversations.*\.csv$/i);
});

test('a viewer sees no whole phone and is told that it cannot be searched for', async ({
  open,
  complaints,
}) => {
  complaints.allow(/403/);
  const page = await open('/conversations?range=7d&customer=123', { token: viewerToken });
  await page.getByText('Your role may not search by phone').first().waitFor();

  await page.getByRole('button', { name: 'Search without the phone' }).click();

  await page
    .getByRole('region', { name: 'Conversations' })
    .getByText(/^\*+\d{3}$/)
    .first()
    .waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/\+\d{5,}/);
});

test('a transcript has every message with what is known of it', async ({ open, control }) => {
  const [longest] = await control.sql<{ conversation_id: string; messages: number }>(
    `SELECT conversation_id, count(*) AS messages FROM messages WHERE organization_id = '${organizationId}'
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
  );
  const messages = await control.sql<{
    text: string;
    direction: string;
    outcome: string | null;
    tokens_used: number | null;
  }>(
    `SELECT text, direction, outcome, tokens_used FROM messages WHERE organization_id = '${organizationId}'
        AND conversation_id = '${longest?.conversation_id}' ORDER BY occurred_at, event_id`,
  );
  const page = await open(`/conversations/${longest?.conversation_id}`);
  const lines = page.getByRole('region', { name: 'What was said' }).locator('li.message');
  await expect.poll(() => lines.count()).toBe(messages.length);

  const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
  const texts = await lines.locator('.message-text').allInnerTexts();
  expect(texts.map(squeezed)).toEqual(messages.map((message) => squeezed(message.text)));
  for (const [index, message] of messages.entries()) {
    const line = await lines.nth(index).innerText();
    if (message.direction === 'outbound') {
      expect(line).toContain(message.outcome === 'failure' ? 'failed' : message.outcome);
      expect(line).toContain(`${formats.count(message.tokens_used)} tokens`);
    }
  }
});

test('a conversation of somebody else is not found, like one that is not there', async ({
  open,
  control,
  complaints,
}) => {
  complaints.allow(/404/);
  const [foreign] = await control.sql<{ conversation_id: string }>(
    `SELECT conversation_id FROM conversation_metrics c WHERE organization_id <> '${organizationId}'
        AND NOT EXISTS (SELECT FROM conversation_metrics o WHERE o.organization_id = '${organizationId}'
                          AND o.conversation_id = c.conversation_id) LIMIT 1`,
  );
  for (const id of [foreign?.conversation_id, 'f0000000-0000-4000-8000-000000000000']) {
    const page = await open(`/conversations/${id}`);
    await page.getByText('This conversation was not found').waitFor();
  }
});
