/** Where the stack under test is, as whoever started it says; by hand, what `scripts/local` and `scripts/token` print. */

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: the README tells how to run the browser tests`);
  }
  return value;
}

/** The address of the page. */
export const pageUrl = required('BOTFLOW_URL');

/** Of an administrator of the organization that has data. */
export const adminToken = required('BOTFLOW_TOKEN');

/** Of a viewer of the same organization, who sees no phones. */
export const viewerToken = required('BOTFLOW_VIEWER_TOKEN');

/** Where the test that started the stack is told what to do with it; nobody is there when a person has started it. */
export const controlUrl = process.env['BOTFLOW_CONTROL'];

/** The browser's program. */
export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The organization that the tokens are for. */
export const organizationId: string = JSON.parse(
  Buffer.from(adminToken.split('.')[1] ?? '', 'base64url').toString(),
).organization_id;
