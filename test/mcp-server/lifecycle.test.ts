import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';
import { endless, inHistory } from '../statements/session-on.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

let workspace: LocalWorkspace & { readonly environment: Record<string, string> };
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

const hurried = () => ({ ...workspace.environment, LAKEGOOSE_ANSWER_SECONDS: '4' });
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await inHistory(workspace, id))?.status).toBe(status);

type Agent = Awaited<ReturnType<typeof connectClient>>;

async function handleFrom(agent: Agent): Promise<string> {
  const { text } = await agent.call('execute_sql_read_only', { query: endless });
  return /statement_id ([\w-]+)/.exec(text)?.[1] ?? text;
}

test('a long statement is answered in time with a handle, by which any agent of the person may ask on', async () => {
  await using one = await connectClient(hurried());
  await using other = await connectClient(hurried());
  const began = performance.now();
  const handle = await handleFrom(one);
  expect(performance.now() - began).toBeLessThan(6000);
  for (const agent of [other, one]) {
    const { isError, text } = await agent.call('poll_sql_result', { statement_id: handle });
    expect({ isError, text }).toMatchObject({ isError: false, text: expect.stringContaining(handle) });
  }
  expect((await other.call('poll_sql_result', { statement_id: handle, cancel: true })).text).toContain('was cancelled');
  await becomes(handle, 'CANCELED');
  const gone = await one.call('poll_sql_result', { statement_id: handle });
  expect(gone).toMatchObject({
    isError: true,
    text: expect.stringMatching(/^Error: \[cancelled\] The statement was cancelled/),
  });
});

test('progress tells the state of the SQL warehouse, and rises', async () => {
  await using cold = await testWorkspace({ coldStartSeconds: 2 });
  await using agent = await connectClient(cold.environment);
  const told: { progress: number; message?: string | undefined }[] = [];
  const onprogress = (one: { progress: number; message?: string | undefined }) => void told.push(one);
  const asked = { name: 'execute_sql_read_only', arguments: { query: 'SELECT 7 AS n' } };
  const answer = await agent.client.callTool(asked, { onprogress });
  expect(JSON.stringify(answer.content)).toContain('SQL warehouse: Local Warehouse');
  expect(told.map(({ message }) => message).join('\n')).toContain(
    'waiting for SQL warehouse Local Warehouse (STARTING)',
  );
  expect(told.map(({ progress }) => progress)).toEqual(told.map(({ progress }) => progress).sort((a, b) => a - b));
});

test('a result that is too long to read is saved in the working folder, whole, and never over another file', async () => {
  await using folder = await temporaryDirectory();
  await using agent = await connectClient(workspace.environment, folder.path);
  const given = { query: 'SELECT id FROM range(30000) ORDER BY id', save_as: 'ids.csv' };
  const { text } = await agent.call('execute_sql_read_only', given);
  expect(text).toContain(`saved: 30000 rows, 168893 bytes, in ${folder.path}/ids.csv`);
  expect((await readFile(`${folder.path}/ids.csv`, 'utf8')).split('\n').at(-2)).toBe('29999');
  const again = await agent.call('execute_sql_read_only', { ...given, query: 'SELECT 1 AS n' });
  expect(again).toMatchObject({ isError: true, text: expect.stringContaining('ids.csv') });
  expect((await agent.call('execute_sql_read_only', { ...given, save_as: '../ids.csv' })).isError).toBe(true);
  const cut = await agent.call('execute_sql_read_only', { query: given.query, row_limit: 2 });
  expect(cut.text).toMatch(/rows: more than 2 \(cut by row_limit\).*larger row_limit.*save_as/s);
  const most = await agent.call('execute_sql_read_only', { query: given.query, row_limit: 10_000 });
  expect(most.text).toMatch(/rows: more than 10000 \(cut by row_limit\).*save_as/s);
  expect(most.text).not.toContain('larger row_limit');
});

test('whoever polls a cut result is told what brings the rest, and it does', async () => {
  await using folder = await temporaryDirectory();
  await using cold = await testWorkspace({ coldStartSeconds: 4 });
  await using agent = await connectClient({ ...cold.environment, LAKEGOOSE_ANSWER_SECONDS: '4' }, folder.path);
  const query = 'SELECT id FROM range(300) ORDER BY id';
  const { text: running } = await agent.call('execute_sql_read_only', { query });
  const statement_id = /statement_id ([\w-]+)/.exec(running)?.[1];
  let polled = running;
  while (polled.includes('Not finished')) polled = (await agent.call('poll_sql_result', { statement_id })).text;
  expect(polled).toMatch(/more than 100 \(cut by row_limit\)/);
  const advice = /run it again with execute_sql_read_only and a larger row_limit, or save_as for all rows in a file/;
  expect(polled).toMatch(advice);
  const saved = await agent.call('poll_sql_result', { statement_id, save_as: 'polled.csv' });
  expect(saved.text).toMatch(/saved: 100 rows.*\n.*more rows.* run it again with execute_sql_read_only and save_as/s);
  const all = await agent.call('execute_sql_read_only', { query, save_as: 'all.csv' });
  expect(all.text).toMatch(/saved: 300 rows(?!.*more rows)/s);
});

test.each(['closes its input', 'is asked to end'])('a server that %s leaves no statement running', async (how) => {
  await using agent = await connectClient(hurried());
  const handle = await handleFrom(agent);
  if (how === 'closes its input') await agent.client.close();
  else process.kill(agent.pid ?? 0, 'SIGTERM');
  await becomes(handle, 'CANCELED');
});

test('what a killed server left running is cancelled by the next that starts', async () => {
  await using agent = await connectClient(hurried());
  await using living = await connectClient(hurried());
  const [left, kept] = [await handleFrom(agent), await handleFrom(living)];
  process.kill(agent.pid ?? 0, 'SIGKILL');
  await using next = await connectClient(workspace.environment);
  await becomes(left, 'CANCELED');
  expect((await inHistory(workspace, kept))?.status).toBe('RUNNING');
  expect((await next.call('list_catalogs', {})).isError).toBe(false);
});
