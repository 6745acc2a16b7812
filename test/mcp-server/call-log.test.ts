import { mkdir, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cliProgram } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

const line = z.record(z.string(), z.unknown());
const read = async (path: string) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));

async function useTools(environment: Record<string, string>): Promise<void> {
  await using agent = await connectClient({ ...workspace.environment, ...environment });
  const marked = `SELECT 'private' AS x, :p AS y`;
  await agent.call('execute_sql_read_only', { query: marked, parameters: [{ name: 'p', value: 'private' }] });
  await agent.call('execute_sql_read_only', { query: `DROP TABLE private` });
  await agent.call('execute_sql_read_only', { query: `SELECT * FROM private` });
  await agent.call('list_catalogs', {});
  await agent.call('describe_table', { table: 'no.such.private' });
}

test('each call is a line: who, which tool, class, statement, how it ended; no SQL, parameters, data', async () => {
  await using state = await temporaryDirectory();
  await useTools({ XDG_STATE_HOME: state.path });
  const path = join(state.path, 'lakegoose/calls.log');
  const lines = await read(path);
  const who = { os_user: userInfo().username, host: workspace.host, client: 'test/1.0.0' };
  const when = { at: expect.stringMatching(/^\d{4}-.*Z$/), ms: expect.any(Number), pid: expect.any(Number) };
  const statement_id = expect.stringMatching(/^[\w-]{8,}$/);
  expect(lines).toEqual([
    { ...when, ...who, tool: 'execute_sql_read_only', class: 'read', statement_id, outcome: 'done' },
    { ...when, ...who, tool: 'execute_sql_read_only', class: 'destructive', outcome: 'refused', code: 'guard.REMOVES' },
    {
      ...when,
      ...who,
      tool: 'execute_sql_read_only',
      class: 'read',
      statement_id,
      outcome: 'failed',
      code: 'statements.no_such_table',
    },
    { ...when, ...who, tool: 'list_catalogs', outcome: 'done' },
    { ...when, ...who, tool: 'describe_table', outcome: 'failed', code: expect.stringMatching(/^databricks\./) },
  ]);
  const text = await readFile(path, 'utf8');
  expect(text).not.toMatch(/private|SELECT|DROP/);
  expect(text).not.toContain(workspace.token);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(stat(join(state.path, 'lakegoose/requests.log'))).rejects.toThrow('ENOENT');
});

test('LAKEGOOSE_CALL_LOG=off writes none; LAKEGOOSE_LOG=requests writes a line for each request, without secrets', async () => {
  await using state = await temporaryDirectory();
  await useTools({ XDG_STATE_HOME: state.path, LAKEGOOSE_CALL_LOG: 'off', LAKEGOOSE_LOG: 'requests' });
  await expect(stat(join(state.path, 'lakegoose/calls.log'))).rejects.toThrow('ENOENT');
  const path = join(state.path, 'lakegoose/requests.log');
  const { host } = new URL(workspace.host);
  const submitted = { method: 'POST', host, path: '/api/2.0/sql/statements', attempt: 1, outcome: 200 };
  expect(await read(path)).toContainEqual(expect.objectContaining(submitted));
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain(workspace.token);
  expect(text).not.toMatch(/SELECT|Bearer|\?/);
});

test('a log that cannot be written is told once, and every call is answered', async () => {
  await using state = await temporaryDirectory();
  await mkdir(join(state.path, 'lakegoose/calls.log'), { recursive: true });
  const env = { ...workspace.environment, XDG_STATE_HOME: state.path, LAKEGOOSE_LANGUAGE: 'ja' };
  const server = execa(cliProgram, ['mcp'], { env, extendEnv: false, reject: false, timeout: 30_000 });
  const messages = [
    {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/call', params: { name: 'list_catalogs', arguments: {} } },
    { id: 3, method: 'tools/call', params: { name: 'list_catalogs', arguments: {} } },
  ];
  for (const message of messages) server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const answered = new Set<number>();
  for await (const text of server) {
    const { id, result } = z
      .looseObject({ id: z.number().optional(), result: z.looseObject({}).optional() })
      .parse(JSON.parse(text));
    if (id !== undefined && result !== undefined && result.isError !== true) answered.add(id);
    if (answered.has(2) && answered.has(3)) server.stdin.end();
  }
  const { stderr } = await server;
  expect([...answered].sort()).toEqual([1, 2, 3]);
  expect(stderr.match(/ログ/g)).not.toBeNull();
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('フォルダーです');
});
