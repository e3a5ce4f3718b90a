import { expect } from 'vitest';
import { test } from './browser.ts';
import { adminToken, viewerToken } from './environment.ts';

/** Answers to tokens that are no good are named on the console by the browser itself. */
const REFUSED = /401|WebSocket/;

test('the token leaves the address, and stays with the tab', async ({ open }) => {
  const page = await open('/bots?range=7d');
  await page.getByRole('heading', { level: 1, name: 'Bots' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  expect(new URL(page.url()).search).toBe('?range=7d');

  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Bots' }).waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain('botflow.token');
});

test('a link opened in another tab is signed in too, and signing out is for all tabs', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('link', { name: 'Bots', exact: true }).waitFor();
  const other = await page.context().newPage();
  await other.goto(new URL('/conversations', page.url()).href);
  await other.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();

  await other.getByRole('button', { name: 'Account and settings' }).click();
  await other.getByRole('button', { name: 'Sign out' }).click();

  await page.getByText('You are signed out.').waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('whoever has no token may paste one, and goes on at the same address', async ({ open }) => {
  const page = await open('/bots?range=7d', { token: null });
  await page.getByLabel('Access token').fill('nonsense');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This is not an access token.').waitFor();

  await page.getByLabel('Access token').fill(`  ${viewerToken}\n`);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('heading', { level: 1, name: 'Bots' }).waitFor();
  expect(new URL(page.url()).search).toBe('?range=7d');
});

test('a token that the server refuses leads back to where one is pasted', async ({ open, complaints }) => {
  complaints.allow(REFUSED);
  const [head, claims] = adminToken.split('.');
  const page = await open('/conversations', { token: `${head}.${claims}.AAAA` });
  await page.getByText('The server did not accept the access token.').waitFor();
});

test('a token that ends is warned of, and can be renewed in place', async ({ open, control, complaints }) => {
  complaints.allow(REFUSED);
  const page = await open('/conversations', { token: await control.token({ role: 'admin', expires: 60 }) });
  await page.getByText('Your access ends at').waitFor();
  await page.getByRole('button', { name: 'Use another access token' }).click();
  await page.getByRole('dialog').getByLabel('Access token').fill(adminToken);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Your access ends at').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
});

test('a token that has ended is asked for anew', async ({ open, control, complaints }) => {
  complaints.allow(REFUSED);
  const page = await open('/conversations', { token: await control.token({ role: 'admin', expires: 3 }) });
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
  await page.getByText('Your access has ended.').waitFor();
  await page.getByLabel('Access token').fill(adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Conversations' }).waitFor();
});
