import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { serveMcpOverHttp } from '../support/mcp-over-http.ts';
import { peakMemory } from '../support/peak-memory.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';
import { officialClients } from './official-clients.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let logFile: string;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
  logFile = join(directory.path, 'requests.log');
  workspace = await testWorkspace({ logFile });
});
afterAll(async () => {
  await workspace.close();
  await directory[Symbol.asyncDispose]();
});

const trips = 'samples.nyctaxi.trips';
const slow = `SELECT count(*) AS n FROM ${trips} a CROSS JOIN ${trips} b CROSS JOIN ${trips} c`;
const line = z.looseObject({ path: z.string(), statement: z.string().optional() });

async function requests(): Promise<readonly z.output<typeof line>[]> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter(Boolean);
  return lines.map((text) => line.parse(JSON.parse(text)));
}

const cancels = async () => (await requests()).filter(({ path }) => path.endsWith('/cancel')).length;
const starts = async (statement: string) => (await requests()).filter((one) => one.statement === statement).length;

test.each(Object.entries(officialClients))(
  '%s: a statement is cancelled on the warehouse when its call is, and when the server ends',
  async (name, connect) => {
    const [statement, before] = [`${slow} WHERE '${name}' <> ''`, await cancels()];
    await using server = await serveMcpOverHttp(workspace.environment);
    const client = await connect(server);
    const cancel = new AbortController();
    const call = client.callTool('execute_sql_read_only', { query: statement }, cancel.signal).catch(String);
    await until(async () => (await starts(statement)) === 1);
    cancel.abort();
    await call;
    await until(async () => (await cancels()) === before + 1);
    const second = client.callTool('execute_sql_read_only', { query: statement }).catch(String);
    await until(async () => (await starts(statement)) === 2);
    expect(await server.end()).toBe(0);
    expect(await cancels()).toBe(before + 2);
    expect(await second).toContain('ended');
    await client[Symbol.asyncDispose]();
  },
);

test('several agents at once each get their own answers', async () => {
  await using server = await serveMcpOverHttp(workspace.environment);
  const clients = await Promise.all(
    [...Object.values(officialClients), ...Object.values(officialClients)].map((connect) => connect(server)),
  );
  const answers = await Promise.all(
    clients.map((client, place) =>
      client.callTool('execute_sql_read_only', { query: `SELECT 'agent ${place}' AS who` }),
    ),
  );
  expect(answers.map(({ content }) => /agent \d/.exec(JSON.stringify(content))?.[0])).toEqual(
    clients.map((_client, place) => `agent ${place}`),
  );
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
});

test('messages of 50 MB cost neither the server nor much memory', async () => {
  await using server = await serveMcpOverHttp(workspace.environment);
  const before = await peakMemory(server.pid);
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const body = new Uint8Array(5e7).fill(32);
  const answers = await Promise.all([1, 2, 3].map(() => fetch(server.address, { method: 'POST', headers, body })));
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413]);
  expect((await peakMemory(server.pid)) - before).toBeLessThan(5e7);
  expect((await fetch(server.address, { headers })).status).toBe(400);
});

test('without the token an agent is turned away, and the token that was set is told nowhere', async () => {
  await using server = await serveMcpOverHttp(workspace.environment);
  const client = new Client({ name: 'test', version: '1' });
  await expect(client.connect(new StreamableHTTPClientTransport(new URL(server.address)))).rejects.toThrow(
    'Authorization: Bearer <token>',
  );
  expect(server.told()).toContain(`claude mcp add --transport http databricks ${server.address} --header`);
  expect(server.told()).not.toContain(server.token);
});

test('where no token is set, one is made, shown on a terminal ready to paste, and works', async () => {
  const terminal = execa(
    'script',
    ['--quiet', '--return', '--command', `exec ${cliProgram} mcp --http --port 0`, '/dev/null'],
    {
      env: workspace.environment,
      extendEnv: false,
      reject: false,
      timeout: 20_000,
      buffer: false,
    },
  );
  let screen = '';
  terminal.stdout.on('data', (bytes: Uint8Array) => {
    screen += String(bytes);
  });
  await until(() => screen.includes('Ctrl-C'), 20);
  const [, address = '', token = ''] =
    /databricks (http:\S+) --header "Authorization: Bearer (\S{43})"/.exec(screen) ?? expect.fail(screen);
  const status = async (bearer: string) =>
    (await fetch(address, { headers: { authorization: `Bearer ${bearer}` } })).status;
  expect([await status(token), await status(`${token}x`)]).toEqual([400, 401]);
  terminal.stdin.write('\u0003');
  expect((await terminal).exitCode).toBe(0);
  await expect(fetch(address)).rejects.toThrow();
});

test.each([
  { words: ['--http'], settings: {}, code: 1, says: 'LAKEGOOSE_MCP_TOKEN=$(openssl rand -hex 32)' },
  { words: ['--http'], settings: { LAKEGOOSE_MCP_TOKEN: 'short-secret' }, code: 1, says: '32 characters' },
  { words: ['--port', '1'], settings: {}, code: 2, says: '--port belongs to --http' },
  { words: ['--http', '--port', '65536'], settings: {}, code: 2, says: '0–65535' },
])('$words with $settings is refused with a sentence', async ({ words, settings, code, says }) => {
  const environment = { ...workspace.environment, ...settings };
  const { exitCode, stdout, stderr } = await runCli(['mcp', ...words], { environment, input: '' });
  expect([exitCode, stdout, stderr]).toEqual([code, '', expect.stringContaining(says)]);
  expect(stderr).not.toContain('short-secret');
});

test('a port that is taken is named, with what to do', async () => {
  await using server = await serveMcpOverHttp(workspace.environment);
  const environment = { ...workspace.environment, LAKEGOOSE_MCP_TOKEN: server.token };
  const { port } = new URL(server.address);
  const { exitCode, stderr } = await runCli(['mcp', '--http', '--port', port], { environment, input: '' });
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`Port ${port} is taken by another program`)]);
  expect(stderr).toContain('--port 0');
});
