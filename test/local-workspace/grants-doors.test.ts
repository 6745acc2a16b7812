import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYST, INTERN, type People, startWithPeople, UNITY } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
  for (const statement of [
    'CREATE SCHEMA main.vault',
    'CREATE SCHEMA main.lobby',
    'CREATE TABLE main.vault.gold AS SELECT 1 AS ingot',
    'CREATE VIEW main.vault.peek AS SELECT ingot FROM main.vault.gold',
    'CREATE TABLE main.lobby.leaflet AS SELECT ingot FROM main.vault.gold',
    `GRANT USE SCHEMA, SELECT ON SCHEMA main.lobby TO \`${INTERN}\``,
  ])
    await people.analyst.rows(statement);
});
afterAll(() => people.workspace.close());

const schema = 'main.information_schema';
const asked = async (client: WorkspaceClient, path: string): Promise<string> =>
  JSON.stringify((await client.call('GET', path)).json);
const rows = async (client: WorkspaceClient, statement: string): Promise<string> => client.failure(statement);

/** Each way to learn that the table `main.vault.gold` is there, but by its name alone; the answer names it or does not. */
const DOORS: Readonly<Record<string, (client: WorkspaceClient) => Promise<string>>> = {
  show: (client) => rows(client, 'SHOW TABLES IN main.vault'),
  columns: (client) =>
    rows(client, `SELECT * FROM ${schema}.columns WHERE column_name = 'ingot' AND table_name = 'gold'`),
  tables: (client) => rows(client, "SELECT * FROM system.information_schema.tables WHERE table_schema = 'vault'"),
  list: (client) => asked(client, `${UNITY}/tables?catalog_name=main&schema_name=vault`),
  'list browse': (client) => asked(client, `${UNITY}/tables?catalog_name=main&schema_name=vault&include_browse=true`),
  summaries: (client) => asked(client, `${UNITY}/table-summaries?catalog_name=main`),
  'summaries browse': (client) => asked(client, `${UNITY}/table-summaries?catalog_name=main&include_browse=true`),
  lineage: (client) => asked(client, '/api/2.0/lineage-tracking/table-lineage?table_name=main.lobby.leaflet'),
  'column lineage': (client) =>
    asked(
      client,
      '/api/2.0/lineage-tracking/column-lineage?table_name=main.lobby.leaflet&column_name=ingot&lineage_direction=UPSTREAM',
    ),
  dependencies: (client) => asked(client, `${UNITY}/tables/main.vault.peek?include_browse=true`),
};
/** And each way to look at it by its name; the answer tells its column or does not. */
const LOOKS: Readonly<Record<string, (client: WorkspaceClient) => Promise<string>>> = {
  describe: (client) => rows(client, 'DESCRIBE main.vault.gold'),
  'show columns': (client) => rows(client, 'SHOW COLUMNS IN main.vault.gold'),
  select: (client) => rows(client, 'SELECT count(ingot) AS ingot FROM main.vault.gold'),
  get: (client) => asked(client, `${UNITY}/tables/main.vault.gold`),
  'get browse': (client) => asked(client, `${UNITY}/tables/main.vault.gold?include_browse=true`),
};

const ALL = Object.keys(DOORS).filter((door) => door !== 'dependencies');
const BROWSED = ['columns', 'tables', 'list browse', 'summaries browse', 'lineage', 'column lineage', 'dependencies'];
const LOOKED = ['describe', 'show columns', 'get', 'get browse'];

/** What is granted, the doors at which the table shows, and the looks that are let in. */
const LEVELS: readonly (readonly [granted: readonly string[], shows: readonly string[], looks: readonly string[]])[] = [
  [[], [], []],
  [['SELECT ON TABLE main.vault.gold'], [], []],
  [['USE SCHEMA ON SCHEMA main.vault', 'SELECT ON TABLE main.vault.gold'], [], []],
  [['USE CATALOG ON CATALOG main'], [], []],
  [['USE CATALOG ON CATALOG main', 'SELECT ON TABLE main.vault.gold'], [], []],
  [['USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.vault'], [], []],
  // Whoever has BROWSE but may not use the catalog gets no rows from its information_schema, but from that of `system`.
  [['BROWSE ON CATALOG main'], [...BROWSED.filter((door) => door !== 'columns'), 'show'], ['get browse']],
  [['BROWSE, USE CATALOG ON CATALOG main'], [...BROWSED, 'show'], ['get browse']],
  [['BROWSE, USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.vault'], [...BROWSED, 'show'], ['get browse']],
  [
    ['USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.vault', 'SELECT ON TABLE main.vault.gold'],
    ALL,
    [...LOOKED, 'select'],
  ],
  [['USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.vault', 'MODIFY ON TABLE main.vault.gold'], ALL, LOOKED],
  [['USE CATALOG ON CATALOG main', 'USE SCHEMA ON SCHEMA main.vault', 'MANAGE ON TABLE main.vault.gold'], ALL, LOOKED],
  [['USE CATALOG, USE SCHEMA, SELECT ON CATALOG main'], Object.keys(DOORS), [...LOOKED, 'select']],
];

describe('a table shows', () => {
  it.each(LEVELS)('with %j', async (granted, shows, looks) => {
    for (const each of granted) await people.analyst.rows(`GRANT ${each} TO \`${INTERN}\``);
    try {
      const seen: string[] = [];
      for (const [door, look] of Object.entries(DOORS)) {
        const told = await look(people.intern);
        if (/\bgold\b/.test(told) && !/does not/.test(told)) seen.push(door);
      }
      expect(seen.sort()).toEqual([...shows].sort());
      const inside: string[] = [];
      for (const [door, look] of Object.entries(LOOKS))
        if (/ingot|SUCCEEDED/.test(await look(people.intern))) inside.push(door);
      expect(inside.sort()).toEqual([...looks].sort());
    } finally {
      for (const each of granted) await people.analyst.rows(`REVOKE ${each} FROM \`${INTERN}\``);
    }
  });

  it('to its owner everywhere', async () => {
    for (const look of [...Object.values(DOORS), ...Object.values(LOOKS)])
      expect(await look(people.analyst)).toMatch(/gold|ingot|SUCCEEDED/);
  });
});

describe('a view tells what it is made of', () => {
  const told = async (client: WorkspaceClient): Promise<string> =>
    JSON.stringify([
      await client.get(`${UNITY}/tables/main.vault.peek`),
      await client.rows(`SELECT view_definition FROM ${schema}.views WHERE table_name = 'peek'`),
    ]);

  it('to its owner, and to nobody else', async () => {
    for (const each of [
      'USE CATALOG ON CATALOG main',
      'USE SCHEMA ON SCHEMA main.vault',
      'SELECT ON VIEW main.vault.peek',
    ])
      await people.analyst.rows(`GRANT ${each} TO \`${INTERN}\``);
    expect(await told(people.analyst)).toMatch(
      /"view_definition":"SELECT ingot FROM main.vault.gold".*\[\["SELECT ingot/,
    );
    expect(await people.intern.rows('SELECT * FROM main.vault.peek')).toEqual([['1']]);
    expect(await told(people.intern)).not.toContain('gold');
  });
});

describe('a view and a function give away nothing but what they give', () => {
  beforeAll(async () => {
    for (const statement of [
      "CREATE TABLE main.vault.bars AS SELECT id, CASE WHEN id % 1000 = 7 THEN 'bullion' ELSE CAST(id AS STRING) END AS mark FROM range(100000)",
      "CREATE VIEW main.lobby.cut AS SELECT mark FROM main.vault.bars WHERE mark <> 'bullion'",
      "CREATE VIEW main.lobby.ranked AS SELECT mark FROM main.vault.bars QUALIFY row_number() OVER (PARTITION BY id ORDER BY mark) = 1 AND mark <> 'bullion'",
      "CREATE FUNCTION main.lobby.cuts() RETURNS TABLE RETURN SELECT mark FROM main.vault.bars WHERE mark <> 'bullion'",
      'CREATE TABLE main.vault.molten AS SELECT 1 AS ore',
      'CREATE FUNCTION main.vault.smelt() RETURN 1',
      'CREATE VIEW main.lobby.cold AS SELECT ore + main.vault.smelt() AS slag FROM main.vault.molten',
      'CREATE FUNCTION main.lobby.cools() RETURN (SELECT max(ore) FROM main.vault.molten)',
      'CREATE FUNCTION main.lobby.casts() RETURN main.vault.smelt()',
      `GRANT EXECUTE ON SCHEMA main.lobby TO \`${INTERN}\``,
      `GRANT USE CATALOG ON CATALOG main TO \`${INTERN}\``,
    ])
      await people.analyst.rows(statement);
  });
  afterAll(() => people.analyst.rows(`REVOKE USE CATALOG ON CATALOG main FROM \`${INTERN}\``));

  it.each(['main.lobby.cut', 'main.lobby.ranked', 'main.lobby.cuts()'])(
    'no row that %s leaves out, by no error',
    async (relation) => {
      for (const condition of ['CAST(mark AS INT) >= 0', "conv(mark, 10, 16) <> '' AND CAST(mark AS DOUBLE) > -1"])
        expect(await people.intern.rows(`SELECT count(*) FROM ${relation} WHERE ${condition}`)).toEqual([['99900']]);
    },
  );

  it('no name of what is gone, and to the owner all of it', async () => {
    for (const statement of ['DROP TABLE main.vault.molten', 'DROP FUNCTION main.vault.smelt'])
      await people.analyst.rows(statement);
    for (const statement of [
      'SELECT * FROM main.lobby.cold',
      'SELECT main.lobby.cools()',
      'SELECT main.lobby.casts()',
    ]) {
      expect(await people.analyst.failure(statement)).toMatch(/molten|smelt/);
      const told = await people.intern.failure(statement);
      expect(told).toMatch(
        /^\[(TABLE_OR_VIEW_NOT_FOUND|UNRESOLVED_ROUTINE)\] The (view|function) main.lobby.c\w+ does not work/,
      );
      expect(told).not.toMatch(/molten|smelt|vault/);
    }
  });

  it('no name of what cannot be computed, and to the owner all of it', async () => {
    for (const statement of [
      'CREATE TABLE main.vault.slag (ore INT, dross INT)',
      'CREATE VIEW main.vault.heap AS SELECT * FROM main.vault.slag',
      'CREATE VIEW main.lobby.pile AS SELECT ore FROM main.vault.heap',
      "ALTER TABLE main.vault.slag SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
      'ALTER TABLE main.vault.slag RENAME COLUMN ore TO metal',
    ])
      await people.analyst.rows(statement);
    expect(await people.analyst.failure('SELECT * FROM main.lobby.pile')).toContain('main.vault.heap');
    const told = await people.intern.failure('SELECT * FROM main.lobby.pile');
    expect(told).toContain('cannot compute what stands in the view main.lobby.pile');
    expect(told).not.toMatch(/heap|slag|vault|metal/);
  });

  it('of what the owner lacks no more than that, and it is said of what it is', async () => {
    const { admin, analyst, intern } = people;
    await analyst.rows('CREATE FUNCTION main.lobby.counts() RETURN (SELECT count(*) FROM main.vault.bars)');
    await admin.rows('ALTER FUNCTION main.lobby.counts OWNER TO `admin@local.lakegoose.test`');
    const told = await intern.failure('SELECT main.lobby.counts()');
    expect(told).toContain('The function does not have sufficient privilege');
    expect(told).not.toMatch(/vault|bars/);
  });
});

describe("what another's statement asked and answered", () => {
  it('is for who sent it, and its history for administrators', async () => {
    const { statement_id } = await people.analyst.execute('SELECT ingot AS secret FROM main.vault.gold');
    const path = `/api/2.0/sql/statements/${statement_id}`;
    for (const each of [path, `${path}/result/chunks/0`])
      expect(await people.intern.refused('GET', each)).toMatchObject({ status: 404 });
    expect(await people.intern.refused('POST', `${path}/cancel`, {})).toMatchObject({ status: 404 });
    const history = '/api/2.0/sql/history/queries?max_results=100';
    const user = `&filter_by.user_ids=1000000000000001&filter_by.statement_ids=${statement_id}`;
    expect(await asked(people.intern, history)).not.toContain(statement_id);
    expect(await asked(people.intern, history + user)).not.toContain('gold');
    expect(await asked(people.admin, history)).toContain(statement_id);
    expect(await asked(people.analyst, history)).toContain(ANALYST);
  });
});
