import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { peakMemory } from '../support/peak-memory.ts';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';
import { connectClient } from './connect-client.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};
const listTools = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

function startServer(env: Record<string, string>) {
  return execa(cliProgram, ['mcp'], { env, extendEnv: false, reject: false, timeout: 20_000 });
}

test('garbage on the wire is answered, and nothing but the protocol is on standard output', async () => {
  await using workspace = await testWorkspace();
  const server = startServer(workspace.environment);
  server.stdin.write('this is no JSON\n{"half":\n\u0000\n[]\n');
  server.stdin.write(`${JSON.stringify(initialize)}\n`);
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  server.stdin.write(`${JSON.stringify(listTools)}\n`);
  const lines: unknown[] = [];
  for await (const line of server) {
    lines.push(JSON.parse(line));
    if (line.includes('"id":2')) server.stdin.end();
  }
  const { exitCode } = await server;
  expect(lines).toContainEqual(
    expect.objectContaining({ id: 2, result: expect.objectContaining({ tools: expect.any(Array) }) }),
  );
  expect(exitCode).toBe(0);
});

test('messages of 50 MB, garbage and half a line are answered, and cost neither the server nor much memory', async () => {
  await using workspace = await testWorkspace();
  const server = startServer(workspace.environment);
  const answers = server[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await answers.next()).value ?? '');
  server.stdin.write(`${JSON.stringify(initialize)}\n`);
  expect(await next()).toMatchObject({ id: 1, result: {} });
  const before = await peakMemory(server.pid);
  for (const id of [11, 12, 13]) {
    server.stdin.write(`${JSON.stringify({ ...listTools, id, params: { text: 'x'.repeat(5e7) } })}\n`);
    expect(await next()).toMatchObject({ id, error: { code: -32_600 } });
  }
  server.stdin.write(
    new Uint8Array(1e6).map((_byte, place) => (place * 7919) % 251 || 1).map((byte) => (byte === 10 ? 11 : byte)),
  );
  server.stdin.write('\n');
  expect(await next()).toMatchObject({ id: null, error: { code: -32_700 } });
  server.stdin.write(`${JSON.stringify({ ...listTools, method: 'tools/destroy' })}\n`);
  expect(await next()).toMatchObject({ id: 2, error: { code: -32_601 } });
  server.stdin.write(
    `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } })}\n`,
  );
  server.stdin.write(`${JSON.stringify(listTools)}\n`);
  expect(await next()).toMatchObject({ id: 2, result: {} });
  expect((await peakMemory(server.pid)) - before).toBeLessThan(1.5e8);
  server.stdin.end('{"jsonrpc":"2.0","id":99,"meth');
  expect((await server).exitCode).toBe(0);
});

test.each(['dies', 'ends it'])(
  'a client that never reads costs little memory, and when it %s the server ends',
  async (how) => {
    await using workspace = await testWorkspace();
    const server = spawn(cliProgram, ['mcp'], { env: workspace.environment, stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(server, 'exit');
    server.stdin.on('error', () => undefined);
    server.stdin.write(`${JSON.stringify(initialize)}\n`);
    await once(server.stdout, 'readable');
    const before = await peakMemory(server.pid);
    // Each answer is many times as long as its question.
    const questions = Array.from({ length: 1000 }, (_none, id) => JSON.stringify({ ...listTools, id })).join('\n');
    for (let round = 0; round < 100; round++) server.stdin.write(`${questions}\n`);
    await stands(() => server.stdin.writableLength);
    expect(server.stdin.writableLength).toBeGreaterThan(0);
    expect((await peakMemory(server.pid)) - before).toBeLessThan(1e8);
    if (how === 'ends it') server.kill('SIGTERM');
    else {
      server.stdin.destroy();
      server.stdout.destroy();
    }
    expect((await ended)[1]).toBe(null);
  },
);

/** Waits until a number has been the same for half a second. */
async function stands(number: () => number): Promise<void> {
  let last = number();
  let since = Date.now();
  await until(() => {
    if (number() !== last) [last, since] = [number(), Date.now()];
    return Date.now() - since > 500;
  }, 15);
}

test('settings that do not fit end the server with a sentence for the agent to show', async () => {
  await using home = await temporaryDirectory();
  const environment = { HOME: home.path, DATABRICKS_HOST: 'http://company.example' };
  const result = await runCli(['mcp'], { environment, directory: home.path, input: '' });
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr).toContain('must begin with https://');
});

test.each(['goes away', 'cancels'])(
  'a statement of a client that %s after a second is cancelled on the warehouse',
  async (how) => {
    await using directory = await temporaryDirectory();
    const logFile = join(directory.path, 'requests.log');
    await using workspace = await testWorkspace({ logFile });
    await using agent = await connectClient(workspace.environment);
    const given = { query: slow };
    const cancel = new AbortController();
    const call = agent.client
      .callTool({ name: 'execute_sql_read_only', arguments: given }, { signal: cancel.signal })
      .catch(String);
    await until(async () => (await readFile(logFile, 'utf8')).includes('"/api/2.0/sql/statements"'));
    if (how === 'cancels') cancel.abort();
    else await agent.client.close();
    await call;
    await until(async () => /"\/api\/2\.0\/sql\/statements\/[^"]+\/cancel"/.test(await readFile(logFile, 'utf8')));
  },
);

const trips = 'samples.nyctaxi.trips';
const slow = `SELECT count(*) AS n FROM ${trips} a CROSS JOIN ${trips} b CROSS JOIN ${trips} c`;
