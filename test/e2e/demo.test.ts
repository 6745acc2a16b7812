import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { childProcesses } from '../support/child-processes.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cleanEnvironment, cliProgram, repository, runCli, startCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { typeIntoGoose } from '../support/type-into-goose.ts';

const inOrder = /structure of samples\.nyctaxi\.trips[\s\S]*average fare by pickup_zip[\s\S]*fares_by_zip come from/;

async function filesOfCheckout(): Promise<string> {
  return (await execa('git', ['status', '--porcelain', '--ignored'], { cwd: repository })).stdout;
}

/** Besides those of before: what somebody's killed demo has left goes with the next one, whoever starts it. */
async function leftovers(before: readonly string[] = []): Promise<string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('lakegoose-demo-'));
  return names.filter((name) => !before.includes(name));
}

/** The pairs of zip and fare that the demo printed. */
function fares(output: string): [string, string][] {
  return Array.from(output.matchAll(/^ *\| (\d+) \| ([\d.]+) \|/gm), ([, zip = '', fare = '']) => [zip, fare]);
}

test('the real Goose answers three questions in order; nothing is left behind', async () => {
  const [before, temporary] = [await filesOfCheckout(), await leftovers()];
  await using home = await temporaryDirectory();
  const XDG_CACHE_HOME = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const environment = { HOME: home.path, XDG_CACHE_HOME, XDG_STATE_HOME: '' };
  const { exitCode, stdout, stderr } = await runCli(['demo'], { directory: repository, environment });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(inOrder);
  expect(stdout).toContain('offline guide');
  expect(stdout).toMatch(/tpep_pickup_datetime.*timestamp/i);
  expect(stdout).toMatch(/main\.nyctaxi\.trips_clean[\s\S]*main\.nyctaxi\.trips_raw/);
  expect(fares(stdout).length).toBeGreaterThan(0);
  expect(stdout).toContain('bin/lakegoose demo --chat');
  expect(await filesOfCheckout()).toBe(before);
  expect(await leftovers(temporary)).toEqual([]);
  expect(await readdir(home.path, { recursive: true })).toEqual([]);
});

test('the numbers are computed at that moment: other rows, other numbers', async () => {
  await using data = await temporaryDirectory();
  const first = await runCli(['demo', '--data', data.path]);
  const [[zip = '', fare = ''] = []] = fares(first.stdout);
  expect(fare).not.toBe('');
  const instance = await DuckDBInstance.create(join(data.path, 'workspace.duckdb'));
  const connection = await instance.connect();
  await connection.run(`UPDATE "samples.nyctaxi".trips SET fare_amount = fare_amount + 1000 WHERE pickup_zip = ${zip}`);
  connection.closeSync();
  instance.closeSync();
  const second = await runCli(['demo', '--data', data.path]);
  const after = new Map(fares(second.stdout)).get(zip);
  expect(Number(after)).toBeCloseTo(Number(fare) + 1000, 2);
});

test('in Japanese where the terminal is', async () => {
  const { exitCode, stdout } = await runCli(['demo'], { environment: { LANG: 'ja_JP.UTF-8' } });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('pickup_zip ごとの平均運賃');
  expect(stdout).toContain('オフラインガイド');
});

test('on a terminal something is to be read until Goose has read the question, and is written over then', async () => {
  await using directory = await temporaryDirectory();
  await using terminal = openTerminal(`${cliProgram} demo`, {
    directory: directory.path,
    environment: cleanEnvironment(),
  });
  await terminal.shows('Goose calls describe_table');
  terminal.press('\u0003');
  await terminal.ended;
  const [line, clear] = ['Goose starts and reads the question …', '\r\u001b[2K'];
  expect(
    terminal
      .screen()
      .split(clear + line)[1]
      ?.startsWith(`${clear}  I am the offline guide`),
  ).toBe(true);
});

test('--chat hands the terminal to the real Goose, and cleans up after it', async () => {
  const temporary = await leftovers();
  await using directory = await temporaryDirectory();
  const screen = await typeIntoGoose(`${cliProgram} demo --chat`, {
    directory: directory.path,
    environment: cleanEnvironment(),
    lines: ['Which schemas are in samples?'],
  });
  expect(screen).toContain('list_schemas');
  expect(screen).toContain('nyctaxi');
  expect(await leftovers(temporary)).toEqual([]);
});

test('--chat without a terminal says so', async () => {
  expect(await runCli(['demo', '--chat'], { input: '' })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('A chat needs a terminal'),
  });
});

test('Goose killed in the middle: one sentence, exit code 1, nothing left running', async () => {
  const temporary = await leftovers();
  const demo = startCli(['demo']);
  let host = '';
  for await (const line of demo) {
    host ||= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
    if (line.startsWith('── 1')) process.kill(await gooseOf(demo.pid ?? 0), 'SIGKILL');
  }
  const { exitCode, stderr } = await demo;
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^lakegoose: Goose ended in the middle of the demo \(SIGKILL\)/);
  expect(await leftovers(temporary)).toEqual([]);
  await expect(fetch(host)).rejects.toThrow();
});

test('Ctrl-C ends it and cleans up', async () => {
  const temporary = await leftovers();
  const demo = startCli(['demo']);
  for await (const line of demo) if (line.startsWith('── 1')) demo.kill('SIGINT');
  expect(await demo).toMatchObject({ exitCode: 130 });
  expect(await leftovers(temporary)).toEqual([]);
});

/** Waits for the Goose that the demo started. */
async function gooseOf(parent: number): Promise<number> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const [pid] = await childProcesses(parent, 'stream-json');
    if (pid !== undefined) return pid;
  }
  throw new Error('no Goose was started');
}

/** Whether it runs: one that has ended, and that nobody has asked about, has no command line any more. */
const runs = async (pid: number) => (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';

test('a folder for temporary files that cannot be written to: one sentence, and it ends', async () => {
  const { exitCode, stderr } = await runCli(['demo'], { environment: { TMPDIR: '/proc/nowhere' } });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^lakegoose: The demo needs a folder for temporary files, but \/proc\/nowhere /);
});

test("a project's .env above the folder for temporary files does not speak to the demo", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, '.env'), 'DATABRICKS_SQL_WAREHOUSE_ID=another\nLAKEGOOSE_LANGUAGE=ja\n');
  const result = await runCli(['demo'], { environment: { TMPDIR: directory.path }, directory: directory.path });
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  expect(result.stdout).toContain('pickup_zip ごとの平均運賃');
});

test('what a killed demo left behind is gone after the next', async () => {
  await using directory = await temporaryDirectory();
  const environment = { TMPDIR: directory.path };
  const killed = startCli(['demo'], { environment });
  let goose = 0;
  for await (const line of killed) {
    if (!line.startsWith('── 1')) continue;
    goose = await gooseOf(killed.pid ?? 0);
    // So that it cannot end by itself.
    process.kill(goose, 'SIGSTOP');
    onTestFinished(async () => void ((await runs(goose)) && process.kill(goose, 'SIGKILL')));
    killed.kill('SIGKILL');
  }
  await killed;
  expect(await readdir(directory.path)).not.toEqual([]);
  await runCli(['demo'], { environment });
  expect((await readdir(directory.path)).filter((name) => name.startsWith('lakegoose-demo-'))).toEqual([]);
  expect(await runs(goose)).toBe(false);
});
