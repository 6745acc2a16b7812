import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tools } from '../../src/mcp-server/tools.ts';
import { endless } from '../statements/session-on.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectOver, type OfficialClient, officialClients, transports } from './official-clients.ts';
import { handle, sampleCalls } from './sample-calls.ts';

const names = tools.map(({ name }) => name);

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let environment: Record<string, string>;
let first: OfficialClient;
let underWay: string | undefined;
beforeAll(async () => {
  workspace = await testWorkspace();
  environment = { ...workspace.environment, LAKEGOOSE_SQL_POLICY: 'update', LAKEGOOSE_ANSWER_SECONDS: '4' };
  first = await connectOver('stdio', Object.values(officialClients)[0] ?? expect.fail(), environment);
  await first.callTool('execute_sql', { query: 'CREATE TABLE main.nyctaxi.sample_calls (bird STRING)' });
  const { content } = await first.callTool('execute_sql_read_only', { query: endless });
  underWay = /statement_id ([\w-]+)/.exec(JSON.stringify(content))?.[1];
});
afterAll(async () => {
  await first[Symbol.asyncDispose]();
  await workspace.close();
});

test('every tool has a sample call, and every sample call a tool', () => {
  expect(Object.keys(sampleCalls).sort()).toEqual([...names].sort());
});

const ways = transports.flatMap((transport) =>
  Object.entries(officialClients).map(([name, connect]) => ({ transport, name, connect })),
);

describe.each(ways)('over $transport, $name', ({ transport, connect }) => {
  let client: OfficialClient;
  beforeAll(async () => {
    client = await connectOver(transport, connect, environment);
  });
  afterAll(() => client[Symbol.asyncDispose]());

  test('lists every tool', async () => {
    expect((await client.listTools()).map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  test.each(names)('calls %s', async (name) => {
    const { given, says } = sampleCalls[name] ?? expect.fail();
    const { isError = false, content } = await client.callTool(
      name,
      JSON.parse(JSON.stringify(given).replace(handle, underWay ?? '')),
    );
    expect([isError, JSON.stringify(content)]).toEqual([false, expect.stringContaining(says)]);
  });
});
