import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { cliProgram, runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};
const listTools = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

test('garbage on the wire is passed over, and nothing but the protocol is on standard output', async () => {
  await using workspace = await testWorkspace();
  const server = execa(cliProgram, ['mcp'], {
    env: workspace.environment,
    extendEnv: false,
    reject: false,
    timeout: 20_000,
  });
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

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not come true within 5 s');
    await new Promise((passed) => setTimeout(passed, 50));
  }
}
