import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDatabricksCli } from '../../scripts/build-databricks-cli.ts';
import { exportUserFolder } from '../../scripts/export-user-folder.ts';
import { packed } from '../support/packed.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { standInBaseImage } from './base-image.ts';
import { type DevContainer, devContainer } from './dev-container.ts';
import { dockerEngine } from './engine.ts';

const stack = new AsyncDisposableStack();
let container: DevContainer;

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

test('notebooks and scripts have their Python, without any setting', async () => {
  const { stdout } = await container.exec('env -i HOME=$HOME PATH=$PATH uv run jupyter kernelspec list');
  expect(stdout).toContain('databricks');
  const script =
    'from databricks.sdk import WorkspaceClient; import pandas; print(WorkspaceClient().current_user.me().user_name)';
  const line = `env -i HOME=$HOME PATH=$PATH uv run python -c '${script}'`;
  expect(await container.exec(line)).toMatchObject({ stdout: expect.stringContaining('analyst@local.lakegoose.test') });
});
