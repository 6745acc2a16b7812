import { afterAll, beforeAll, expect, it } from 'vitest';
import { type People, startWithPeople } from '../local-workspace/grants.ts';
import { endless } from '../statements/session-on.ts';
import { cleanEnvironment } from '../support/run-cli.ts';
import { connectClient } from './connect-client.ts';

let people: People;
let agent: Awaited<ReturnType<typeof connectClient>>;
beforeAll(async () => {
  people = await startWithPeople();
  const { host, token } = people.intern.workspace;
  const settings = { DATABRICKS_HOST: host, DATABRICKS_TOKEN: token, NO_PROXY: '127.0.0.1' };
  agent = await connectClient(cleanEnvironment({ LAKEGOOSE_WORKSPACE: 'local', ...settings }));
});
afterAll(async () => {
  await agent[Symbol.asyncDispose]();
  await people.workspace.close();
});

const TABLE = 'main.nyctaxi.trips_clean';

it('hears of every tool which privilege is missing', async () => {
  expect((await agent.call('list_catalogs', {})).text).not.toContain('main');
  const asked: readonly (readonly [tool: string, given: Record<string, string>])[] = [
    ['execute_sql_read_only', { query: `SELECT * FROM ${TABLE}` }],
    ['list_schemas', { catalog: 'main' }],
    ['list_tables', { catalog: 'main', schema: 'nyctaxi' }],
    ['describe_table', { table: TABLE }],
    ['get_table_lineage', { table: TABLE }],
  ];
  for (const [tool, given] of asked) {
    const { text } = await agent.call(tool, given);
    expect(text, tool).toContain("User does not have USE CATALOG on Catalog 'main'.");
  }
});

it('does not hear that there is no lineage where some may not be seen', async () => {
  for (const grant of ['USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.nyctaxi', `SELECT ON TABLE ${TABLE}`])
    await people.analyst.rows(`GRANT ${grant} TO \`intern@local.lakegoose.test\``);
  const { text } = await agent.call('get_table_lineage', { table: TABLE });
  expect(text).toContain('<- 1 without a name');
  expect(text).toContain('-> 1 without a name');
  expect(text).not.toContain('lineage is recorded');
});

it("learns nothing of another user's statement by its handle, and does not end it", async () => {
  const { host, token } = people.analyst.workspace;
  const settings = { DATABRICKS_HOST: host, DATABRICKS_TOKEN: token, NO_PROXY: '127.0.0.1' };
  const hurried = { LAKEGOOSE_WORKSPACE: 'local', LAKEGOOSE_ANSWER_SECONDS: '3' };
  await using theirs = await connectClient(cleanEnvironment({ ...hurried, ...settings }));
  const { text } = await theirs.call('execute_sql_read_only', { query: endless });
  const statement_id = /statement_id ([\w-]+)/.exec(text)?.[1] ?? '';
  for (const given of [{ statement_id }, { statement_id, cancel: true }]) {
    const answer = await agent.call('poll_sql_result', given);
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('There is no statement') });
  }
  expect((await theirs.call('poll_sql_result', { statement_id })).text).toContain(statement_id);
  expect((await theirs.call('poll_sql_result', { statement_id, cancel: true })).text).toMatch(/cancel/i);
});
