import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { statementResponse } from '../../src/databricks-api/statements.ts';
import { scriptedHost } from '../databricks-client/scripted-host.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cleanEnvironment, cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  folder = await temporaryDirectory();
});
afterEach(() => folder[Symbol.asyncDispose]());

const many = 'SELECT id FROM range(200000)';
const at = (host = workspace.host) => ({ ...workspace.environment, DATABRICKS_HOST: host });
const started = (command: string, words: readonly string[]) =>
  spawn(command, words, { cwd: folder.path, env: cleanEnvironment(at()) });

async function read(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const piece of stream) all += String(piece);
  return all;
}

/** Waits until a process writes no more, because nobody reads. */
async function blocked(pid: number): Promise<void> {
  const written = async () => /wchar: (\d+)/.exec(await readFile(`/proc/${pid}/io`, 'utf8'))?.[1];
  for (let last: string | undefined; ; ) {
    const now = await written();
    if (now === last) return;
    last = now;
    await new Promise((passed) => setTimeout(passed, 500));
  }
}

test.each(['csv', 'table', 'arrow'])('a reader that has read enough of %s is left in peace', async (format) => {
  const script = `"$0" sql run "${many}" --format ${format} | head -c 10 > /dev/null; exit "\${PIPESTATUS[0]}"`;
  const pipe = started('bash', ['-c', script, cliProgram]);
  const [stderr, [exitCode]] = await Promise.all([read(pipe.stderr), once(pipe, 'exit')]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 141 });
});

test.each([
  { signal: 'SIGINT', code: 130 },
  { signal: 'SIGTERM', code: 143 },
] as const)('one $signal ends it where nobody reads what it prints', async ({ signal, code }) => {
  const running = started(cliProgram, ['sql', 'run', many, '--format', 'csv']);
  await once(running.stdout, 'readable');
  await blocked(running.pid ?? 0);
  running.kill(signal);
  const impatient = setTimeout(() => running.kill('SIGKILL'), 8000);
  expect(await once(running, 'exit')).toEqual([code, null]);
  clearTimeout(impatient);
  running.stdout.destroy();
});

test('a full disk behind standard output is told', async () => {
  const full = started('bash', ['-c', '"$0" sql run "SELECT 1" --format csv > /dev/full', cliProgram]);
  const [stderr, [exitCode]] = await Promise.all([read(full.stderr), once(full, 'exit')]);
  expect({ stderr, exitCode }).toEqual({ stderr: expect.stringContaining('(the disk is full)'), exitCode: 1 });
});

test.each(['rows.csv', 'rows.arrow'])('on a terminal it is seen how far %s has come', async (name) => {
  const arrived = Promise.withResolvers<void>();
  const text = JSON.stringify(Array.from({ length: 3000 }, (_none, id) => [String(id)]));
  await using storage = await scriptedHost((_incoming, outgoing) => {
    outgoing.write(text.slice(0, text.indexOf('["2000"]')));
    void arrived.promise.then(() => outgoing.end(text.slice(text.indexOf('["2000"]'))));
  });
  await using proxy = await faultProxy(
    workspace.host,
    () => undefined,
    (answer) => answer.replace(/"external_link":"[^"]*"/g, `"external_link":"${storage.host}/x"`),
  );
  const words = `sql run 'SELECT id FROM range(3000)' --out ${name}`;
  const session = { directory: folder.path, environment: cleanEnvironment(at(proxy.host)) };
  await using terminal = openTerminal(`${cliProgram} ${words}`, session);
  // All whole groups of what has arrived.
  await terminal.shows(name.endsWith('csv') ? /[12]\d{3} of 3000 rows, \d+ s/ : /0\.0 MB, \d+ s/);
  arrived.resolve();
  await terminal.ended;
  if (name.endsWith('csv')) expect(terminal.screen()).toMatch(/Rows saved: 3000/);
});

test.each(['some.csv', 'some.arrow'])('rows that are not in %s are told of', async (name) => {
  const run = (host: string, ...more: readonly string[]) =>
    runCli(['sql', 'run', 'SELECT id FROM range(9)', ...more], { environment: at(host), directory: folder.path });
  expect((await run(workspace.host, '--out', name, '--limit', '5')).stderr).toMatch(
    /Rows saved: 5 .*\nThere are more rows: --limit held them back\./,
  );
  await using proxy = await faultProxy(
    workspace.host,
    () => undefined,
    (text, { url }) => {
      if (!/\/statements\/[\w-]+$/.test(url.pathname)) return text;
      const answer = statementResponse.parse(JSON.parse(text));
      if (answer.manifest === undefined) return text;
      return JSON.stringify({ ...answer, manifest: { ...answer.manifest, truncated: true } });
    },
  );
  expect((await run(proxy.host, '--out', `cut-${name}`)).stderr).toMatch(
    /Rows saved: 9 .*\nThere are more rows: the SQL warehouse held them back/,
  );
});

test.each([
  // The warehouse counts these columns from 1, and those from 0.
  ["SELECT 1 AS a, CAST('x' AS INT) AS b", 'CAST('],
  ['SELECT 1 AS a, nothing AS b', 'nothing'],
])('the mark stands below its place in %s', async (sql, place) => {
  const { stderr } = await runCli(['sql', 'run', sql], { environment: at() });
  expect(stderr.split('^').filter((part) => part !== '')).toHaveLength(1);
  const [line = '', caret = ''] = stderr.split('\n').slice(-2);
  expect(line.slice(caret.indexOf('^'))).toMatch(new RegExp(`^${place.replace('(', '\\(')}`));
});

test.each([
  "SELECT CAST('\u001b]0;pwned\u0007' AS INT)",
  'SELECT * FROM `pwned\u202e\u001b[31m`',
  'SELECT owned\u0007 FROM nowhere\u009b2J',
])('what an error repeats cannot command the terminal (%j)', async (sql) => {
  const { stderr, exitCode } = await runCli(['sql', 'run', sql], { environment: at() });
  expect(exitCode).not.toBe(0);
  expect(stderr).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
});
