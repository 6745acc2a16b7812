import { access, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../src/base/shell.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { COMMAND_LIMITS } from '../../src/local-workspace/services/commands/context-service.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { call, isRunning, NotebookClient } from './notebook-client.ts';

const limits = { memoryBytes: 512 * 1024 ** 2, outputBytes: 2 * 1024 ** 2, contexts: 8 };
let workspace: LocalWorkspace;
let notebook: NotebookClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace({ python: 'python3', commandLimits: limits });
  notebook = await NotebookClient.open(workspace);
});
afterAll(() => workspace.close());

/** The kernel makes a new context when it reads one of these words (facts §7). */
const contextLost = {
  status: 404,
  json: { error: expect.stringMatching(/context\s*(not\s*found|does\s*not\s*exist)/i) },
};

test('commands of a context share their names, and answer with text', async () => {
  const running = { id: notebook.contextId, status: 'Running' };
  await expect.poll(async () => (await notebook.get('contexts/status')).json).toEqual(running);
  expect(await notebook.run('x = 41')).toMatchObject({ status: 'Finished', results: { resultType: 'text', data: '' } });
  expect(await notebook.text('print("hello")\nx + 1')).toBe('hello\n42\n');
  expect(await notebook.text('x;')).toBe('');
  expect(await notebook.text('import sys; print("to stderr", file=sys.stderr)')).toBe('to stderr\n');
  await notebook.run('import logging; logging.basicConfig(format="%(message)s"); log = logging.getLogger()');
  expect(await notebook.text('log.error("logged later")')).toBe('logged later\n');
  const other = await NotebookClient.open(workspace);
  expect(await other.failure('x')).toBe("NameError: name 'x' is not defined");
});

test('a context whose Python takes long to start is pending, and its commands wait', async () => {
  await using folder = await temporaryDirectory();
  const [gate, slow] = [join(folder.path, 'gate'), join(folder.path, 'slow-python')];
  await writeFile(slow, `#!/bin/sh\nwhile [ ! -e ${gate} ]; do sleep 0.05; done\nexec python3 "$@"\n`);
  await chmod(slow, 0o755);
  const sleepy = await startLocalWorkspace({ python: slow });
  await using _ = { [Symbol.asyncDispose]: () => sleepy.close() };
  const one = await NotebookClient.open(sleepy);
  expect((await one.get('contexts/status')).json).toEqual({ id: one.contextId, status: 'Pending' });
  const [first, second] = [await one.submit('x = 41'), await one.submit('x + 1')];
  expect(await one.status(first)).toMatchObject({ status: 'Queued' });
  await writeFile(gate, '');
  expect(await one.end(second)).toMatchObject({ results: { data: '42\n' } });
  expect((await one.get('contexts/status')).json).toMatchObject({ status: 'Running' });
});

test('an exception tells its line, and none of the program that runs it; names stay', async () => {
  const { status, results } = await notebook.run('y = 7\ndef divide():\n    return y / 0\ndivide()');
  expect({ status, type: results?.resultType }).toEqual({ status: 'Finished', type: 'error' });
  expect(results?.summary).toBe("<span class='ansi-red-fg'>ZeroDivisionError</span>: division by zero");
  expect(results?.cause).toMatch(/^-+\nZeroDivisionError +Traceback \(most recent call last\)\n/);
  expect(results?.cause).toMatch(
    /line 4\n(.|\n)*----> 4 divide\(\)(.|\n)*line 3, in divide\n(.|\n)*----> 3 {5}return y \/ 0/,
  );
  expect(results?.cause).not.toMatch(/lakegoose_context/);
  expect(await notebook.text('y')).toBe('7\n');
  expect(await notebook.failure('a = = 1')).toBe('SyntaxError: invalid syntax');
  expect(await notebook.failure('import sys; sys.exit(1)')).toBe('SystemExit: 1');
});

test('commands wait for their turn, and may be cancelled while they wait', async () => {
  await using folder = await temporaryDirectory();
  const gate = join(folder.path, 'gate');
  const waits = `import os, time\nwhile not os.path.exists("${gate}"):\n    time.sleep(0.01)\nprint("first")`;
  const first = await notebook.submit(waits);
  const [second, third] = [await notebook.submit('print("second")'), await notebook.submit('print("third")')];
  expect(await notebook.status(second)).toMatchObject({ status: 'Queued' });
  await notebook.post('commands/cancel', { commandId: second });
  expect(await notebook.status(second)).toMatchObject({ status: 'Cancelled' });
  await writeFile(gate, '');
  expect(await notebook.end(third)).toMatchObject({ results: { data: 'third\n' } });
  expect(await notebook.end(first)).toMatchObject({ results: { data: 'first\n' } });
});

test('a command that sleeps is cancelled, and its names stay', async () => {
  await notebook.run('kept = "kept"');
  const asleep = await notebook.submit('import time; time.sleep(60)');
  await expect.poll(async () => (await notebook.status(asleep)).status).toBe('Running');
  await notebook.post('commands/cancel', { commandId: asleep });
  expect(await notebook.end(asleep)).toMatchObject({
    status: 'Cancelled',
    results: { resultType: 'error', cause: 'The command was cancelled.' },
  });
  expect(await notebook.text('kept')).toBe("'kept'\n");
});

test('a command that is cancelled before its Python has read it ends at once, and so do no others', async () => {
  const own = await NotebookClient.open(workspace);
  const pid = Number(await own.text('import os; os.getpid()'));
  process.kill(pid, 'SIGSTOP');
  const cancelled = await own.submit('import time; time.sleep(60)');
  await own.post('commands/cancel', { commandId: cancelled });
  process.kill(pid, 'SIGCONT');
  const began = performance.now();
  expect(await own.end(cancelled)).toMatchObject({ status: 'Cancelled' });
  expect(performance.now() - began).toBeLessThan(COMMAND_LIMITS.graceSeconds * 500);
  expect(await own.text('import time; time.sleep(0.1); os.getpid()')).toBe(`${pid}\n`);
});

test('a statement under way is cancelled with its command', async () => {
  const endless = 'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';
  const busy = await notebook.submit(`spark.sql("${endless}").collect()`);
  await expect.poll(async () => (await notebook.status(busy)).status).toBe('Running');
  await notebook.post('commands/cancel', { commandId: busy });
  expect(await notebook.end(busy)).toMatchObject({ status: 'Cancelled' });
  expect(await notebook.text('spark.sql("SELECT 1 AS one").collect()')).toBe('[Row(one=1)]\n');
});

test('output of 1 MB arrives whole, and what is over the limit is cut', async () => {
  expect((await notebook.text('print("x" * 1_000_000)')).length).toBe(1_000_001);
  const { results } = await notebook.run('print("é" * 2_000_000)');
  expect(results).toMatchObject({ truncated: true, data: 'é'.repeat(1024 ** 2) });
});

test('an exception however long or deep is told, and cut', async () => {
  expect(await notebook.failure('raise ValueError("x" * 100_000_000)')).toMatch(
    /^ValueError: x{100000}… \(99900000 more characters\)$/,
  );
  const deep =
    'error = None\nfor _ in range(3000):\n    try:\n        raise ValueError("deep") from error\n    except ValueError as one:\n        error = one\nraise error';
  expect(await notebook.failure(deep)).toBe('ValueError: deep');
  expect(await notebook.text('kept')).toBe("'kept'\n");
});

test('what takes too much memory fails alone, also in a process that a command starts', async () => {
  expect(await notebook.failure('bytearray(1024 ** 3)')).toBe('MemoryError: ');
  const started = 'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "bytearray(1024 ** 3)"]).returncode';
  expect(await notebook.text(started)).toBe('1\n');
  expect(await notebook.text('kept')).toBe("'kept'\n");
});

test('a command that takes too long is ended, and its Python with it where it does not heed that', async () => {
  const hasty = await startLocalWorkspace({ python: 'python3', commandLimits: { seconds: 1, graceSeconds: 2 } });
  await using _ = { [Symbol.asyncDispose]: () => hasty.close() };
  const tooLong = { status: 'Error', results: { cause: expect.stringContaining('longer than 1 seconds') } };
  const [own, stubborn] = await Promise.all([NotebookClient.open(hasty), NotebookClient.open(hasty)]);
  await own.text('kept = "kept"');
  const ignore = 'import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass';
  const ended = await Promise.all([own.run('import time; time.sleep(60)'), stubborn.run(ignore)]);
  expect(ended).toMatchObject([tooLong, tooLong]);
  expect(await own.text('kept')).toBe("'kept'\n");
  expect(await stubborn.post('commands/execute', { command: '1' })).toMatchObject(contextLost);
});

test('a Python that ends tells its command so, and takes no more', async () => {
  await using folder = await temporaryDirectory();
  const gate = join(folder.path, 'gate');
  const one = await NotebookClient.open(workspace);
  const dying = await one.submit(`import os, time\nwhile not os.path.exists("${gate}"): time.sleep(0.01)\nos._exit(3)`);
  const waiting = await one.submit('1');
  await writeFile(gate, '');
  const cause = 'The Python process of this notebook ended (exit code 3). Its variables are lost.';
  expect(await one.end(dying)).toMatchObject({ status: 'Error', results: { resultType: 'error', cause } });
  expect(await one.end(waiting)).toMatchObject({ status: 'Error', results: { cause } });
  expect(await one.post('commands/execute', { command: '1' })).toMatchObject(contextLost);
  expect((await one.get('contexts/status')).json).toMatchObject({ status: 'Error' });
});

test('a context is destroyed when the process that runs its command is gone, also where somebody stops what guards it', async () => {
  const contexts = await Promise.all([1, 2, 3].map(() => NotebookClient.open(workspace)));
  for (const [number, one] of contexts.entries()) {
    const [pid = 0, guard = 0] = (await one.text('import os; print(os.getpid(), os.getppid())')).split(' ').map(Number);
    await one.submit('while True: pass');
    if (number === 2) process.kill(guard, 'SIGSTOP');
    await one.post('contexts/destroy');
    if (number < 2) expect(isAlive(pid)).toBe(false);
    else await expect.poll(() => isRunning(String(pid))).toBe(false);
  }
});

test('a context that is destroyed goes with all that it has started, and with its folder', async () => {
  const one = await NotebookClient.open(workspace);
  const started = `import os, subprocess, tempfile
own = [subprocess.Popen(["sleep", "300"], start_new_session=alone).pid for alone in (False, True)]
print(os.getpid(), *own, os.getcwd(), tempfile.mkdtemp())`;
  const [pid = '', child = '', apart = '', folder = '', temporary = ''] = (await one.text(started)).trim().split(' ');
  const asleep = await one.submit('import time; time.sleep(60)');
  const waiting = one.get('commands/status', { commandId: asleep });
  expect(await one.post('contexts/destroy')).toMatchObject({ status: 200 });
  expect(await waiting).toMatchObject(contextLost);
  expect(await one.get('commands/status', { commandId: asleep })).toMatchObject(contextLost);
  expect(await one.get('contexts/status')).toMatchObject(contextLost);
  await expect.poll(() => Promise.all([pid, child, apart].map(isRunning))).toEqual([false, false, false]);
  for (const gone of [folder, temporary]) await expect(access(gone)).rejects.toThrow(/ENOENT/);
});

test('nobody reaches the context of somebody else', async () => {
  const intern = workspace.users.find(({ userName }) => userName.startsWith('intern'))?.token ?? '';
  const commandId = await notebook.submit('1');
  const paths = ['contexts/status', 'commands/status'].map((path) => ['GET', path] as const);
  const posts = ['contexts/destroy', 'commands/execute', 'commands/cancel'].map((path) => ['POST', path] as const);
  for (const [method, path] of [...paths, ...posts]) {
    const asked = { ...notebook.key, commandId, command: '1' };
    const query = method === 'GET' ? `?${new URLSearchParams(asked)}` : '';
    const body = method === 'GET' ? undefined : asked;
    expect(await call(workspace, intern, method, `/api/1.2/${path}${query}`, body), path).toMatchObject(contextLost);
  }
  const own = await NotebookClient.open(workspace, intern);
  expect(await own.failure('spark.table("main.nyctaxi.trips_raw")')).toMatch(/^AnalysisException: \[INSUFFICIENT_PERM/);
  expect(await notebook.text('spark.table("main.nyctaxi.trips_raw").isEmpty()')).toBe('False\n');
});

test('Python gets nothing of the environment of who has started the workspace', async () => {
  process.env.DATABRICKS_TOKEN = 'a secret of the environment';
  const one = await NotebookClient.open(workspace).finally(() => delete process.env.DATABRICKS_TOKEN);
  expect(await one.text('import os; print(dict(os.environ))')).not.toMatch(/DATABRICKS|secret/);
});

test('what is asked wrongly is refused in the words of API 1.2', async () => {
  const { clusterId } = workspace;
  const create = async (body: object) => call(workspace, workspace.token, 'POST', '/api/1.2/contexts/create', body);
  const refused = (error: RegExp, status = 400) => ({ status, json: { error: expect.stringMatching(error) } });
  expect(await create({ clusterId: 'nope', language: 'python' })).toMatchObject(refused(/Cluster nope does not exist/));
  expect(await create({ clusterId, language: 'scala' })).toMatchObject(refused(/runs python, and not scala/));
  expect(await create({ clusterId })).toMatchObject(refused(/Missing required field: language/));
  expect(await notebook.get('commands/status', { commandId: 'no' })).toMatchObject(refused(/^CommandNotFound/, 404));
  expect(await notebook.post('commands/execute', {})).toMatchObject(refused(/Missing required field: command/));
});

test('where there are too many contexts, the one that was idle for longest goes', async () => {
  const small = await startLocalWorkspace({ python: 'python3', commandLimits: { contexts: 2 } });
  await using _ = { [Symbol.asyncDispose]: () => small.close() };
  const one = await NotebookClient.open(small);
  const two = await NotebookClient.open(small);
  await one.run('1');
  const three = await NotebookClient.open(small);
  expect(await two.get('contexts/status')).toMatchObject(contextLost);
  await Promise.all([one.submit('import time; time.sleep(9)'), three.submit('import time; time.sleep(9)')]);
  const body = { clusterId: small.clusterId, language: 'python' };
  const fourth = await call(small, small.token, 'POST', '/api/1.2/contexts/create', body);
  expect(fourth).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^TooManyContexts/) } });
});
