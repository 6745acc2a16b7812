import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { runCli } from '../support/run-cli.ts';

const sample = 'notebooks/sample.ipynb';

let person: Awaited<ReturnType<typeof notebookFolder>>;
beforeAll(async () => {
  person = await notebookFolder();
  const { environment, path: directory } = person;
  await writeFile(person.at('.env'), `DATABRICKS_CLUSTER_ID=${person.workspace.clusterId}\n`);
  const bootstrapped = await runCli(['bootstrap', '--only', 'goose'], { environment, directory });
  expect(bootstrapped).toMatchObject({ exitCode: 0 });
});
afterAll(() => person[Symbol.asyncDispose]());

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
});

test('Goose runs nothing when the person says no', async () => {
  const before = await readFile(person.at(sample), 'utf8');
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
});
