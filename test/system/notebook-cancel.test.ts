import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { driverEvents } from '../../src/notebooks/driver.ts';
import { findPython } from '../../src/notebooks/find-python.ts';
import { childProcesses } from '../support/child-processes.ts';
import { type Asked, apiError, faultProxy } from '../support/fault-proxy.ts';
import { notebookFolder } from '../support/notebook-folder.ts';
import { startCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { uvProgram } from '../support/uv.ts';

let person: Awaited<ReturnType<typeof notebookFolder>>;
beforeAll(async () => {
  person = await notebookFolder();
});
afterAll(() => person[Symbol.asyncDispose]());

/** The Pythons on the cluster: the local workspace is of this process. */
const onCluster = () => childProcesses(process.pid, 'local-workspace/python');

const endless = (mark: string) => `import os, time
open(${JSON.stringify(mark)}, "a").write("begun ")
while True:
    time.sleep(0.05)`;

/** Runs a notebook to its end. */
async function lastEvent(path: string, signal: AbortSignal, own: Readonly<Record<string, string>> = {}) {
  const run = driverEvents({
    python: await findPython(person.path, person.environment),
    environment: { ...person.environment, ...own },
    text: await readFile(person.at(path), 'utf8'),
    path: person.at(path),
    directory: person.path,
    startSeconds: 60,
    signal,
  });
  let last: unknown;
  for await (const told of run) last = told;
  return last;
}

/** Cancels a run when `isTime`; gives how it ended, how long that took, and how often its endless cell has begun. */
async function cancelled(name: string, isTime: () => boolean, own: Readonly<Record<string, string>> = {}) {
  const mark = person.at(`${name}.mark`);
  const path = await person.write(`${name}/x.ipynb`, 'print("before")', endless(mark), 'print("behind")');
  const stop = new AbortController();
  const ended = lastEvent(path, stop.signal, own);
  await until(() => isTime() || existsSync(mark), 40);
  const began = performance.now();
  stop.abort();
  const told = await ended;
  const left = await onCluster();
  const begun = existsSync(mark) ? await readFile(mark, 'utf8') : '';
  return { told, left, begun, seconds: (performance.now() - began) / 1000 };
}

const wasCancelled = { told: { event: 'ended', outcome: 'cancelled' }, left: [] };
const isCalled =
  (path: string) =>
  ({ url }: Asked): boolean =>
    url.pathname === `/api/1.2/${path}`;

describe('a run that was cancelled has left nothing on the cluster', () => {
  test('in the middle of a cell, though its kernel would not end by itself', async () => {
    const stays = `import sys, threading, time
if "jupyter_databricks_kernel" in sys.orig_argv:
    threading.Thread(target=time.sleep, args=[60]).start()`;
    await mkdir(person.at('stays'));
    await writeFile(person.at('stays/sitecustomize.py'), stays);
    const { seconds, ...ended } = await cancelled('cell', () => false, { PYTHONPATH: person.at('stays') });
    expect(ended).toEqual({ ...wasCancelled, begun: 'begun ' });
    expect(seconds).toBeLessThan(5);
  });

  test('while its context is being made', async () => {
    const answer = Promise.withResolvers<void>();
    const isCreate = isCalled('contexts/create');
    await using proxy = await faultProxy(person.workspace.host, (one) =>
      isCreate(one) ? { afterwards: answer.promise } : undefined,
    );
    const ended = cancelled('made', () => proxy.asked.some(isCreate), { DATABRICKS_HOST: proxy.host });
    await until(async () => (await onCluster()).length > 0, 40);
    answer.resolve();
    expect(await ended).toMatchObject({ ...wasCancelled, begun: '' });
  });

  test('while its context starts', async () => {
    const isStatus = isCalled('contexts/status');
    const pending = { json: { id: 'any', status: 'Pending' } };
    await using proxy = await faultProxy(person.workspace.host, (one) => (isStatus(one) ? pending : undefined));
    const ended = cancelled('starts', () => proxy.asked.some(isStatus), { DATABRICKS_HOST: proxy.host });
    expect(await ended).toMatchObject({ ...wasCancelled, begun: '' });
  });

  test.each([3, 5])('while command %i is under way', async (number) => {
    const isExecute = isCalled('commands/execute');
    await using proxy = await faultProxy(person.workspace.host, () => undefined);
    const isTime = () => proxy.asked.filter(isExecute).length >= number;
    const ended = await cancelled(`command-${number}`, isTime, { DATABRICKS_HOST: proxy.host });
    expect(ended).toMatchObject(wasCancelled);
    expect(proxy.asked.filter(isCalled('contexts/create'))).toHaveLength(1);
  });

  test('by Ctrl-C of Jupyter alone', async () => {
    await using proxy = await faultProxy(person.workspace.host, () => undefined);
    const mark = person.at('alone.mark');
    const path = await person.write('alone.ipynb', endless(mark));
    const words = ['run', 'jupyter', 'execute', path, '--inplace', '--kernel_name=databricks'];
    const environment = { ...person.environment, DATABRICKS_HOST: proxy.host };
    // As a terminal does, to all processes that it has started there.
    const group = { cwd: person.path, env: environment, extendEnv: false, reject: false, detached: true } as const;
    const jupyter = execa(await uvProgram(), words, group);
    await until(() => existsSync(mark), 40);
    process.kill(-(jupyter.pid ?? 0), 'SIGINT');
    await jupyter;
    await until(async () => (await onCluster()).length === 0, 20);
    expect(await readFile(mark, 'utf8')).toBe('begun ');
    expect(proxy.asked.filter(isCalled('contexts/create'))).toHaveLength(1);
    expect(proxy.asked.filter(isCalled('contexts/destroy'))).toHaveLength(1);
  });
});

test('where the workspace does not end what runs, that is said', async () => {
  const refused = apiError(403, 'PERMISSION_DENIED', 'You may not destroy this.');
  await using proxy = await faultProxy(person.workspace.host, (one) =>
    isCalled('contexts/destroy')(one) ? refused : undefined,
  );
  const mark = person.at('refused.mark');
  const path = await person.write('refused.ipynb', 'print("before")', endless(mark));
  const environment = { ...person.environment, DATABRICKS_HOST: proxy.host };
  const cli = startCli(['notebook', 'run', path], { environment, directory: person.path });
  await until(() => existsSync(mark), 40);
  cli.kill('SIGINT');
  const { exitCode, stderr } = await cli;
  expect([exitCode, stderr]).toEqual([130, expect.stringContaining('The cause: You may not destroy this.')]);
  expect(await readFile(person.at(path), 'utf8')).toContain('before\\n');
});

describe('what may be left on the cluster is told of a run that ended by itself', () => {
  const refused = apiError(403, 'PERMISSION_DENIED', 'You may not do this.');
  const runOn = (host: string, path: string, ...words: readonly string[]) => {
    const environment = { ...person.environment, DATABRICKS_HOST: host };
    return startCli(['notebook', 'run', path, ...words], { environment, directory: person.path });
  };
  const mayBeLeft = expect.stringMatching(/may be left on the cluster: .* The cause: You may not do this\./);

  test.each([
    ['print("done")', 0],
    ['1 / 0', 1],
  ])('that ran %s', async (cell, code) => {
    await using proxy = await faultProxy(person.workspace.host, (one) =>
      isCalled('contexts/destroy')(one) ? refused : undefined,
    );
    const path = await person.write('left.ipynb', 'print("before")', cell);
    const { exitCode, stdout, stderr } = await runOn(proxy.host, path, '--json');
    expect([exitCode, stderr]).toEqual([code, mayBeLeft]);
    expect(JSON.parse(stdout.split('\n').at(-1) ?? '')).toMatchObject({ left: 'You may not do this.', saved: true });
  });

  test('because it was refused in the middle', async () => {
    let isLost = false;
    await using proxy = await faultProxy(person.workspace.host, ({ url }) =>
      isLost && url.pathname.startsWith('/api/1.2/') ? refused : undefined,
    );
    const mark = person.at('lost.mark');
    const run = runOn(proxy.host, await person.write('lost.ipynb', endless(mark)));
    await until(() => existsSync(mark), 40);
    isLost = true;
    const { exitCode, stderr } = await run;
    expect([exitCode, stderr]).toEqual([1, mayBeLeft]);
  });

  test('because its kernel was killed', async () => {
    const mark = person.at('killed.mark');
    const path = await person.write('killed.ipynb', endless(mark));
    const ended = expect(lastEvent(path, new AbortController().signal)).rejects;
    const isLost = ended.toMatchObject({ code: 'notebook.kernel_lost' });
    await until(() => existsSync(mark), 40);
    const [driver = 0] = await childProcesses(process.pid, 'driver.py');
    for (const kernel of await childProcesses(driver, 'jupyter_databricks_kernel')) process.kill(kernel, 'SIGKILL');
    await isLost;
  });
});
