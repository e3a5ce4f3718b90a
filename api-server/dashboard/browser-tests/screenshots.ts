import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Below the server's build output. */
export const FOLDER = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

/** What the names of pictures of failed tests begin with. */
export const FAILED = 'failed-';

/** A phone, a tablet and a desk. */
const WIDTHS = [360, 768, 1440];

function fileName(name: string): string {
  return `${FOLDER}${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`;
}

/** Saves how the whole page looks at each width, for people to look at; only where `SCREENSHOTS` is set, as it takes time. */
export async function saveScreenshots(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) {
    return;
  }
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: before?.height ?? 900 });
    // A resize is heard before the next frame, and what was drawn because of it stands after the one that follows.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await page.screenshot({ path: fileName(`${name}-${width}`), fullPage: true, animations: 'disabled' });
  }
  if (before !== null) {
    await page.setViewportSize(before);
  }
}

/** Saves what a test that failed has left on a page. */
export async function saveFailure(page: Page, test: string, index: number): Promise<void> {
  if (!page.isClosed()) {
    await page.screenshot({ path: fileName(`${FAILED}${test}-${index}`), animations: 'disabled' });
  }
}
