import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS: RunOptions = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** What keeps people from using the page as it stands now, one line for each rule and place; none if all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // What comes in softly has too little contrast on its way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Evaluated by the browser itself, whom the page's policy does not bind.
  await page.evaluate(SOURCE);
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(OPTIONS)})`);
  await page.emulateMedia({ reducedMotion: null });
  return results.violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const summary = (failureSummary ?? '').replace(/\s+/g, ' ');
      return `${id} (${impact}): ${help}, at ${target.join(' ')}: ${summary}`;
    }),
  );
}
