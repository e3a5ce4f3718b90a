import { expect } from 'vitest';
import { answer, type Conversation, type Page } from './api.ts';
import { test } from './browser.ts';
import { organizationId } from './environment.ts';

test('a phone tells in three taps which bot is slowest since yesterday, and what it said then', async ({
  open,
  control,
}) => {
  const page = await open('/?range=since-yesterday&tz=UTC', { width: 360, height: 740 });

  await page.getByRole('link', { name: 'Bots', exact: true }).click();
  await page.getByRole('link', { name: 'See its slowest conversations' }).click();
  const first = page
    .getByRole('region', { name: 'Conversations' })
    .locator('a[href^="/conversations/"]')
    .first();
  await first.click();

  const bot = new URL(page.url()).searchParams.get('bot');
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const [slowest] = (
    await answer<Page<Conversation>>(
      `/api/conversations?from=${yesterday}T00:00:00Z&bot_id=${bot}&sort=-slowest_response_ms&limit=1`,
    )
  ).data;
  expect(new URL(page.url()).pathname).toBe(`/conversations/${slowest?.conversation_id}`);
  const [said] = await control.sql<{ text: string }>(
    `SELECT text FROM messages WHERE organization_id = '${organizationId}'
        AND conversation_id = '${slowest?.conversation_id}' ORDER BY response_time_ms DESC NULLS LAST LIMIT 1`,
  );
  const answered = page.locator('.message-slowest');
  await expect
    .poll(() =>
      answered.evaluate((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }),
    )
    .toBe(true);
  const squeezed = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  expect(squeezed(await answered.locator('.message-text').innerText())).toBe(squeezed(said?.text));

  await page.goBack();
  await first.waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Bots' }).waitFor();
});
