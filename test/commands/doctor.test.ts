import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../src/doctor/checks.ts';
import { patient } from '../doctor/patient.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const stack = new AsyncDisposableStack();
let someone: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  const workspace = stack.use(await testWorkspace());
  someone = stack.use(await patient(workspace.environment));
  await someone.shell('lakegoose agents goose');
});
afterAll(() => stack.disposeAsync());

const doctor = (words: readonly string[], own = {}) =>
  runCli(['doctor', '--seconds', '30', ...words], {
    environment: { ...someone.environment, ...own },
    directory: someone.folder,
  });

test('a healthy folder: a line for each check, in order, and exit code 0', async () => {
  const { exitCode, stdout, stderr } = await doctor([]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const marks = stdout.split('\n').flatMap((line) => /^([✓!✗–]) /.exec(line)?.[1] ?? []);
  expect(marks).toHaveLength(checks.length);
  expect(marks).not.toContain('✗');
  expect(stdout).toMatch(/^\d+ right, 1 to think about, 0 failed, 2 passed over \(\d+\.\d s\)\.$/m);
  expect(stdout).toContain('Own permissions: for an administrator to run\n  ALTER CATALOG `main` OWNER TO');
});

test('nothing is changed: no file of a person, and nothing for Goose to keep', async () => {
  const filesIn = () => someone.shell('find "$HOME" -type f -not -path "*/lakegoose/*" | sort | xargs sha256sum');
  const before = await filesIn();
  await doctor([]);
  expect(await filesIn()).toBe(before);
});

test('a failure: what is, below it what to do, and exit code 1', async () => {
  const { exitCode, stdout } = await doctor(['--only', 'warehouse'], { DATABRICKS_WAREHOUSE_ID: 'x' });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ SQL warehouse {2}There is no SQL warehouse x on http:\S+\.\n {17}→ Set DATABRICKS_SQL/m);
});

test('in Japanese', async () => {
  const { exitCode, stdout } = await doctor(['--only', 'host'], { LANG: 'ja_JP.UTF-8' });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^✓ ホスト {10}http:\S+ は応答しています。$/m);
});

test('--json: names and states that programs may rely on', async () => {
  const told = await someone.look(['--seconds', '30']);
  expect(told.exitCode).toBe(0);
  expect(told.checks.map(({ check }) => check)).toEqual(checks.map(({ name }) => name));
  const count = (wanted: string) => told.checks.filter(({ state }) => state === wanted).length;
  const { ok, warn, failed, skipped } = told;
  expect({ ok, warn, failed, skipped }).toEqual({
    ...{ ok: count('ok'), warn: count('warn'), failed: 0, skipped: count('skipped') },
  });
  for (const { state, fix } of told.checks) expect(fix === null).toBe(state === 'ok' || state === 'skipped');
});

test('--only looks at what it needs, too, and knows its names', async () => {
  const { checks: looked } = await someone.look(['--only', 'clock']);
  expect(looked.map(({ check }) => check)).toEqual(['settings', 'network', 'host', 'clock']);
  const { exitCode, stderr } = await doctor(['--only', 'clok']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('settings, network, host, clock');
});

test('a report that cannot be written is told, and nothing of it is left', async () => {
  const { exitCode, stderr } = await runCli(['doctor', '--report', '--only', 'storage'], {
    environment: someone.environment,
    directory: '/proc',
  });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /The report \/proc\/lakegoose-report-\S+ could not be written \(it is not there\)\. Check the file and its folder\. Or run/,
  );
});

test('on a terminal a text is broken where there is no room, and what takes long is told', async () => {
  await someone.standIn('uv', 'sleep 3');
  await using terminal = openTerminal(`${cliProgram} doctor --only programs --seconds 10`, {
    directory: someone.folder,
    environment: someone.environment,
  });
  await terminal.shows('Looking at: Programs …');
  await terminal.shows('uv is not on the PATH');
  await terminal.ended;
  await someone.standIn('uv', "echo 'uv 0.13.9'");
});
