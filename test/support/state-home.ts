import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the tests: a folder for what lakegoose keeps from one run to the next, so that none is left in the home. */
export default async function makeStateHome(): Promise<() => Promise<void>> {
  const path = await mkdtemp(join(tmpdir(), 'lakegoose-test-state-'));
  process.env.TEST_STATE_HOME = path;
  return () => rm(path, { recursive: true, force: true });
}
