import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

const BASE = '/api/2.1/unity-catalog';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
  await client.rows(`CREATE VIEW main.default.shown COMMENT 'Shown.' AS SELECT n_name FROM samples.tpch.nation`);
});
afterAll(() => workspace.close());

describe('Unity Catalog', () => {
  it('tells a view with its definition', async () => {
    expect(await client.get(`${BASE}/tables/main.default.shown`)).toMatchObject({
      table_type: 'VIEW',
      view_definition: 'SELECT n_name FROM samples.tpch.nation',
      comment: 'Shown.',
    });
    expect(await client.get(`${BASE}/tables/main.default.shown/exists`)).toEqual({ table_exists: true });
    expect(await client.get(`${BASE}/tables/main.default.nope/exists`)).toEqual({ table_exists: false });
  });

  it('tells the properties of a table', async () => {
    await client.rows("CREATE TABLE main.default.kept (a INT) TBLPROPERTIES ('team' = 'fares')");
    await client.rows("ALTER TABLE main.default.kept SET TBLPROPERTIES ('quality' = 'good')");
    expect(await client.get(`${BASE}/tables/main.default.kept`)).toMatchObject({
      properties: { team: 'fares', quality: 'good' },
    });
    await client.rows('DROP TABLE main.default.kept');
  });

  it('tells of everything when and by whom it was made, and of a view what it reads', async () => {
    const started = Date.now();
    await client.rows('CREATE SCHEMA main.told');
    await client.rows("CREATE TABLE main.told.full (a INT NOT NULL COMMENT 'One.', b DECIMAL(9,2), c STRING)");
    await client.rows(
      'CREATE VIEW main.told.over AS SELECT a, n_name FROM main.told.full JOIN main.default.shown ON true',
    );
    const made = { created_by: expect.stringContaining('@'), updated_by: expect.stringContaining('@') };
    const table = await client.get(`${BASE}/tables/main.told.full`);
    expect(table).toMatchObject({
      ...made,
      properties: {},
      table_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(table).not.toHaveProperty('view_dependencies');
    expect(
      z
        .object({ columns: z.array(z.object({ type_json: z.string() })) })
        .parse(table)
        .columns.map((column) => JSON.parse(column.type_json)),
    ).toEqual([
      { name: 'a', type: 'integer', nullable: false, metadata: { comment: 'One.' } },
      { name: 'b', type: 'decimal(9,2)', nullable: true, metadata: {} },
      { name: 'c', type: 'string', nullable: true, metadata: {} },
    ]);
    await client.rows('CREATE OR REPLACE TABLE main.told.full (a INT)');
    expect(await client.get(`${BASE}/tables/main.told.full`)).toMatchObject({ table_id: table.table_id });
    await client.rows('DROP TABLE main.told.full');
    await client.rows('CREATE TABLE main.told.full (a INT)');
    expect((await client.get(`${BASE}/tables/main.told.full`)).table_id).not.toBe(table.table_id);
    expect(await client.get(`${BASE}/tables/main.told.over`)).toMatchObject({
      ...made,
      view_dependencies: {
        dependencies: ['main.told.full', 'main.default.shown'].map((name) => ({ table: { table_full_name: name } })),
      },
    });
    const times = z.looseObject({
      created_at: z.number(),
      updated_at: z.number(),
      created_by: z.string(),
      updated_by: z.string(),
    });
    for (const path of [
      'catalogs/main',
      'catalogs/system',
      'schemas/main.information_schema',
      'schemas/system.access',
      'tables/main.information_schema.tables',
      'tables/system.access.table_lineage',
    ]) {
      const { created_at, updated_at } = times.parse(await client.get(`${BASE}/${path}`));
      expect([created_at > started - 600_000, created_at <= updated_at, updated_at <= Date.now()]).toEqual([
        true,
        true,
        true,
      ]);
    }
    await client.rows('DROP SCHEMA main.told CASCADE');
  });

  it('summarises tables by patterns', async () => {
    const path = `${BASE}/table-summaries?catalog_name=main&schema_name_pattern=de%25&table_name_pattern=sho_n`;
    expect(await client.get(path)).toEqual({ tables: [{ full_name: 'main.default.shown', table_type: 'VIEW' }] });
  });

  it('has no functions and no volumes, and says so', async () => {
    for (const kind of ['functions', 'volumes']) {
      const path = `${BASE}/${kind}?catalog_name=main&schema_name=default`;
      expect(await client.get(path)).toEqual({ [kind]: [] });
      expect(await client.refused('GET', path.replace('default', 'nope'))).toMatchObject({ status: 404 });
      expect(await client.refused('GET', `${BASE}/${kind}`)).toMatchObject({ status: 400 });
    }
    const missing = (path: string) => client.refused('GET', `${BASE}${path}`);
    expect(await missing('/functions/main.default.f')).toEqual({
      status: 404,
      error_code: 'FUNCTION_DOES_NOT_EXIST',
      message: "Function 'main.default.f' does not exist.",
    });
    expect(await missing('/volumes/main.nope.v')).toMatchObject({ status: 404, error_code: 'SCHEMA_DOES_NOT_EXIST' });
  });

  it('names its metastore', async () => {
    const { metastore_id, default_catalog_name } = await client.get(`${BASE}/current-metastore-assignment`);
    expect(default_catalog_name).toBe('main');
    expect(await client.get(`${BASE}/metastore_summary`)).toMatchObject({ metastore_id });
    expect(await client.get(`${BASE}/catalogs/main`)).toMatchObject({ metastore_id });
  });

  it('lists the system catalog and an information_schema in every catalog', async () => {
    expect(await client.rows('SHOW CATALOGS')).toEqual([['main'], ['samples'], ['system']]);
    expect(await client.get(`${BASE}/schemas?catalog_name=system`)).toMatchObject({
      schemas: [{ name: 'access' }, { name: 'information_schema' }, { name: 'query' }],
    });
    expect(await client.get(`${BASE}/tables/system.query.history`)).toMatchObject({ columns: expect.any(Array) });
    expect(await client.get(`${BASE}/tables?catalog_name=main&schema_name=information_schema`)).toMatchObject({
      tables: expect.arrayContaining(
        [
          'catalog_privileges',
          'catalogs',
          'columns',
          'schema_privileges',
          'schemata',
          'table_privileges',
          'tables',
          'views',
        ].map((name) => expect.objectContaining({ name, table_type: 'VIEW' })),
      ),
    });
  });

  it('may give an empty first page', async () => {
    const other = await startLocalWorkspace({ emptyFirstPages: true });
    try {
      const plain = new WorkspaceClient(other);
      const first = await plain.get(`${BASE}/catalogs?max_results=0`);
      expect(first).toEqual({ catalogs: [], next_page_token: expect.any(String) });
      const second = await plain.get(`${BASE}/catalogs?page_token=${first.next_page_token}`);
      expect(second).toMatchObject({ catalogs: [{ name: 'main' }, { name: 'samples' }, { name: 'system' }] });
    } finally {
      await other.close();
    }
  });
});

describe('information_schema', () => {
  it('tells of one catalog, or of all under system', async () => {
    const own = 'SELECT table_schema, table_name, table_type FROM main.information_schema.tables';
    expect(await client.rows(`${own} WHERE table_schema = 'default'`)).toEqual([['default', 'shown', 'VIEW']]);
    expect(await client.rows('SELECT DISTINCT table_catalog FROM system.information_schema.tables ORDER BY 1')).toEqual(
      [['main'], ['samples'], ['system']],
    );
    expect(await client.rows('SELECT catalog_name FROM samples.information_schema.catalogs')).toEqual([['samples']]);
    expect(await client.rows('SELECT schema_name FROM information_schema.schemata ORDER BY 1')).toEqual([
      ['default'],
      ['information_schema'],
      ['nyctaxi'],
    ]);
  });

  it('tells columns with their types, and views with their text', async () => {
    expect(
      await client.rows(
        `SELECT column_name, ordinal_position, full_data_type, data_type, numeric_precision, numeric_scale, is_nullable
         FROM samples.information_schema.columns WHERE table_name = 'lineitem' AND ordinal_position BETWEEN 4 AND 5 ORDER BY 2`,
      ),
    ).toEqual([
      ['l_linenumber', '4', 'int', 'INT', '32', '0', 'YES'],
      ['l_quantity', '5', 'decimal(18,2)', 'DECIMAL', '18', '2', 'YES'],
    ]);
    expect(
      await client.rows('SELECT view_definition FROM main.information_schema.views WHERE table_schema = :s', {
        parameters: [{ name: 's', value: 'default' }],
      }),
    ).toEqual([['SELECT n_name FROM samples.tpch.nation']]);
    expect(await client.failure('SELECT * FROM main.information_schema.row_filters')).toContain(
      'cannot compute main.information_schema.row_filters',
    );
  });
});
