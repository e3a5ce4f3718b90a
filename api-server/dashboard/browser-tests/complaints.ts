import type { Page } from 'playwright-core';

/** What browsers say went wrong on pages: uncaught errors, and errors on the console, where broken policies are too. */
export class Complaints {
  readonly #allowed: RegExp[] = [];
  readonly #heard: string[] = [];

  listenTo(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') {
        const { url, lineNumber } = message.location();
        this.#heard.push(`console: ${message.text()} (${url}:${lineNumber})`);
      }
    });
    page.on('pageerror', (error) => {
      this.#heard.push(`uncaught: ${error.stack ?? error.message}`);
    });
    page.on('crash', () => {
      this.#heard.push('the page crashed');
    });
  }

  /** A test that breaks something on purpose says what browsers will say about it. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** What was said and is not allowed. */
  get all(): string[] {
    return this.#heard.filter((complaint) => !this.#allowed.some((pattern) => pattern.test(complaint)));
  }
}
