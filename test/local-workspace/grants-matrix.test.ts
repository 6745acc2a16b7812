import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, INTERN, lacks, type People, startWithPeople, UNITY } from './grants.ts';
import { type Needed, OPERATIONS, PLACES, READINGS, SUBSTITUTES } from './grants-operations.ts';

type Kind = keyof typeof PLACES;
/** Everything that can be granted on each, but ALL PRIVILEGES, which stands for the rest. */
const ALL: Readonly<Record<Kind, readonly string[]>> = {
  CATALOG: ['USE CATALOG', 'CREATE SCHEMA', 'BROWSE', 'APPLY TAG', 'EXTERNAL USE SCHEMA'],
  SCHEMA: ['USE SCHEMA', 'CREATE TABLE', 'CREATE FUNCTION', 'CREATE VOLUME', 'EXECUTE', 'MANAGE', 'READ VOLUME'],
  TABLE: ['SELECT', 'MODIFY', 'MANAGE', 'APPLY TAG', 'REFRESH'],
  VIEW: ['SELECT', 'MODIFY', 'MANAGE'],
  FUNCTION: ['EXECUTE', 'MANAGE', 'APPLY TAG'],
};
const KINDS = ['CATALOG', 'SCHEMA', 'TABLE', 'VIEW', 'FUNCTION'] as const;
const everything: readonly Needed[] = KINDS.flatMap((on) => ALL[on].map((privilege): Needed => [privilege, on]));

let people: People;
let count = 0;

async function change(what: 'add' | 'remove', needed: readonly Needed[], principal = INTERN): Promise<void> {
  for (const on of KINDS) {
    const privileges = needed.filter(([, place]) => place === on).map(([name]) => name.replaceAll(' ', '_'));
    if (privileges.length === 0) continue;
    const path = `${UNITY}/permissions/${on === 'VIEW' ? 'table' : on.toLowerCase()}/${PLACES[on]}`;
    const body = { changes: [{ principal, [what]: privileges }] };
    expect((await people.analyst.call('PATCH', path, body)).status).toBe(200);
  }
}

async function makeVault(): Promise<void> {
  for (const statement of [
    'CREATE OR REPLACE TABLE main.vault.gold AS SELECT 1 AS a',
    'CREATE OR REPLACE TABLE main.vault.ore AS SELECT 4711 AS a',
    'CREATE OR REPLACE VIEW main.vault.peek AS SELECT a FROM main.vault.ore',
    'CREATE OR REPLACE FUNCTION main.vault.melt(x INT) RETURN x',
  ])
    await people.analyst.rows(statement);
}

beforeAll(async () => {
  people = await startWithPeople();
  await people.analyst.rows('CREATE SCHEMA main.vault');
  await makeVault();
});
afterAll(() => people.workspace.close());

const toldOf = ([, on]: Needed): string => {
  const kind = on === 'VIEW' ? 'TABLE' : on;
  return `${kind.slice(0, 1)}${kind.slice(1).toLowerCase()} '${PLACES[on]}'`;
};

describe('a statement', () => {
  it.each(OPERATIONS)('%s needs what it says, and nothing else will do', async (statement, needed) => {
    const run = (): Promise<string> => {
      count += 1;
      return people.intern.failure(statement.replaceAll('{n}', String(count)));
    };
    const isListing = /^(SHOW (SCHEMAS|TABLES?|VOLUMES) |DESCRIBE (SCHEMA|CATALOG)|USE )/.test(statement);
    for (const missing of needed) {
      const [privilege, on] = missing;
      // Who manages a schema manages what is in it; a listing shows what may be browsed or managed.
      const rest = everything.filter(([name, place]) => {
        if (name === privilege && place === on) return false;
        if (['MANAGE', 'EXECUTE'].includes(privilege) && name === privilege) return false;
        return !(isListing && SUBSTITUTES.includes(name));
      });
      await change('add', rest);
      const message = await run();
      await change('remove', rest);
      expect(message, `without ${privilege}`).toBe(lacks(privilege, toldOf(missing)));
    }
    await change('add', needed);
    const message = await run();
    await change('remove', needed).catch(() => undefined);
    expect(message).toMatch(/^SUCCEEDED/);
    if (/^(DROP|ALTER VIEW|CREATE OR REPLACE TABLE main.vault.gold \(a INT\))/.test(statement)) await makeVault();
  });
});

describe('what stands in a table', () => {
  const without: readonly Needed[] = everything.filter(
    ([name, on]) => !(on === 'TABLE' && ['SELECT', 'MANAGE'].includes(name)) && name !== 'MANAGE' && on !== 'VIEW',
  );
  beforeAll(async () => {
    await people.analyst.rows('CREATE OR REPLACE TABLE main.vault.gold AS SELECT 4711 AS a');
    await change('add', without);
    await people.analyst.rows('CREATE SCHEMA main.desk');
    await people.analyst.rows(`GRANT USE SCHEMA, CREATE TABLE ON SCHEMA main.desk TO \`${INTERN}\``);
    await people.intern.rows('CREATE TABLE main.desk.mine AS SELECT 4711 AS a');
  });
  afterAll(() => change('remove', without));

  it.each(READINGS)('is not for who may not read it: %s', async (statement) => {
    const { status, result } = await people.intern.execute(statement);
    expect({ state: status.state, rows: result?.data_array }).toEqual({ state: 'FAILED', rows: undefined });
    expect(status.error?.message).not.toContain('4711.');
  });

  it('stays as it was after all that', async () => {
    expect(await people.analyst.rows('SELECT a FROM main.vault.gold')).toEqual([['4711']]);
    expect(await people.intern.rows('SELECT a FROM main.desk.mine')).toEqual([['4711']]);
    expect(await people.intern.rows('SHOW TABLES IN main.desk')).toHaveLength(1);
  });
});

describe('what is there', () => {
  /** With § for a name: the answer is the same for one that is there and one that is not. */
  const statements = [
    'SELECT * FROM main.§.gold',
    'DESCRIBE main.§.gold',
    'SHOW COLUMNS IN main.§.gold',
    "SHOW TBLPROPERTIES main.§.gold ('k')",
    'DESCRIBE EXTENDED main.§.gold',
    'DESCRIBE EXTENDED main.§.gold AS JSON',
    'DESCRIBE DETAIL main.§.gold',
    'DESCRIBE FUNCTION main.§.f',
    'DESCRIBE VOLUME main.§.v',
    'SHOW CREATE TABLE main.§.gold',
    'SHOW PARTITIONS main.§.gold',
    "SHOW TABLE EXTENDED IN main.§ LIKE '*'",
    'SHOW FUNCTIONS IN main.§',
    'SHOW VOLUMES IN main.§',
    'CREATE TABLE samples.tpch.x LIKE main.§.gold',
    'ALTER VIEW main.§.peek AS SELECT 1 AS a',
    "ALTER VIEW main.§.peek SET TBLPROPERTIES ('a' = 'b')",
    "ALTER SCHEMA main.§ SET DBPROPERTIES ('a' = 'b')",
    'SHOW TABLES IN main.§',
    'SHOW VIEWS IN main.§',
    'DESCRIBE SCHEMA main.§',
    'USE SCHEMA main.§',
    'USE main.§',
    'SHOW GRANTS ON SCHEMA main.§',
    'SHOW GRANTS ON TABLE main.§.gold',
    `SHOW GRANTS \`${ADMIN}\` ON TABLE main.§.gold`,
    'GRANT SELECT ON TABLE main.§.gold TO analysts',
    'REVOKE SELECT ON SCHEMA main.§ FROM analysts',
    'ALTER SCHEMA main.§ OWNER TO analysts',
    'ALTER TABLE main.§.gold OWNER TO analysts',
    'ALTER TABLE main.§.gold RENAME TO x',
    'ALTER VIEW main.§.peek RENAME TO x',
    'DROP TABLE main.§.gold',
    'DROP TABLE IF EXISTS main.§.gold',
    'DROP SCHEMA main.§',
    'DROP SCHEMA IF EXISTS main.§ CASCADE',
    'CREATE SCHEMA main.§',
    'CREATE SCHEMA IF NOT EXISTS main.§',
    'CREATE TABLE main.§.gold (a INT)',
    'CREATE TABLE IF NOT EXISTS main.§.gold (a INT)',
    'CREATE TABLE samples.tpch.x AS SELECT * FROM main.§.gold',
    "COMMENT ON SCHEMA main.§ IS 'x'",
    "COMMENT ON TABLE main.§.gold IS 'x'",
    'INSERT INTO main.§.gold VALUES (1)',
    'TRUNCATE TABLE main.§.gold',
    'MERGE INTO main.§.gold t USING (VALUES (1)) AS s(a) ON t.a = s.a WHEN MATCHED THEN DELETE',
    'SELECT * FROM main.information_schema.§ LIMIT 1',
    'SELECT main.§.melt(1)',
    'SELECT * FROM main.§.melt(1)',
    'SHOW USER FUNCTIONS IN main.§',
    'SHOW GRANTS ON FUNCTION main.§.melt',
    'GRANT EXECUTE ON FUNCTION main.§.melt TO analysts',
    'ALTER FUNCTION main.§.melt OWNER TO analysts',
    'DROP FUNCTION main.§.melt',
    'DROP FUNCTION IF EXISTS main.§.melt',
    'CREATE FUNCTION main.§.melt() RETURN 1',
    'CREATE OR REPLACE VIEW main.§.gold AS SELECT 1 AS a',
    'EXPLAIN SELECT * FROM main.§.gold',
    "EXPLAIN INSERT INTO main.§.gold VALUES ('x')",
    'ALTER TABLE main.§.gold RENAME COLUMN a TO b',
    'ALTER TABLE main.§.gold ADD CONSTRAINT c CHECK (nope > 0)',
    'ALTER TABLE main.§.gold ALTER COLUMN nope SET DEFAULT 1',
    'INSERT INTO main.§.gold (nope) VALUES (1, 2)',
    'UPDATE main.§.gold SET nope = 1',
    'DELETE FROM main.§.gold WHERE nope = 1',
    'SELECT nope FROM main.§.gold',
    'SELECT * FROM VALUES (1) AS v(a) JOIN main.§.gold USING (nope)',
    "BEGIN EXECUTE IMMEDIATE 'SELECT * FROM main.§.gold'; END",
    "BEGIN DECLARE EXIT HANDLER FOR SQLSTATE '42P01' SELECT 1; SELECT * FROM main.§.gold; END",
    "SELECT * FROM IDENTIFIER('main.§.gold')",
    'DESCRIBE QUERY SELECT * FROM main.§.gold',
    'DESCRIBE main.§.gold nope',
  ];
  const body = { changes: [{ principal: 'analysts', add: ['SELECT'] }] };
  const paths: readonly (readonly [method: string, path: string, body?: object])[] = [
    ['GET', '/schemas/main.§'],
    ['GET', '/tables/main.§.gold'],
    ['GET', '/tables/main.§.gold/exists'],
    ['GET', '/tables?catalog_name=main&schema_name=§'],
    ['GET', '/table-summaries?catalog_name=main&schema_name_pattern=§'],
    ['GET', '/permissions/schema/main.§'],
    ['GET', '/permissions/table/main.§.gold'],
    ['GET', `/permissions/table/main.§.gold?principal=${ADMIN}`],
    ['GET', '/effective-permissions/table/main.§.gold'],
    ['GET', '/functions?catalog_name=main&schema_name=§'],
    ['GET', '/volumes?catalog_name=main&schema_name=§'],
    ['GET', '/functions/main.§.melt'],
    ['GET', '/functions/main.§.melt?include_browse=true'],
    ['GET', '/permissions/function/main.§.melt'],
    ['GET', '/effective-permissions/function/main.§.melt'],
    ['PATCH', '/permissions/function/main.§.melt', { changes: [{ principal: 'analysts', add: ['EXECUTE'] }] }],
    ['PATCH', '/functions/main.§.melt', { owner: 'analysts' }],
    ['PATCH', '/permissions/schema/main.§', body],
    ['PATCH', '/permissions/table/main.§.gold', body],
    ['PATCH', '/schemas/main.§', { owner: 'analysts' }],
    ['PATCH', '/tables/main.§.gold', { owner: 'analysts' }],
  ];
  const lineage = {
    method: 'GET',
    path: '/api/2.0/lineage-tracking/table-lineage?table_name=main.§.gold',
    sent: undefined,
  };

  const same = async (told: (name: string) => Promise<unknown>, name = 'vault'): Promise<void> => {
    const [there, missing] = [await told(name), await told('naught')];
    expect(JSON.parse(JSON.stringify(there).replaceAll(name, 'naught'))).toEqual(missing);
  };

  it.each(statements)('is not told by: %s', async (statement) => {
    await same((name) => people.intern.failure(statement.replaceAll('§', name)));
  });

  it.each([...paths.map(([method, path, sent]) => ({ method, path: UNITY + path, sent })), lineage])(
    'is not told by: $method $path',
    async ({ method, path, sent }) => {
      await same(async (name) => {
        const { status, json } = await people.intern.call(method, path.replace('§', name), sent);
        return { status, json };
      });
    },
  );

  it('is not told by the schema of a request', async () => {
    await same((schema) => people.intern.failure('SELECT 1', { schema }));
  });

  describe('in a schema that one may not use', () => {
    beforeAll(() => change('add', [['USE CATALOG', 'CATALOG']]));
    afterAll(() => change('remove', [['USE CATALOG', 'CATALOG']]));
    const inside = (template: string): string => template.replace(/main\.§\.(gold|melt)/, 'main.vault.§');
    const nameIn = (template: string): string => /§\.(gold|melt)/.exec(template)?.[1] ?? '';

    it.each(statements.filter(nameIn).map((each) => [inside(each), nameIn(each)] as const))(
      'is not told by: %s',
      async (statement, own) => {
        await same((name) => people.intern.failure(statement.replaceAll('§', name)), own);
      },
    );

    it.each(
      [...paths.map(([method, path, sent]) => ({ method, path: UNITY + path, sent })), lineage]
        .filter(({ path }) => nameIn(path))
        .map((each) => ({ ...each, path: inside(each.path), own: nameIn(each.path) })),
    )('is not told by: $method $path', async ({ method, path, sent, own }) => {
      await same(async (name) => {
        const { status, json } = await people.intern.call(method, path.replace('§', name), sent);
        return { status, json };
      }, own);
    });
  });
});
