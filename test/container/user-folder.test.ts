import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { exportUserFolder } from '../../scripts/export-user-folder.ts';
import { packed } from '../support/packed.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { expectBareTerminal } from './bare.ts';
import { standInBaseImage } from './base-image.ts';
import { type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine } from './engine.ts';

const stack = new AsyncDisposableStack();
let container: DevContainer;

/** Returns at once and holds nothing of who calls it, as a real browser's command does. */
const browse = '#!/bin/sh\nsetsid curl --silent --location "$1" </dev/null >/dev/null 2>&1 &\n';

beforeAll(async () => {
  const engine = stack.use(await dockerEngine());
  await standInBaseImage(engine);
  const cli = await buildDatabricksCli((line) => process.stderr.write(`${line}\n`));
  const made = stack.use(await temporaryDirectory()).path;
  const files = await packed(made);
  container = stack.use(
    await devContainer(engine, 'user-folder', [dirname(cli)], (folder) => exportUserFolder(folder, files)),
  );
});
afterAll(() => stack.disposeAsync());

test('the folder of a user comes up from nothing, by the same lines and without our sources', async () => {
  const up = await container.up();
  expect(up.log).toContain('Everything is ready. Start asking with: goose');
  expect(await container.exec('ls')).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('src') });
});

test('Goose answers in it from the data of the local workspace', async () => {
  const question = 'What is the average fare by pickup_zip in samples.nyctaxi.trips?';
  const { stdout } = await container.exec(`goose run --no-session --quiet --text '${question}'`);
  expect(stdout).toContain('execute_sql_read_only');
  expect(stdout).toMatch(/^\| \d{4,5} \| \d+\.\d+ \| \d+ \|$/m);
});

test('notebooks and scripts have their Python', async () => {
  const { stdout } = await container.exec('uv run jupyter kernelspec list');
  expect(stdout).toContain('databricks');
  const imports = 'import matplotlib.pyplot, pandas';
  expect(await container.exec(`uv run python -c '${imports}'`)).toMatchObject({ exitCode: 0, stderr: '' });
});

test('Goose runs the sample notebook when one says yes, and nothing when one says no', async () => {
  const sample = join(container.folder, 'notebooks/sample.ipynb');
  const before = await readFile(sample, 'utf8');
  const asked = async () => {
    const terminal = container.sit('goose');
    await terminal.shows('Enter to send');
    terminal.press('run notebooks/sample.ipynb\r');
    await terminal.shows('Always Allow');
    return terminal;
  };
  await using refusing = await asked();
  refusing.press('\u001b[B\u001b[B');
  refusing.press('\r');
  await refusing.shows('declined to run this tool');
  expect(await readFile(sample, 'utf8')).toBe(before);
  await using allowing = await asked();
  allowing.press('\r');
  await allowing.shows('4 of 4 cells ran');
  expect(await readFile(sample, 'utf8')).toContain('image/png');
});

test('after one command a terminal without any setting finds another workspace', async () => {
  const host = 'http://127.0.0.1:8766';
  await writeFile(join(container.folder, 'browse'), browse, { mode: 0o755 });
  const server = 'lakegoose workspace --port 8766 --data /tmp/another --consent given';
  await container.exec(`(setsid ${server} </dev/null >/tmp/another.log 2>&1 &)`);
  const wait = `curl --silent --retry 30 --retry-delay 1 --retry-connrefused ${host}/.well-known/databricks-config`;
  const login = `${wait} && BROWSER=$PWD/browse lakegoose login ${host}`;
  expect(await container.exec(login)).toMatchObject({ exitCode: 0 });
  await expectBareTerminal(container, host);
});
