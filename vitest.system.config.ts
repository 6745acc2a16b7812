import { defineConfig } from 'vitest/config';

/** What needs root, Docker or long builds. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/state-home.ts',
    include: ['test/container/**/*.test.ts', 'test/system/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What is waited for may take its time on a busy machine; how long it took is not a test's matter.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 1,
  },
});
