import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { pythonWith, sourceOf } from '../support/python-environment.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { uvProgram } from '../support/uv.ts';
import { recordWitness } from '../support/witnesses.ts';

const here = (name: string) => join(import.meta.dirname, name);
const stack = new AsyncDisposableStack();
let python = '';
let home = '';
let logFile = '';
let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let environment: Record<string, string>;

beforeAll(async () => {
  const pins = join(repository, '.devcontainer/python/requirements.txt');
  python = await pythonWith([pins, here('jupyter-kernel-pytest.txt')]);
  home = stack.use(await temporaryDirectory()).path;
  logFile = join(home, 'workspace.log');
  workspace = stack.use(await testWorkspace({ logFile, python, clusterStartSeconds: 1 }));
  const { DATABRICKS_HOST = '', DATABRICKS_TOKEN = '' } = workspace.environment;
  const sign = { DATABRICKS_HOST, DATABRICKS_TOKEN, DATABRICKS_CLUSTER_ID: workspace.clusterId };
  environment = { HOME: home, PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1', ...sign };
});
afterAll(() => stack.disposeAsync());

const run = (program: string, words: readonly string[], cwd: string, env = environment) =>
  execa(program, [...words], { cwd, env, extendEnv: false, timeout: 120_000, reject: false });

test('the kernel: state, exceptions, limits, cancelling, images, and contexts that are lost', async () => {
  const { stdout, stderr } = await run(python, [here('jupyter-kernel.py')], home);
  expect({ stderr, seen: stdout === '' ? undefined : JSON.parse(stdout) }).toMatchObject({
    seen: {
      before: 'TERMINATED',
      after: 'RUNNING',
      stateful: '42\n',
      exception: ['error', 'ValueError: no'],
      timed_out: ['error', '41\n'],
      cancelled: ['Cancelled', '41\n'],
      queued: ['Queued', "['first', 'second']\n"],
      large_image: ['data:image/png;base64,'],
      destroyed: [true, 'False\n', true],
      died: ['error', expect.stringContaining('(exit code 9)')],
      reconnected: [true, '2\n'],
    },
  });
});

test('the kernel waits for a context that takes a while to start', async () => {
  const slow = join(home, 'slow-python');
  await writeFile(slow, `#!/bin/sh\nsleep 1.5\nexec ${python} "$@"\n`, { mode: 0o755 });
  const log = join(home, 'slow.log');
  await using sleepy = await testWorkspace({ python: slow, logFile: log });
  const { DATABRICKS_HOST = '', DATABRICKS_TOKEN = '' } = sleepy.environment;
  const code = `from jupyter_databricks_kernel.config import Config
from jupyter_databricks_kernel.executor import DatabricksExecutor
print(DatabricksExecutor(Config.load()).execute("40 + 2").output)`;
  const { stdout } = await run(python, ['-c', code], home, { ...environment, DATABRICKS_HOST, DATABRICKS_TOKEN });
  expect(stdout.trim()).toBe('42');
  // It asked again, since the context was not running the first time.
  expect((await readFile(log, 'utf8')).match(/contexts\/status/g)?.length).toBeGreaterThan(1);
});

test('the kernel’s own integration tests pass as they are: none is skipped', async () => {
  const source = await sourceOf(here('jupyter-kernel-source.txt'));
  const words = ['-m', 'pytest', '-p', 'no:cacheprovider', '-m', 'integration', 'tests/test_integration.py'];
  const { stdout } = await run(python, words, source, { ...environment, PYTHONDONTWRITEBYTECODE: '1' });
  expect(stdout).toMatch(/=+ 5 passed in [^,]+=+$/);
});

const notebook = (...cells: readonly string[]) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'databricks', display_name: 'Databricks', language: 'python' } },
  cells: cells.map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  })),
});
const text = z.union([z.string(), z.array(z.string())]).transform((lines) => [lines].flat().join(''));
const executed = z.looseObject({
  cells: z.array(
    z.looseObject({
      outputs: z.array(
        z.looseObject({
          output_type: z.string(),
          text: text.optional(),
          evalue: z.string().optional(),
          data: z.record(z.string(), text).optional(),
        }),
      ),
    }),
  ),
});

test('`uv run jupyter execute` runs a notebook, with nothing set but the profile', async () => {
  const folder = join(home, 'folder');
  await mkdir(folder);
  await cp(join(repository, 'pyproject.toml'), join(folder, 'pyproject.toml'));
  await symlink(dirname(dirname(python)), join(folder, '.venv'));
  await execa(python, ['-m', 'jupyter_databricks_kernel.install']);
  const { DATABRICKS_HOST: host, DATABRICKS_TOKEN: token, DATABRICKS_CLUSTER_ID: cluster } = environment;
  await writeFile(
    join(home, '.databrickscfg'),
    `[DEFAULT]\nhost = ${host}\ntoken = ${token}\ncluster_id = ${cluster}\n`,
  );
  const cells = [
    'total = spark.table("samples.nyctaxi.trips").count()',
    'print(total)',
    'spark.sql("SELECT pickup_zip, avg(fare_amount) AS fare FROM samples.nyctaxi.trips GROUP BY 1").toPandas().plot(x="pickup_zip", y="fare");',
    'display(spark.sql("SELECT 1 AS one, \'<b>\' AS markup"))',
    'print("x" * 1_000_000)',
    'nothing_of_this_name',
  ];
  const path = join(folder, 'analysis.ipynb');
  await writeFile(path, JSON.stringify(notebook(...cells)));
  const words = [
    'run',
    'jupyter',
    'execute',
    'analysis.ipynb',
    '--inplace',
    '--allow-errors',
    '--kernel_name=databricks',
  ];
  const bare = { HOME: home, PATH: '/usr/local/bin:/usr/bin:/bin', NO_PROXY: '127.0.0.1' };
  const { exitCode, stderr } = await run(await uvProgram(), words, folder, bare);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  const outputs = executed.parse(JSON.parse(await readFile(path, 'utf8'))).cells.map((cell) => cell.outputs);
  const last = outputs.map((list) => list.at(-1));
  expect(last[1]?.text).toBe('21932\n');
  expect(
    Buffer.from(last[2]?.data?.['image/png'] ?? '', 'base64')
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(last[3]?.data?.['text/html']).toContain('<td>1</td><td>&lt;b&gt;</td>');
  expect(last[4]?.text).toBe(`${'x'.repeat(1_000_000)}\n`);
  expect(last[5]).toMatchObject({
    output_type: 'error',
    evalue: expect.stringContaining("NameError: name 'nothing_of_this_name'"),
  });
});

test('what the kernel called is written down', async () => {
  const routes = await recordWitness('jupyter-databricks-kernel', workspace, logFile);
  expect(routes).toEqual(
    expect.arrayContaining([
      'GET /api/1.2/commands/status',
      'GET /api/1.2/contexts/status',
      'GET /api/2.0/dbfs/get-status',
      'GET /api/2.0/fs/files/FileStore/plots/:name',
      'GET /api/2.1/clusters/get',
      'POST /api/1.2/commands/cancel',
      'POST /api/1.2/commands/execute',
      'POST /api/1.2/contexts/create',
      'POST /api/1.2/contexts/destroy',
      'POST /api/2.1/clusters/start',
    ]),
  );
});
