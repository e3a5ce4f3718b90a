import { defineConfig } from 'vitest/config';

/** Tests that look at the page as its users do: in a browser, with a whole stack behind it. */
export default defineConfig({
  test: {
    include: ['browser-tests/**/*.browser.test.ts'],
    globalSetup: ['browser-tests/forgetFailures.ts'],
    // One after the other, in one browser: they share the stack, and some of them stop parts of it.
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 100 } },
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
});
