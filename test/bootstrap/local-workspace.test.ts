import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localWorkspaceStep } from '../../src/bootstrap/steps/local-workspace.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const failing = 'echo export DATABRICKS_TOKEN=dapi1; echo no room >&2; exit 1';

function start(home: string, script = failing, port = 9) {
  return localWorkspaceStep.run({
    environment: {
      HOME: home,
      XDG_STATE_HOME: home,
      PATH: process.env.PATH,
      LAKEGOOSE_WORKSPACE: 'local',
      LAKEGOOSE_PORT: String(port),
    },
    directory: home,
    cli: ['/bin/sh', '-c', script],
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

test('two that want it at once start it once, and both have it', async () => {
  await using home = await temporaryDirectory();
  const port = await freePort();
  const serves = `require('node:http').createServer((_, answer) => answer.end(JSON.stringify({ workspace_id: 1 }))).listen(${port}, '127.0.0.1')`;
  // As the real one does: whoever comes second ends before the first answers.
  const script = `mkdir data || exit 1; echo $$ > pid; sleep 0.5; exec ${process.execPath} -e "${serves}"`;
  try {
    const [one, other] = await Promise.all([start(home.path, script, port), start(home.path, script, port)]);
    expect([one.state, other.state].sort()).toEqual(['done', 'unchanged']);
  } finally {
    process.kill(Number(await readFile(join(home.path, 'pid'), 'utf8')));
  }
});
