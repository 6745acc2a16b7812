import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const sample = 'notebooks/sample.ipynb';

const stack = new AsyncDisposableStack();
let person: Awaited<ReturnType<typeof notebookFolder>>;
let logFile = '';
beforeAll(async () => {
  logFile = join(stack.use(await temporaryDirectory()).path, 'workspace.log');
  person = stack.use(await notebookFolder({ logFile }));
  const { environment, path: directory } = person;
  await writeFile(person.at('.env'), `DATABRICKS_CLUSTER_ID=${person.workspace.clusterId}\n`);
  const bootstrapped = await runCli(['bootstrap', '--only', 'goose'], { environment, directory });
  expect(bootstrapped).toMatchObject({ exitCode: 0 });
});
afterAll(() => stack.disposeAsync());

/** What the workspace was asked for about the cluster, its contexts and their commands, as its own log has it. */
async function askedOfCluster(): Promise<readonly string[]> {
  const lines = (await readFile(logFile, 'utf8')).split('\n');
  return lines.flatMap(
    (line) => /"(\w+)","path":"(\/api\/(?:1\.2|2\.1\/clusters)\/[\w/]+)/.exec(line)?.slice(1).join(' ') ?? [],
  );
}

/** Goose as a person sits before it, asked to run the sample, at the moment in which it asks back. */
async function asked() {
  const { environment, path: directory } = person;
  const terminal = openTerminal(await findGoose(), { directory, environment });
  await terminal.shows('Enter to send');
  terminal.press('run notebooks/sample.ipynb\r');
  await terminal.shows('Always Allow');
  return terminal;
}

test('Goose runs the sample when the person says yes', async () => {
  await using terminal = await asked();
  expect(await readFile(person.at(sample), 'utf8')).not.toContain('output_type');
  terminal.press('\r');
  await terminal.shows('The outputs are saved in the notebook', 1, 60);
  expect(terminal.screen()).toContain('4 of 4 cells ran');
  expect(await readFile(person.at(sample), 'utf8')).toContain('image/png');
  expect(await askedOfCluster()).toEqual(
    expect.arrayContaining(['POST /api/1.2/contexts/create', 'POST /api/1.2/commands/execute']),
  );
});

test('Goose runs nothing when the person says no', async () => {
  const before = await readFile(person.at(sample), 'utf8');
  const askedBefore = await askedOfCluster();
  await using terminal = await asked();
  const down = '\u001b[B';
  terminal.press(`${down}${down}`);
  terminal.press('\r');
  await terminal.shows('declined to run this tool');
  await terminal.shows('Enter to send', 2);
  terminal.press('/exit\r');
  await terminal.ended;
  expect(terminal.screen()).not.toContain('cells ran');
  expect(await readFile(person.at(sample), 'utf8')).toBe(before);
  expect(await askedOfCluster()).toEqual(askedBefore);
});
