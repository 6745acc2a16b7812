import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Asked, apiError, type Scripted } from '../support/fault-proxy.ts';
import { refusing, scriptedAgent, treeIn } from './lineage-graph.ts';

const statements = '/api/2.0/sql/statements';
const submitted = z.looseObject({
  statement: z.string(),
  query_tags: z.array(z.looseObject({ key: z.string(), value: z.string() })),
});
const forbidden = refusing(403, 'PERMISSION_DENIED', "User does not have BROWSE on Catalog 'main'.");
const absent = refusing(404, 'ENDPOINT_NOT_FOUND', "No API found for 'GET /lineage-tracking/table-lineage'");

/** The warehouse refuses to read the system tables. */
function failing(message: string) {
  return ({ method, url, body }: Asked): Scripted | undefined =>
    method === 'POST' && url.pathname === statements && body.includes('system.access')
      ? { json: { statement_id: '01', status: { state: 'FAILED', error: { error_code: 'BAD_REQUEST', message } } } }
      : undefined;
}

test.each([
  ['403', forbidden, 'HTTP 403 PERMISSION_DENIED'],
  ['404', absent, 'HTTP 404 ENDPOINT_NOT_FOUND'],
  ['503', refusing(503, 'TEMPORARILY_UNAVAILABLE', 'Later.'), 'HTTP 503 TEMPORARILY_UNAVAILABLE'],
  ['switched off', refusing(400, 'FEATURE_DISABLED', 'Lineage is disabled.'), 'HTTP 400 FEATURE_DISABLED'],
])('where the lineage API answers %s, the system tables answer, and it is said', async (_what, script, because) => {
  await using agent = await scriptedAgent(script);
  const { isError, text } = await agent.lineageOf('main.nyctaxi.trips_clean');
  expect(isError).toBe(false);
  expect(treeIn(text)).toBe(
    [
      'main.nyctaxi.trips_clean',
      '  <- main.nyctaxi.trips_raw',
      '    <- samples.nyctaxi.trips',
      '  -> main.nyctaxi.fares_by_zip',
    ].join('\n'),
  );
  expect(text).toContain(`Source: system.access.table_lineage on SQL warehouse`);
  expect(text).toContain(because);
  expect(text).toMatch(/It keeps 395 days.* Newest event: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\./);
  expect(text).toContain('written by\n  statements by analyst@local.lakegoose.test');
});

test('every statement on the system tables is one constant text, tagged with the tool', async () => {
  await using agent = await scriptedAgent(forbidden);
  const sentFor = async (table: string) => {
    agent.asked.length = 0;
    await agent.lineageOf(table, { depth: 1 });
    const posted = agent.asked.filter(({ method, url }) => method === 'POST' && url.pathname === statements);
    return posted.map(({ body }) => submitted.parse(JSON.parse(body)));
  };
  const [one, other] = [await sentFor('main.nyctaxi.trips_clean'), await sentFor('main.nyctaxi.trips_raw')];
  expect(one.length).toBeGreaterThan(0);
  expect(one.map(({ statement }) => statement)).toEqual(other.map(({ statement }) => statement));
  for (const { query_tags } of one) expect(query_tags).toContainEqual({ key: 'tool', value: 'get_table_lineage' });
});

test('columns are followed in the system tables as in the lineage API', async () => {
  await using asked = await scriptedAgent(() => undefined);
  await using fallen = await scriptedAgent(forbidden);
  for (const column of ['average_fare', '*']) {
    const fromApi = await asked.lineageOf('main.nyctaxi.fares_by_zip', { column, depth: 5 });
    const fromSystem = await fallen.lineageOf('main.nyctaxi.fares_by_zip', { column, depth: 5 });
    expect(treeIn(fromApi.text)).toContain(
      '<- main.nyctaxi.trips_clean.fare_amount\n      <- main.nyctaxi.trips_raw.fare_amount\n        <- samples.nyctaxi.trips.fare_amount',
    );
    expect(treeIn(fromSystem.text)).toBe(treeIn(fromApi.text));
    expect(fromSystem.text).toContain('system.access.column_lineage');
  }
});

test('the system tables keep dropped tables, which are marked', async () => {
  await using agent = await scriptedAgent(forbidden, { LAKEGOOSE_SQL_POLICY: 'update' });
  const sql = async (query: string) => {
    const { status } = await agent.workspaceStatement(query);
    expect(status.state).toBe('SUCCEEDED');
  };
  await sql('CREATE TABLE main.default.passing AS SELECT r_name FROM samples.tpch.region');
  await sql('DROP TABLE main.default.passing');
  const { text } = await agent.lineageOf('samples.tpch.region', { direction: 'downstream' });
  expect(treeIn(text)).toBe('samples.tpch.region\n  -> main.default.passing (does not exist any more)');
});

test('none in the system tables is none, with how far they reach', async () => {
  await using agent = await scriptedAgent(absent);
  const { isError, text } = await agent.lineageOf('samples.tpch.part');
  expect(isError).toBe(false);
  expect(treeIn(text)).toContain('no upstream lineage is recorded');
  expect(text).toContain('It keeps 395 days');
});

test('the scope of the SQL guard does not hide lineage', async () => {
  await using agent = await scriptedAgent(forbidden, { LAKEGOOSE_SQL_SCOPE: 'main.nyctaxi' });
  expect(await agent.lineageOf('main.nyctaxi.trips_clean')).toMatchObject({ isError: false });
});

const me = '`analyst@local.lakegoose.test`';
test.each([
  {
    missing:
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'system.access'. SQLSTATE: 42501",
    grants: [
      `GRANT USE SCHEMA ON SCHEMA \`system\`.\`access\` TO ${me}; -- on CATALOG system it would have no effect`,
      `GRANT SELECT ON TABLE \`system\`.\`access\`.\`table_lineage\` TO ${me};`,
    ],
  },
  {
    missing:
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have SELECT on Table 'system.access.table_lineage'. SQLSTATE: 42501",
    grants: [`GRANT SELECT ON TABLE \`system\`.\`access\`.\`table_lineage\` TO ${me};`],
  },
])('not permitted comes with the missing grants: $missing', async ({ missing, grants }) => {
  await using agent = await scriptedAgent(
    refusing(403, 'PERMISSION_DENIED', "User does not have BROWSE on Catalog 'main'.", failing(missing)),
  );
  const { isError, text } = await agent.lineageOf('main.nyctaxi.trips_clean');
  expect(isError).toBe(true);
  expect(text).toMatch(/^Error: \[permission\] You may not see the lineage of main\.nyctaxi\.trips_clean\./);
  expect(text).toContain(missing);
  const given = text.split('\n').filter((line) => line.startsWith('GRANT'));
  expect(given).toEqual([`GRANT BROWSE ON CATALOG \`main\` TO ${me};`, ...grants]);
});

test('where only the system tables are forbidden, only their grants are given', async () => {
  const missing =
    "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE CATALOG on Catalog 'system'. SQLSTATE: 42501";
  await using agent = await scriptedAgent(refusing(404, 'ENDPOINT_NOT_FOUND', 'No API found', failing(missing)));
  const { text } = await agent.lineageOf('main.nyctaxi.trips_clean', { column: 'fare_amount' });
  expect(text).not.toContain('GRANT BROWSE');
  expect(text.match(/^GRANT .*/gm)).toEqual([
    expect.stringContaining('USE CATALOG ON CATALOG `system`'),
    expect.stringContaining('USE SCHEMA ON SCHEMA `system`.`access`'),
    expect.stringContaining('`column_lineage`'),
  ]);
});

test('not enabled is told from not permitted and from none', async () => {
  await using agent = await scriptedAgent(absent, {}, { systemSchemas: ['query'] });
  const { isError, text } = await agent.lineageOf('main.nyctaxi.trips_clean');
  expect(isError).toBe(true);
  expect(text).toMatch(/^Error: \[workspace\] Lineage is not enabled here\./);
  expect(text).toContain('databricks system-schemas enable');
  expect(text).not.toContain('GRANT');
});

test('a warehouse that is too slow to start is told as that, and nothing runs on', async () => {
  await using agent = await scriptedAgent(absent, { LAKEGOOSE_ANSWER_SECONDS: '3' }, { coldStartSeconds: 60 });
  const { isError, text } = await agent.lineageOf('main.nyctaxi.trips_clean');
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^Error: \[workspace\] The lineage of main\.nyctaxi\.trips_clean cannot be read at the moment\./,
  );
  expect(text).toContain('did not answer in time (waiting for SQL warehouse');
  expect(await agent.endsOfLineageStatements()).toEqual(['CANCELED']);
});

test.each([
  [{ table: 'main.nyctaxi.nothing' }, 'does not exist'],
  [{ table: 'trips' }, 'table: must be catalog.schema.table'],
  [{ table: 'main.nyctaxi.trips_raw', depth: 6 }, 'depth: must be a whole number from 1 to 5'],
  [{ table: 'main.nyctaxi.trips_raw', limit: 1.5 }, 'limit: must be a whole number from 1 to 500'],
  [{ table: 'main.nyctaxi.trips_raw', direction: 'sideways' }, 'direction: '],
  [{ table: 'main.nyctaxi.trips_raw', column: 'fare_amout' }, 'Did you mean "fare_amount"?'],
  [{ table: 'main.nyctaxi.trips_raw', column: '' }, 'has no column ""'],
  [{ table: "main.nyctaxi.x' OR '1'='1" }, 'table: must be'],
])('%j is refused with what is wrong', async (given, says) => {
  await using agent = await scriptedAgent(() => undefined);
  const { isError, text } = await agent.call('get_table_lineage', given);
  expect([isError, text]).toEqual([true, expect.stringContaining(says)]);
});

test('who may not look at the table is told that the lineage may be incomplete', async () => {
  await using agent = await scriptedAgent(({ url }) => {
    if (url.pathname.includes('/tables/')) return apiError(403, 'PERMISSION_DENIED', 'No.');
    return url.pathname.includes('/lineage-tracking/') ? { json: {} } : undefined;
  });
  const { isError, text } = await agent.lineageOf('main.nyctaxi.TRIPS_raw');
  expect(isError).toBe(false);
  expect(text).toContain('You may not look at this table, so there may be lineage that you are not shown.');
  const columns = await agent.lineageOf('main.nyctaxi.trips_raw', { column: '*' });
  expect([columns.isError, columns.text]).toEqual([true, expect.stringContaining('Name one of them')]);
});

test('a sign-in that has ended is not taken for missing lineage', async () => {
  await using agent = await scriptedAgent(({ url }) =>
    url.pathname.includes('/lineage-tracking/') ? apiError(401, 'UNAUTHENTICATED', 'Token expired.') : undefined,
  );
  const { isError, text } = await agent.lineageOf('main.nyctaxi.trips_raw');
  expect([isError, text]).toEqual([true, expect.stringMatching(/sign in with/i)]);
  expect(await agent.endsOfLineageStatements()).toEqual([]);
});
