import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../src/base/shell.ts';
import { notebook, type Output } from '../../src/notebooks/file/notebook.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { cliProgram, repository, runCli, startCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { uvProgram } from '../support/uv.ts';

const sample = 'notebooks/sample.ipynb';

let person: Awaited<ReturnType<typeof notebookFolder>>;
beforeAll(async () => {
  person = await notebookFolder();
});
afterAll(() => person[Symbol.asyncDispose]());

const run = (path: string, ...words: readonly string[]) =>
  runCli(['notebook', 'run', path, ...words], { environment: person.environment, directory: person.path });

async function outputsIn(path: string): Promise<readonly (readonly Output[])[]> {
  const { cells } = notebook.parse(JSON.parse(await readFile(person.at(path), 'utf8')));
  return cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.outputs] : []));
}
const kindsIn = async (path: string) =>
  (await outputsIn(path)).map((outputs) => outputs.map(({ data, name }) => name ?? Object.keys(data ?? {})[0]));

describe('the sample', () => {
  test('runs by lakegoose notebook run', async () => {
    const { exitCode, stdout, stderr } = await run(sample);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('[4/4] cell 9 done')]);
    expect(stdout).toContain('average_fare');
    expect(await kindsIn(sample)).toEqual([[], ['text/html'], ['stdout'], ['image/png']]);
    // Nothing else in the file has changed.
    const [now, before] = await Promise.all([
      readFile(person.at(sample), 'utf8'),
      readFile(join(repository, sample), 'utf8'),
    ]);
    const emptied = notebook.parse(JSON.parse(now));
    for (const cell of emptied.cells) if (cell.cell_type === 'code') [cell.outputs, cell.execution_count] = [[], null];
    expect(emptied).toEqual(JSON.parse(before));
  });

  test('runs by uv run jupyter execute', async () => {
    await copyFile(join(repository, sample), person.at(sample));
    const words = ['run', 'jupyter', 'execute', sample, '--inplace', '--kernel_name=databricks'];
    const { environment: env, path: cwd } = person;
    await execa(await uvProgram(), words, { cwd, env, extendEnv: false });
    expect((await kindsIn(sample)).map((kinds) => kinds.at(-1))).toEqual([
      'text/plain',
      'text/html',
      'stdout',
      'image/png',
    ]);
  });
});

test('a cell that fails ends the run, with its line and what came before', async () => {
  const path = await person.write('fails.ipynb', 'print("before")', 'x = 1\n\n1 / 0  # here', 'print("never")');
  const { exitCode, stderr } = await run(path);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Cell 2 failed, line 3: 1 / 0  # here\nZeroDivisionError: division by zero\n');
  const [first, second, third] = await outputsIn(path);
  expect(first).toMatchObject([{ name: 'stdout', text: ['before\n'] }]);
  expect(second).toMatchObject([{ output_type: 'error' }]);
  expect(third).toEqual([]);
});

describe('a run that fails before any output leaves the file as it was', () => {
  const jupyter = async (path: string) => {
    const words = ['run', 'jupyter', 'execute', path, '--inplace', '--kernel_name=databricks'];
    const { environment: env, path: cwd } = person;
    const { exitCode } = await execa(await uvProgram(), words, { cwd, env, extendEnv: false, reject: false });
    return exitCode;
  };
  const ours = async (path: string) => {
    const { exitCode, stderr } = await run(path);
    expect(stderr).toContain(`${path} is as it was.`);
    return exitCode;
  };

  test.each([
    ['lakegoose notebook run', ours],
    ['uv run jupyter execute', jupyter],
  ])('by %s', async (_name, by) => {
    const path = await person.write('old.ipynb', 'x = 1', '1 / 0');
    const filled = JSON.parse(await readFile(person.at(path), 'utf8'));
    for (const cell of filled.cells)
      cell.outputs = [{ output_type: 'stream', name: 'stdout', text: ['of last time\n'] }];
    const before = JSON.stringify(filled);
    await writeFile(person.at(path), before);
    expect(await by(path)).toBe(1);
    expect(await readFile(person.at(path), 'utf8')).toBe(before);
  });
});

test('a program gets a line of JSON for each cell, and one at the end', async () => {
  const path = await person.write('lines.ipynb', '1 + 1');
  const { stdout } = await run(path, '--json');
  expect(stdout.split('\n').map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ cell: 1, outputs: [expect.anything()] }),
    expect.objectContaining({ outcome: 'done', failure: null, saved: true }),
  ]);
});

test('SQL that the policy does not allow keeps the whole notebook from running', async () => {
  const path = await person.write(
    'drops.ipynb',
    'open("ran", "w")',
    '%sql\n-- gone\nDROP TABLE main.nyctaxi.trips_raw',
  );
  const before = await readFile(person.at(path), 'utf8');
  const { exitCode, stderr } = await run(path);
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('Cell 2 of "drops.ipynb" has SQL in line 3')]);
  expect(await readFile(person.at(path), 'utf8')).toBe(before);
});

/** A cell that tells its process and then goes on until it is ended. */
const endless = (mark: string) => `import os, time
open(${JSON.stringify(mark)}, "w").write(str(os.getpid()))
while True:
    open(${JSON.stringify(`${mark}.tick`)}, "w").write(str(time.time()))
    time.sleep(0.05)`;

describe('a run that is ended', () => {
  const ends = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

  test.each(ends)('by %s ends its command on the cluster', async (signal) => {
    const mark = person.at(`mark-${signal}`);
    const path = await person.write(`endless-${signal}.ipynb`, 'print("before")', endless(mark));
    const words = ['notebook', 'run', path];
    const { environment: env, path: cwd } = person;
    const started = execa(cliProgram, words, { cwd, env, extendEnv: false, reject: false, forceKillAfterDelay: false });
    await until(() => existsSync(`${mark}.tick`), 40);
    const pid = Number(await readFile(mark, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    started.kill(signal);
    const { stderr } = await started;
    if (signal === 'SIGKILL') return until(() => !isAlive(pid), 20);
    expect(isAlive(pid)).toBe(false);
    expect(stderr).toContain('The run of the notebook was cancelled.');
    expect((await outputsIn(path))[0]).toMatchObject([{ text: ['before\n'] }]);
  });
});

test('a kernel that does not answer is given up when the time for the start is over', async () => {
  const path = await person.write('one.ipynb', 'print("it runs")');
  await mkdir(person.at('jupyter/kernels/databricks'), { recursive: true });
  const kernel = { argv: ['sh', '-c', 'exec sleep 600'], display_name: 'Databricks', language: 'python' };
  await writeFile(person.at('jupyter/kernels/databricks/kernel.json'), JSON.stringify(kernel));
  const limits = { JUPYTER_PATH: person.at('jupyter'), LAKEGOOSE_CLUSTER_SECONDS: '2' };
  const environment = { ...person.environment, ...limits };
  const { exitCode, stderr } = await runCli(['notebook', 'run', path], { environment, directory: person.path });
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("Kernel didn't respond in 2 seconds")]);
});

describe('a cluster that has to start', () => {
  test('is started and waited for, or given up in time', async () => {
    await using slow = await notebookFolder({ clusterStartSeconds: 4 });
    const path = await slow.write('one.ipynb', 'print("it runs")');
    const before = await readFile(slow.at(path), 'utf8');
    const words = ['notebook', 'run', path];
    const directory = slow.path;
    const hasty = { ...slow.environment, LAKEGOOSE_CLUSTER_SECONDS: '1' };
    const given = await runCli(words, { environment: hasty, directory });
    expect([given.exitCode, given.stderr]).toEqual([1, expect.stringContaining('was not running after 1 seconds')]);
    expect(await readFile(slow.at(path), 'utf8')).toBe(before);
    const waited = await runCli(words, { environment: slow.environment, directory });
    expect([waited.exitCode, waited.stdout]).toEqual([0, 'it runs']);
  });

  test('need not be waited for', async () => {
    await using slow = await notebookFolder({ clusterStartSeconds: 60 });
    const path = await slow.write('one.ipynb', 'print("it runs")');
    const started = startCli(['notebook', 'run', path], { environment: slow.environment, directory: slow.path });
    const { host, token, clusterId } = slow.workspace;
    const headers = { Authorization: `Bearer ${token}` };
    await until(async () => {
      const answer = await fetch(`${host}/api/2.1/clusters/get?cluster_id=${clusterId}`, { headers });
      return (await answer.text()).includes('"PENDING"');
    });
    const began = Date.now();
    started.kill('SIGINT');
    const { exitCode, stderr } = await started;
    expect([exitCode, stderr]).toEqual([130, expect.stringContaining('The run of the notebook was cancelled.')]);
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});
