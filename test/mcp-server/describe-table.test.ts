import { expect, test } from 'vitest';
import { type Asked, apiError, type Scripted } from '../support/fault-proxy.ts';
import { scriptedAgent, treeIn } from './lineage-graph.ts';

const statements = '/api/2.0/sql/statements';

/** Unity Catalog tells more of `main.s.t` than of a table of its own. */
function telling(info: object) {
  const json = { name: 't', catalog_name: 'main', schema_name: 's', full_name: 'main.s.t', columns: [], ...info };
  return ({ url }: Asked): Scripted | undefined =>
    url.pathname === '/api/2.1/unity-catalog/tables/main.s.t' ? { json } : undefined;
}

const columns = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index}`, type_text: 'int', position: index }));

test('everything that Unity Catalog knows is told, with who says so', async () => {
  await using agent = await scriptedAgent(
    telling({
      table_type: 'EXTERNAL',
      data_source_format: 'DELTA',
      owner: 'someone',
      comment: 'Two\nlines',
      columns: [
        { name: 'id', type_text: 'bigint', nullable: false },
        { name: 'month', type_text: 'int', partition_index: 1 },
        { name: 'year', type_text: 'int', partition_index: 0 },
        { name: 'email', type_text: 'string', mask: { function_name: 'main.s.hide' } },
      ],
      properties: {
        'spark.sql.statistics.numRows': '9007199254740993',
        'spark.sql.statistics.totalSize': '12345',
        'delta.lastCommitTimestamp': '1767225600000',
      },
      updated_at: 1767312000000,
      row_filter: { function_name: 'main.s.own' },
      table_constraints: [
        { primary_key_constraint: { child_columns: ['id', 'year'] } },
        { foreign_key_constraint: { child_columns: ['email'], parent_table: 'main.s.p', parent_columns: ['mail'] } },
      ],
    }),
  );
  const { text } = await agent.call('describe_table', { table: 'main.s.t' });
  expect(treeIn(text).split('\n')).toEqual([
    'table: main.s.t',
    'type: EXTERNAL, DELTA',
    'owner: someone',
    'comment: "Two\\nlines"',
    'row count: 9007199254740993 (spark.sql.statistics.numRows, from the last ANALYZE TABLE)',
    'size: 12345 bytes (spark.sql.statistics.totalSize)',
    'data changed: 2026-01-01 00:00:00 UTC (delta.lastCommitTimestamp)',
    'updated: 2026-01-02 00:00:00 UTC (Unity Catalog updated_at)',
    'partitioned by: year, month',
    'primary key: (id, year)',
    'foreign key: (email) -> main.s.p (mail)',
    'rows filtered by main.s.own, so you may see only some',
    'masked columns: email by main.s.hide',
  ]);
  expect(text).toContain('\nid,bigint,false,');
});

test('what is not known, or is no number, is not told', async () => {
  const properties = { 'spark.sql.statistics.numRows': '-1', 'delta.lastCommitTimestamp': 'yesterday' };
  await using agent = await scriptedAgent(telling({ properties, updated_at: 0 }));
  const { text } = await agent.call('describe_table', { table: 'main.s.t' });
  expect(treeIn(text)).toBe('table: main.s.t');
});

test('of 3,000 columns 500 are shown, and it is said how many are not', async () => {
  await using agent = await scriptedAgent(telling({ columns: columns(3000) }));
  const { text } = await agent.call('describe_table', { table: 'main.s.t' });
  expect(text).toContain('2500 of 3000 columns are not shown');
  expect(text).toMatch(/^c499,/m);
  expect(text).not.toMatch(/^c500,/m);
});

test('a view comes with its definition, which is cut where it is long', async () => {
  const definition = `SELECT '${'x'.repeat(10_000)}'`;
  await using agent = await scriptedAgent(telling({ table_type: 'VIEW', view_definition: definition }));
  const { text } = await agent.call('describe_table', { table: 'main.s.t' });
  expect(text).toContain("View definition, the first 4000 of its 10009 characters:\n```text\nSELECT 'xxx");
  expect(text.length).toBeLessThan(4500);
});

test('no row is read unless a sample is asked for', async () => {
  await using agent = await scriptedAgent(() => undefined);
  const sent = () => agent.asked.filter(({ method, url }) => method === 'POST' && url.pathname === statements);
  const without = await agent.call('describe_table', { table: 'samples.tpch.region' });
  expect(without.text).not.toContain('AFRICA');
  expect(sent()).toEqual([]);
  const { text } = await agent.call('describe_table', { table: 'samples.tpch.nation', sample: true });
  expect(text).toContain('Sample of 5 rows at the most:');
  expect(text).toContain('rows: 5');
  expect(text).toContain('n_nationkey:BIGINT,n_name:STRING');
  expect(sent()).toHaveLength(1);
  expect(sent()[0]?.body).toContain('SELECT * FROM `samples`.`tpch`.`nation` LIMIT 5');
});

test('a sample is held to the scope', async () => {
  await using agent = await scriptedAgent(() => undefined, { LAKEGOOSE_SQL_SCOPE: 'main.nyctaxi' });
  expect(await agent.call('describe_table', { table: 'main.nyctaxi.trips_raw', sample: true })).toMatchObject({
    isError: false,
  });
  const outside = await agent.call('describe_table', { table: 'samples.tpch.region', sample: true });
  expect([outside.isError, outside.text]).toEqual([true, expect.stringContaining('OUT_OF_SCOPE')]);
});

test.each([
  [{ table: 'main.s.t', sample: 'yes' }, 'sample: '],
  [{ table: 'main.s' }, 'table: must be catalog.schema.table'],
  [{ table: 'main.nyctaxi.nothing' }, 'does not exist'],
  [{ table: 'nowhere.s.t' }, 'does not exist'],
])('%j is refused with what is wrong', async (given, says) => {
  await using agent = await scriptedAgent(() => undefined);
  const { isError, text } = await agent.call('describe_table', given);
  expect([isError, text]).toEqual([true, expect.stringContaining(says)]);
});

test('who may not look at a table is told so', async () => {
  await using agent = await scriptedAgent(({ url }) =>
    url.pathname.includes('/tables/')
      ? apiError(403, 'PERMISSION_DENIED', 'User does not have USE SCHEMA.')
      : undefined,
  );
  const { isError, text } = await agent.call('describe_table', { table: 'main.nyctaxi.trips_raw' });
  expect([isError, text]).toEqual([true, expect.stringContaining('User does not have USE SCHEMA.')]);
});
