import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tools } from '../../src/mcp-server/tools.ts';
import { repository } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectOver, type OfficialClient, officialClients, transports } from './official-clients.ts';
import { handle, newFile, type SampleCall, sampleCalls } from './sample-calls.ts';

const names = tools.map(({ name }) => name);
const ways = transports.flatMap((transport) =>
  Object.entries(officialClients).map(([name, connect]) => ({ transport, name, connect })),
);

test('every tool has sample calls, and every sample call a tool', () => {
  expect(Object.keys(sampleCalls).sort()).toEqual([...names].sort());
});

test.each(tools.map((tool) => [tool.name, tool] as const))('a sample call gives every argument of %s', (name, tool) => {
  const given = sampleCalls[name]?.flatMap((call) => Object.keys(call.given));
  expect([...new Set(given)].sort()).toEqual(Object.keys(tool.input.shape).sort());
});

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  workspace = await testWorkspace({ clusterStartSeconds: 600 });
  folder = await temporaryDirectory();
});
afterAll(async () => {
  await workspace.close();
  await folder[Symbol.asyncDispose]();
});

describe.each(ways)('over $transport, $name', ({ transport, name: clientName, connect }) => {
  let client: OfficialClient;
  beforeAll(async () => {
    const policy = { LAKEGOOSE_SQL_POLICY: 'update', LAKEGOOSE_ANSWER_SECONDS: '4' };
    const settings = { ...policy, DATABRICKS_CLUSTER_ID: workspace.clusterId };
    const directory = join(folder.path, `${transport} ${clientName}`);
    await mkdir(join(directory, '.venv/bin'), { recursive: true });
    // No notebook gets as far as to its Python.
    await symlink('/bin/false', join(directory, '.venv/bin/python'));
    await copyFile(join(repository, 'notebooks/sample.ipynb'), join(directory, 'sample.ipynb'));
    client = await connectOver(transport, connect, { ...workspace.environment, ...settings }, directory);
  });
  afterAll(() => client[Symbol.asyncDispose]());

  /** Makes a call, after the one that has to come first. */
  async function play(tool: string, { before, given, says }: SampleCall, index: number): Promise<void> {
    const prepared = before === undefined ? undefined : await client.callTool(before.tool, before.given);
    const underWay = /(?:statement|run)_id ([\w-]+)/.exec(JSON.stringify(prepared))?.[1] ?? '';
    const filled = (text: string) => text.replace(handle, underWay).replace(newFile, `${tool}-${index}`);
    const { isError = false, content } = await client.callTool(tool, JSON.parse(filled(JSON.stringify(given))));
    expect([isError, JSON.stringify(content)]).toEqual([false, expect.stringContaining(filled(says))]);
    // What runs on would take the processors from those after it.
    if (tool === 'poll_sql_result') await client.callTool(tool, { statement_id: underWay, cancel: true });
  }

  test('lists every tool', async () => {
    expect((await client.listTools()).map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  test.each(names)('calls %s', async (name) => {
    // Side by side, as an agent may: most of the time is spent waiting for what does not end.
    await Promise.all((sampleCalls[name] ?? []).map((call, index) => play(name, call, index)));
  });
});
