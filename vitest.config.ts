import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/state-home.ts',
    include: ['test/**/*.test.ts'],
    exclude: ['test/container/**', 'test/system/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two real Goose sessions on two cores already keep the machine busy.
    maxWorkers: 2,
  },
});
