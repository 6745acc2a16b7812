import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The containers' files take turns at one Docker engine: they are spread over the run, so that none waits for another. */
class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isContainer = (file: TestSpecification) => file.moduleId.includes('/test/container/');
    const spread = sorted.filter((file) => !isContainer(file));
    const containers = sorted.filter(isContainer);
    const apart = Math.floor(sorted.length / containers.length);
    for (const [index, file] of containers.entries()) spread.splice(index * apart, 0, file);
    return spread;
  }
}

/** What needs root, Docker or long builds. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/state-home.ts',
    include: ['test/container/**/*.test.ts', 'test/system/**/*.test.ts'],
    testTimeout: 600_000,
    // Waiting for the Docker engine, and making the base image, are hooks.
    hookTimeout: 1_200_000,
    // What is waited for may take its time on a busy machine; how long it took is not a test's matter.
    expect: { poll: { timeout: 20_000 } },
    // Half of the time passes in waiting for a container, a program or a network.
    maxWorkers: 2,
    sequence: { sequencer: Spread },
  },
});
