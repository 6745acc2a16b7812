import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnLineage, tableLineage } from '../../src/databricks-api/lineage.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

const PATH = '/api/2.0/lineage-tracking';
const NATIONS = 'samples.tpch.nation';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

async function columns(table: string, column: string, more = '') {
  const query = `table_name=${table}&column_name=${column}${more}`;
  const answer = columnLineage.parse(await client.get(`${PATH}/column-lineage?${query}`));
  const names = (list: typeof answer.upstream_cols) =>
    (list ?? []).map((each) => `${each.catalog_name}.${each.schema_name}.${each.table_name}.${each.name}`).sort();
  return { up: names(answer.upstream_cols), down: names(answer.downstream_cols) };
}

const up = async (column: string) => (await columns('main.default.made', column)).up;

describe('column lineage', () => {
  it('knows the seeded chain in both directions', async () => {
    expect(await columns('main.nyctaxi.trips_clean', 'fare_amount')).toEqual({
      up: ['main.nyctaxi.trips_raw.fare_amount'],
      down: ['main.nyctaxi.fares_by_zip.average_fare'],
    });
    expect(await columns('main.nyctaxi.fares_by_zip', 'trips')).toEqual({ up: [], down: [] });
    expect((await columns('main.nyctaxi.trips_clean', 'pickup_zip', '&lineage_direction=UPSTREAM')).down).toEqual([]);
  });

  it.each([
    ['an expression of two tables', `concat(n.n_name, r.r_name)`, ['nation.n_name', 'region.r_name']],
    ['an alias of the same list', `a`, ['nation.n_nationkey']],
    ['an aggregate', `max(n.n_name) OVER (PARTITION BY r.r_name)`, ['nation.n_name', 'region.r_name']],
    ['a CASE', `CASE WHEN n.n_regionkey = 1 THEN r.r_name END`, ['nation.n_regionkey', 'region.r_name']],
    ['a subquery', `(SELECT max(c_acctbal) FROM samples.tpch.customer)`, ['customer.c_acctbal']],
    ['a text that looks like a column', `'n.n_name'`, []],
  ])('of %s', async (_what, expression, from) => {
    await client.rows(
      `CREATE OR REPLACE TABLE main.default.made AS SELECT a + 1 AS b, ${expression} AS x FROM
       (SELECT n_nationkey AS a, n_name, n_regionkey FROM ${NATIONS}) n JOIN samples.tpch.region r ON n_regionkey = r_regionkey`.replaceAll(
        'SELECT a + 1 AS b',
        'SELECT n.a + 1 AS b',
      ),
    );
    const sources = from.map((name) => `samples.tpch.${name}`);
    expect((await up('x')).filter((name) => sources.includes(name))).toEqual(sources);
    expect(await up('b')).toEqual([`${NATIONS}.n_nationkey`]);
  });

  it('goes through CTEs, unions, USING, stars and views', async () => {
    await client.rows(
      'CREATE VIEW main.default.shown (key, word) AS SELECT n_nationkey, upper(n_name) FROM samples.tpch.nation',
    );
    await client.rows('CREATE TABLE main.default.made2 (id BIGINT, label STRING, note STRING)');
    await client.rows(
      `INSERT INTO main.default.made2 (label, id) WITH both AS (SELECT word, key FROM main.default.shown UNION ALL SELECT r_name, r_regionkey FROM samples.tpch.region)
       SELECT * FROM both`,
    );
    expect(await columns('main.default.made2', 'label')).toEqual({
      up: ['main.default.shown.word', 'samples.tpch.region.r_name'],
      down: [],
    });
    expect(await columns('main.default.shown', 'word')).toEqual({
      up: [`${NATIONS}.n_name`],
      down: ['main.default.made2.label'],
    });
    await client.rows(`UPDATE main.default.made2 SET note = (SELECT max(p_name) FROM samples.tpch.part), label = note`);
    expect((await columns('main.default.made2', 'note')).up).toEqual(['samples.tpch.part.p_name']);
    expect((await columns('main.default.made2', 'id')).up).toEqual([
      'main.default.shown.key',
      'samples.tpch.region.r_regionkey',
    ]);
  });

  it('is not given to another column that gets the name of one that was renamed or dropped', async () => {
    for (const statement of [
      'CREATE TABLE main.default.source AS SELECT 1 AS a, 2 AS b, 3 AS c',
      "ALTER TABLE main.default.source SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
      'CREATE TABLE main.default.copied AS SELECT a, b, c FROM main.default.source',
      'ALTER TABLE main.default.source RENAME COLUMN a TO z',
      'ALTER TABLE main.default.source DROP COLUMN b',
      'ALTER TABLE main.default.source ADD COLUMNS (a INT, b INT)',
    ])
      await client.rows(statement);
    const down = async (column: string) => (await columns('main.default.source', column)).down;
    expect([await down('a'), await down('b'), await down('z')]).toEqual([[], [], []]);
    expect(await down('c')).toEqual(['main.default.copied.c']);
    expect((await columns('main.default.copied', 'a')).up).toEqual([]);
  });

  it('refuses a column and a table that are not there, and a direction that is none', async () => {
    const ask = (query: string) => client.refused('GET', `${PATH}/column-lineage?${query}`);
    expect(await ask(`table_name=${NATIONS}&column_name=nope`)).toMatchObject({ status: 400 });
    expect(await ask('table_name=main.default.nope&column_name=a')).toMatchObject({
      status: 404,
      error_code: 'TABLE_DOES_NOT_EXIST',
    });
    expect(await ask(`table_name=${NATIONS}`)).toMatchObject({ status: 400, error_code: 'INVALID_PARAMETER_VALUE' });
    expect(await ask(`table_name=${NATIONS}&column_name=n_name&lineage_direction=SIDEWAYS`)).toMatchObject({
      status: 400,
    });
  });
});

describe('table lineage', () => {
  it('tells which statements wrote, where it is asked', async () => {
    const ask = (more: string) => client.get(`${PATH}/table-lineage?table_name=main.nyctaxi.trips_clean${more}`);
    const answer = tableLineage.parse(await ask('&include_entity_lineage=true'));
    expect(answer.upstreams?.[0]?.queryInfos).toEqual([
      { workspace_id: expect.any(Number), query_id: expect.any(String), lineage_timestamp: expect.any(String) },
    ]);
    expect(JSON.stringify(await ask(''))).not.toContain('queryInfos');
    expect(await ask('&lineage_direction=UPSTREAM')).not.toHaveProperty('downstreams');
  });

  it('forgets a dropped table, and does not give its lineage to the next of that name', async () => {
    const path = `${PATH}/table-lineage?table_name=samples.tpch.supplier`;
    await client.rows('CREATE TABLE main.default.older (a INT)');
    await client.rows('CREATE TABLE main.default.gone AS SELECT s_name FROM samples.tpch.supplier');
    expect(await client.get(path)).toHaveProperty('downstreams');
    await client.rows('DROP TABLE main.default.gone');
    expect(await client.get(path)).toEqual({});
    await client.rows('ALTER TABLE main.default.older RENAME TO main.default.gone');
    expect(await client.get(path)).toEqual({});
    await client.rows('DROP TABLE main.default.gone');
    await client.rows('CREATE TABLE main.default.gone (a INT)');
    expect(await client.get(path)).toEqual({});
    const kept = await client.rows(
      `SELECT source_table_name, target_table_name, target_type FROM system.access.table_lineage
       WHERE target_table_full_name = 'main.default.gone' AND source_table_full_name IS NOT NULL`,
    );
    expect(kept).toEqual([['supplier', 'gone', 'TABLE']]);
  });
});

describe('system.access', () => {
  it('keeps every read and write, by whom and by which statement', async () => {
    const made = await client.execute(
      'CREATE TABLE main.default.kept AS SELECT r_name AS name FROM samples.tpch.region',
    );
    await client.rows('SELECT count(*) FROM main.default.kept');
    const rows = await client.rows(
      `SELECT source_table_full_name, source_type, target_table_full_name, target_table_catalog, created_by, statement_id, entity_type, event_date = CAST(event_time AS DATE)
       FROM system.access.table_lineage WHERE source_table_name = 'kept' OR target_table_name = 'kept' ORDER BY event_time, target_table_name`,
    );
    const who = 'analyst@local.lakegoose.test';
    expect(rows).toEqual([
      ['samples.tpch.region', 'TABLE', 'main.default.kept', 'main', who, made.statement_id, null, 'true'],
      ['main.default.kept', 'TABLE', null, null, who, expect.any(String), null, 'true'],
    ]);
    const pairs = await client.rows(
      `SELECT source_table_full_name, source_column_name, target_table_full_name, target_column_name FROM system.access.column_lineage WHERE statement_id = '${made.statement_id}'`,
    );
    expect(pairs).toEqual([['samples.tpch.region', 'r_name', 'main.default.kept', 'name']]);
    expect(
      (await client.execute('SELECT * FROM system.access.column_lineage LIMIT 1')).manifest?.schema.column_count,
    ).toBe(27);
  });

  it('is not there where its schema is not switched on', async () => {
    const without = await startLocalWorkspace({ systemSchemas: ['query'] });
    try {
      const other = new WorkspaceClient(without);
      const answer = await other.execute('SELECT * FROM system.access.table_lineage');
      expect(answer.status).toMatchObject({ state: 'FAILED', sql_state: '42P01' });
      expect(answer.status.error?.message).toContain(
        'The table or view `system`.`access`.`table_lineage` cannot be found',
      );
      expect(await other.rows('SHOW SCHEMAS IN system')).toEqual([['information_schema'], ['query']]);
      expect(await other.get(`${PATH}/table-lineage?table_name=main.nyctaxi.trips_clean`)).toHaveProperty('upstreams');
    } finally {
      await without.close();
    }
  });

  it.each([
    'INSERT INTO system.access.table_lineage SELECT 1',
    'DROP TABLE system.query.history',
    'CREATE SCHEMA system.mine',
    'CREATE TABLE main.information_schema.t (a INT)',
  ])('refuses %s', async (statement) => {
    expect(await client.failure(statement)).toContain('[INSUFFICIENT_PERMISSIONS]');
  });
});
