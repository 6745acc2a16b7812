import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tools } from '../../src/mcp-server/tools.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectOver, type OfficialClient, officialClients, transports } from './official-clients.ts';
import { handle, sampleCalls } from './sample-calls.ts';

const names = tools.map(({ name }) => name);
const ways = transports.flatMap((transport) =>
  Object.entries(officialClients).map(([name, connect]) => ({ transport, name, connect })),
);

test('every tool has a sample call, and every sample call a tool', () => {
  expect(Object.keys(sampleCalls).sort()).toEqual([...names].sort());
});

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

describe.each(ways)('over $transport, $name', ({ transport, connect }) => {
  let client: OfficialClient;
  beforeAll(async () => {
    const settings = { LAKEGOOSE_SQL_POLICY: 'update', LAKEGOOSE_ANSWER_SECONDS: '4' };
    client = await connectOver(transport, connect, { ...workspace.environment, ...settings });
  });
  afterAll(() => client[Symbol.asyncDispose]());

  test('lists every tool', async () => {
    expect((await client.listTools()).map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  test.each(names)('calls %s', async (name) => {
    const { before, given, says } = sampleCalls[name] ?? expect.fail();
    const prepared = before === undefined ? undefined : await client.callTool(before.tool, before.given);
    const underWay = /statement_id ([\w-]+)/.exec(JSON.stringify(prepared))?.[1] ?? '';
    const { isError = false, content } = await client.callTool(
      name,
      JSON.parse(JSON.stringify(given).replace(handle, underWay)),
    );
    expect([isError, JSON.stringify(content)]).toEqual([false, expect.stringContaining(says)]);
  });
});
