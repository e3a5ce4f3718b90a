import { expect } from 'vitest';
import { accessibilityFaults } from './axe.ts';
import { test } from './browser.ts';
import { organizationId } from './environment.ts';
import { saveScreenshots } from './screenshots.ts';

test('the page opens with no word of complaint', async ({ open }) => {
  const page = await open('/');

  expect(await page.title()).toBe('Botflow Analytics');
  await page.locator('#root > *').first().waitFor();
  await saveScreenshots(page, 'start');
});

test('what keeps people from using a page is found', async ({ open }) => {
  const page = await open('/');
  await page.locator('#root > *').first().waitFor();

  await page.evaluate(() => document.body.append(document.createElement('button')));

  expect(await accessibilityFaults(page)).toContainEqual(
    expect.stringMatching(/^button-name \(critical\): /),
  );
});

test.for(['/bots', '/conversations'])('the page opens at %s', async (path, { open }) => {
  const page = await open(path);

  await page.locator('#root > *').first().waitFor();
  await page.waitForLoadState('networkidle');
});

test('the page opens at the address of a conversation that is not there', async ({ open, complaints }) => {
  complaints.allow(/404/);
  const page = await open('/conversations/f0000000-0000-4000-8000-000000000000');

  await page.locator('#root > *').first().waitFor();
  await page.waitForLoadState('networkidle');
});

test('the page comes from a server that can be stopped and started', async ({ open, control }) => {
  await control.stopApi();
  await expect(open('/')).rejects.toThrow('ERR_CONNECTION_REFUSED');
  await control.startApi();

  const page = await open('/');
  await page.locator('#root > *').first().waitFor();
});

test('there is data of the newest day', async ({ control }) => {
  const [row] = await control.sql<{ conversations: number }>(
    `SELECT count(*) AS conversations FROM conversation_metrics
      WHERE organization_id = '${organizationId}' AND started_at > now() - interval '24 hours'`,
  );

  expect(row?.conversations).toBeGreaterThan(30);
});

test('customers can be made to talk', async ({ control }) => {
  const messages = `SELECT count(*) AS messages FROM messages
    WHERE organization_id = '${organizationId}' AND occurred_at > now() - interval '10 seconds'`;

  await control.startTraffic(50, 30);

  await expect
    .poll(async () => (await control.sql<{ messages: number }>(messages))[0]?.messages, { timeout: 20_000 })
    .toBeGreaterThan(100);
  expect(await control.stopTraffic()).toBeGreaterThan(100);
});
