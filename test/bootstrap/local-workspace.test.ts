import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localWorkspaceStep } from '../../src/bootstrap/steps/local-workspace.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function start(home: string) {
  return localWorkspaceStep.run({
    environment: {
      HOME: home,
      XDG_STATE_HOME: home,
      PATH: process.env.PATH,
      LAKEGOOSE_WORKSPACE: 'local',
      LAKEGOOSE_PORT: '9',
    },
    directory: home,
    cli: ['/bin/sh', '-c', 'echo export DATABRICKS_TOKEN=dapi1; echo no room >&2; exit 1'],
    signal: new AbortController().signal,
    tell: () => undefined,
  });
}

test('the log of the local workspace says why it did not start, and has no token in it', async () => {
  await using home = await temporaryDirectory();
  await expect(start(home.path)).rejects.toMatchObject({
    code: 'bootstrap.local_not_started',
    facts: { reason: 'no room' },
  });
  expect(await readFile(join(home.path, 'lakegoose', 'workspace.log'), 'utf8')).toBe('no room\n');
});

test('a log that cannot be written is named', async () => {
  await using home = await temporaryDirectory();
  const path = join(home.path, 'lakegoose', 'workspace.log');
  await mkdir(path, { recursive: true });
  await expect(start(home.path)).rejects.toMatchObject({ code: 'bootstrap.log_not_writable', facts: { path } });
});
