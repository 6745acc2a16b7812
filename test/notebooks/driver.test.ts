import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type DriverEvent, driverEvents } from '../../src/notebooks/driver.ts';
import { isRunning } from '../local-workspace/notebook-client.ts';
import { notebookText } from '../support/notebook-folder.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';

/** A folder whose Python is a shell script, for what the real one does only when it breaks. */
async function brokenFolder(script: string) {
  const folder = await temporaryDirectory();
  const at = (name: string) => join(folder.path, name);
  const python = at('.venv/bin/python');
  await mkdir(dirname(python), { recursive: true });
  await writeFile(python, `#!/bin/sh\ncd ${folder.path}\n${script}\n`);
  await chmod(python, 0o755);
  const asked = { python, environment: process.env, text: notebookText(['1']), path: at('x.ipynb') };
  return {
    ...folder,
    at,
    events: (signal: AbortSignal, endMs?: number) =>
      driverEvents({ ...asked, directory: folder.path, startSeconds: 5, signal, ...(endMs ? { endMs } : {}) }),
  };
}

const killer = join(import.meta.dirname, '../support/kill-at-change.ts');

const output = (text: string) => ({ output_type: 'stream', name: 'stdout', text: [text] });

const much = "head -c 300000 /dev/zero | tr '\\0' x >&2";

async function all(events: AsyncIterable<DriverEvent>) {
  const told: DriverEvent[] = [];
  for await (const one of events) told.push(one);
  return told;
}

test('much that is said besides ends no run, and its last line is why one failed', async () => {
  const { signal } = new AbortController();
  await using talks = await brokenFolder(`${much}\necho '{"event": "ended", "outcome": "done"}'`);
  expect(await all(talks.events(signal))).toEqual([{ event: 'ended', outcome: 'done' }]);
  await using fails = await brokenFolder(`${much}\necho >&2\necho 'No room.' >&2\nexit 1`);
  await expect(all(fails.events(signal))).rejects.toMatchObject({
    code: 'notebook.kernel_failed',
    facts: { reason: 'No room' },
  });
});

test('a program that does not end is killed with what it started', async () => {
  await using folder = await brokenFolder('sleep 600 &\necho $! > started.new\nmv started.new started\nwait');
  const stop = new AbortController();
  const ended = all(folder.events(stop.signal, 100)).catch((error: unknown) => error);
  const pid = async () => (await readFile(folder.at('started'), 'utf8').catch(() => '')).trim();
  await until(async () => (await pid()) !== '');
  stop.abort();
  expect(await ended).toMatchObject({ code: 'notebook.kernel_failed' });
  const started = await pid();
  await until(async () => !(await isRunning(started)));
});

test('killed at any moment, a run leaves the notebook as it was or as it is to be', async () => {
  const event = { event: 'cell_ended', cell: 1, executionCount: 1, outputs: [output('new')] };
  await using folder = await brokenFolder(`echo '${JSON.stringify(event)}'\necho '{"event":"ended","outcome":"done"}'`);
  await using workspace = await testWorkspace();
  const before = notebookText(['1']);
  const killedAt = async (count: number) => {
    await writeFile(folder.at('x.ipynb'), before);
    const environment = {
      ...workspace.environment,
      ...{ DATABRICKS_CLUSTER_ID: workspace.clusterId, XDG_STATE_HOME: folder.path, NODE_DISABLE_COMPILE_CACHE: '1' },
      ...(count === 0 ? {} : { NODE_OPTIONS: `--import=${killer}`, KILL_AT: String(count) }),
    };
    const { exitCode } = await runCli(['notebook', 'run', 'x.ipynb'], { environment, directory: folder.path });
    const names = (await readdir(folder.path)).filter((name) => name.includes('x.ipynb'));
    return { exitCode, names, text: await readFile(folder.at('x.ipynb'), 'utf8') };
  };
  const whole = await killedAt(0);
  expect(whole).toMatchObject({ exitCode: 0, text: expect.stringContaining('new') });
  let count = 0;
  let isEnded = false;
  while (!isEnded) {
    count += 1;
    const { exitCode, text } = await killedAt(count);
    expect([before, whole.text], `killed at ${count}`).toContain(text);
    isEnded = exitCode === 0;
  }
  expect(count).toBeGreaterThan(5);
  // What those that were killed left beside it is gone.
  expect(await killedAt(0)).toEqual(whole);
});

test.each([
  { gave: [], kept: 'old' },
  { gave: [output('new')], kept: 'new' },
])('a kernel that dies in a cell that gave $gave leaves what is $kept in the file', async ({ gave, kept }) => {
  const error = { ename: 'KernelError', evalue: 'The context is gone.', traceback: [] };
  const event = { event: 'cell_ended', cell: 1, executionCount: 1, outputs: gave, error };
  await using folder = await brokenFolder(`echo '${JSON.stringify(event)}'\necho 'Gone.' >&2\nexit 1`);
  await using workspace = await testWorkspace();
  const filled = JSON.parse(notebookText(['1']));
  filled.cells[0].outputs = [output('old')];
  const before = JSON.stringify(filled);
  await writeFile(folder.at('x.ipynb'), before);
  const environment = { ...workspace.environment, DATABRICKS_CLUSTER_ID: workspace.clusterId };
  const ran = await runCli(['notebook', 'run', 'x.ipynb'], { environment, directory: folder.path });
  expect([ran.exitCode, ran.stderr]).toEqual([1, expect.stringContaining('ended too early: Gone.')]);
  const after = await readFile(folder.at('x.ipynb'), 'utf8');
  if (kept === 'old') expect(after).toBe(before);
  else expect(JSON.parse(after).cells[0].outputs).toEqual([output('new')]);
});
