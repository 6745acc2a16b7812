import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tools } from '../../src/mcp-server/tools.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectOver, type OfficialClient, officialClients, transports } from './official-clients.ts';
import { sampleCalls } from './sample-calls.ts';

const names = tools.map(({ name }) => name);

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let environment: Record<string, string>;
beforeAll(async () => {
  workspace = await testWorkspace();
  environment = { ...workspace.environment, LAKEGOOSE_SQL_POLICY: 'update' };
  const client = await connectOver('stdio', Object.values(officialClients)[0] ?? expect.fail(), environment);
  await client.callTool('execute_sql', { query: 'CREATE TABLE main.nyctaxi.sample_calls (bird STRING)' });
  await client[Symbol.asyncDispose]();
});
afterAll(() => workspace.close());

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
    const { isError = false, content } = await client.callTool(name, given);
    expect([isError, JSON.stringify(content)]).toEqual([false, expect.stringContaining(says)]);
  });
});
