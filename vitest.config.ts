import { defineConfig } from 'vitest/config';

// As `bin/lakegoose` does: the workers take it from here when they start.
process.env.UV_THREADPOOL_SIZE ??= '16';

export default defineConfig({
  test: {
    globalSetup: 'test/support/state-home.ts',
    include: ['test/**/*.test.ts'],
    exclude: ['test/container/**', 'test/system/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for may take its time on a busy machine; how long it took is not a test's matter.
    expect: { poll: { timeout: 20_000 } },
    // Two real Goose sessions on two cores already keep the machine busy.
    maxWorkers: 2,
  },
});
