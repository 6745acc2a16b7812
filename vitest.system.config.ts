import { defineConfig } from 'vitest/config';

/** What needs root, Docker or long builds. Where there is none yet, Vitest says so and passes. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/state-home.ts',
    include: ['test/container/**/*.test.ts', 'test/system/**/*.test.ts'],
    passWithNoTests: true,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
});
