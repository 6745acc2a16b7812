import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endless, inHistory, newestIn } from '../statements/session-on.ts';
import { type Asked, faultProxy, type Scripted } from '../support/fault-proxy.ts';
import { gate } from '../support/gate.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';
import { connectClient } from './connect-client.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

const answerSeconds = 4;
/** As a client sees it, on a busy machine; what hangs, hangs for 20 seconds and longer. */
const inTime = (answerSeconds + 3) * 1000;
const isSubmit = ({ method, url }: Asked) => method === 'POST' && url.pathname === '/api/2.0/sql/statements';
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await inHistory(workspace, id))?.status).toBe(status);
const handleIn = (text: string) => /statement_id ([\w-]+)/.exec(text)?.[1] ?? text;

/** Servers of an agent in a folder of their own, behind a network that fails as the script says. */
async function behind(script: Parameters<typeof faultProxy>[1], own: Record<string, string> = {}) {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryDirectory()).path;
  const proxy = stack.use(await faultProxy(workspace.host, script));
  const environment = {
    ...workspace.environment,
    DATABRICKS_HOST: proxy.host,
    LAKEGOOSE_ANSWER_SECONDS: String(answerSeconds),
    XDG_STATE_HOME: join(folder, 'state'),
    ...own,
  };
  const start = async () => stack.use(await connectClient(environment, folder));
  return { folder, proxy, start, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const busy: Scripted = { status: 429, json: { error_code: 'BUSY', message: '' }, headers: { 'retry-after': '20' } };
const hangs = () => new Promise<undefined>(() => undefined);
const select = { tool: 'execute_sql_read_only', given: { query: 'SELECT 1' } };

test.each<{ what: string; script: Parameters<typeof faultProxy>[1]; tool: string; given: object; says: RegExp }>([
  { what: 'everything', script: hangs, ...select, says: /^Error: \[time\]/ },
  { what: 'everything', script: hangs, tool: 'list_catalogs', given: {}, says: /^Error: \[time\]/ },
  { what: 'everything', script: hangs, tool: 'search_tables', given: { words: 'fare' }, says: /^Error: \[time\]/ },
  {
    what: 'the submission',
    script: (asked) => (isSubmit(asked) ? hangs() : undefined),
    ...select,
    says: /Not finished yet: sent to SQL warehouse .* poll_sql_result, statement_id [\w-]+/,
  },
  {
    what: 'the look',
    script: ({ method, url }) => (method === 'GET' && url.pathname.includes('/sql/statements/') ? hangs() : undefined),
    ...select,
    says: /Not finished yet: .* poll_sql_result, statement_id [\w-]+/,
  },
  {
    what: 'a refusal that says 20 s',
    script: (asked) => (isSubmit(asked) ? busy : undefined),
    ...select,
    says: /^Error: \[workspace\]/,
  },
])('$tool is answered in time, with what is known, while $what hangs', async ({ script, tool, given, says }) => {
  await using stage = await behind(script);
  const agent = await stage.start();
  // Not with the first call, which loads what it needs.
  await agent.call('describe_table', { table: 'no' });
  const began = performance.now();
  const { text } = await agent.call(tool, { ...given });
  expect(performance.now() - began).toBeLessThan(inTime);
  expect(text).toMatch(says);
});

test('a cancel that hangs is answered in time, and goes on', async () => {
  const held = gate();
  await using stage = await behind(async ({ url }) =>
    url.pathname.endsWith('/cancel') ? void (await held.opened) : undefined,
  );
  const agent = await stage.start();
  const statement_id = handleIn((await agent.call('execute_sql_read_only', { query: endless })).text);
  const began = performance.now();
  const { text } = await agent.call('poll_sql_result', { statement_id, cancel: true });
  expect(performance.now() - began).toBeLessThan(inTime);
  expect(text).toContain(`has not confirmed yet that the statement ${statement_id} is cancelled`);
  held.open();
  await becomes(statement_id, 'CANCELED');
  const again = await agent.call('poll_sql_result', { statement_id, cancel: true });
  expect(again.text).toContain('had been cancelled before');
});

test('what a server had sent when it was killed is ended by the next, although it never knew its identifier', async () => {
  const before = await newestIn(workspace);
  const held = gate();
  await using stage = await behind((asked) => (isSubmit(asked) ? { afterwards: held.opened } : undefined));
  const agent = await stage.start();
  void agent.call('execute_sql_read_only', { query: endless }).catch(() => undefined);
  await until(async () => (await newestIn(workspace)) !== before);
  process.kill(agent.pid ?? 0, 'SIGKILL');
  const id = (await newestIn(workspace)) ?? '';
  expect(await inHistory(workspace, id)).toMatchObject({ status: 'RUNNING' });
  await stage.start();
  await becomes(id, 'CANCELED');
  held.open();
});

test('a file that takes longer than an answer is finished, and asked for, by one writer', async () => {
  const held = gate();
  await using stage = await behind(async ({ url }) =>
    url.pathname.startsWith('/external/') ? void (await held.opened) : undefined,
  );
  const agent = await stage.start();
  const query = 'SELECT id FROM range(30000) ORDER BY id';
  const first = await agent.call('execute_sql_read_only', { query, save_as: 'ids.csv' });
  expect(first).toMatchObject({ isError: false, text: expect.stringContaining('0 of 30000 rows so far') });
  const given = { statement_id: handleIn(first.text), save_as: 'ids.csv' };
  const [one, two] = [agent.call('poll_sql_result', given), agent.call('poll_sql_result', given)];
  expect((await one).text).toContain('still being written');
  expect((await two).text).toContain('still being written');
  const other = await agent.call('execute_sql_read_only', { query: 'SELECT 1 AS n', save_as: 'ids.csv' });
  expect(other).toMatchObject({ isError: true, text: expect.stringContaining('ids.csv') });
  expect((await readdir(stage.folder)).filter((name) => name.endsWith('.part'))).toHaveLength(1);
  held.open();
  const last = await agent.call('poll_sql_result', given);
  expect(last.text).toContain('saved: 30000 rows, 168893 bytes');
  expect((await readFile(join(stage.folder, 'ids.csv'), 'utf8')).split('\n').at(-2)).toBe('29999');
  expect((await readdir(stage.folder)).sort()).toEqual(['ids.csv', 'state']);
});

test('a server that ends leaves no half of a file', async () => {
  await using stage = await behind(({ url }) => (url.pathname.startsWith('/external/') ? hangs() : undefined));
  const agent = await stage.start();
  const asked = await agent.call('execute_sql_read_only', { query: 'SELECT 1 AS n', save_as: 'one.csv' });
  expect(asked.text).toContain('still being written');
  await agent.client.close();
  await until(async () => (await readdir(stage.folder)).join() === 'state');
});

test.each([
  ['forward', 3_600_000],
  ['back', -3_600_000],
])('a clock that is set %s by an hour ends nothing and delays nothing', async (_how, by) => {
  const NODE_OPTIONS = `--import=${join(import.meta.dirname, 'clock-jump.ts')}`;
  const own = {
    NODE_OPTIONS,
    CLOCK_JUMPS_BY: String(by),
    LAKEGOOSE_ANSWER_SECONDS: '6',
    LAKEGOOSE_STATEMENT_SECONDS: '12',
  };
  await using stage = await behind(() => undefined, own);
  const agent = await stage.start();
  const told: number[] = [];
  const asked = { name: 'execute_sql_read_only', arguments: { query: endless } };
  const began = performance.now();
  const answer = await agent.client.callTool(asked, { onprogress: ({ progress }) => void told.push(progress) });
  expect(performance.now() - began).toBeLessThan(10_000);
  const id = handleIn(JSON.stringify(answer.content));
  expect(await inHistory(workspace, id)).toMatchObject({ status: 'RUNNING' });
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
  await expect.poll(async () => (await inHistory(workspace, id))?.status).toBe('CANCELED');
  const gone = await agent.call('poll_sql_result', { statement_id: id });
  expect(gone.text).toContain('took longer than 12 seconds');
});
