import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let workspace: Awaited<ReturnType<typeof startLocalWorkspace>>;
let client: WorkspaceClient;
const open = async (): Promise<void> => {
  workspace = await startLocalWorkspace({ dataDirectory: directory.path });
  client = new WorkspaceClient(workspace);
};
beforeAll(async () => {
  directory = await temporaryDirectory();
  await open();
});
afterAll(async () => {
  await workspace.close();
  await directory[Symbol.asyncDispose]();
});

const make = async (...statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await client.rows(statement);
};

// Rules and classes are Delta's (Spark 4.2, Delta 4.4), but of SET NOT NULL, which open-source Delta refuses.
describe('CREATE TABLE … LIKE', () => {
  it('takes columns, rules, partitions, comment and properties over, and no rows', async () => {
    await make(
      `CREATE TABLE src (id BIGINT NOT NULL COMMENT 'The id.', v VARCHAR(3) DEFAULT 'x', g BIGINT GENERATED ALWAYS AS (id + 1), d DATE)
       PARTITIONED BY (d) COMMENT 'Source.' TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported', 'k' = 'v')`,
      'ALTER TABLE src ADD CONSTRAINT pos CHECK (id > 0)',
      'INSERT INTO src (id) VALUES (7)',
      "CREATE TABLE copy LIKE src TBLPROPERTIES ('z' = '1')",
      'CREATE TABLE IF NOT EXISTS copy LIKE src',
    );
    const [[text] = []] = await client.rows('SHOW CREATE TABLE src');
    expect(await client.rows('SHOW CREATE TABLE copy')).toEqual([
      [text?.replace('default.src', 'default.copy').replace("'k' = 'v')", "'k' = 'v',\n  'z' = '1')")],
    ]);
    expect(await client.rows('SELECT * FROM copy')).toEqual([]);
    expect(await client.failure('INSERT INTO copy (id) VALUES (0)')).toContain('CHECK constraint pos');
    expect(await client.failure('INSERT INTO copy (id) VALUES (NULL)')).toContain('[DELTA_');
    await client.rows('INSERT INTO copy (id) VALUES (1)');
    expect(await client.rows('SELECT * FROM copy')).toEqual([['1', 'x', '2', null]]);
    expect(await client.failure('CREATE TABLE copy LIKE src')).toContain('[TABLE_OR_VIEW_ALREADY_EXISTS]');
    await make(
      'CREATE VIEW over AS SELECT 1 AS a',
      'CREATE TABLE counted (id BIGINT GENERATED ALWAYS AS IDENTITY, v INT)',
    );
    expect(await client.failure('CREATE TABLE x LIKE over')).toContain('[EXPECT_TABLE_NOT_VIEW');
    expect(await client.failure('CREATE TABLE x LIKE counted')).toContain('cannot compute CREATE TABLE … LIKE');
    expect(await client.failure('CREATE TABLE x LIKE main.information_schema.tables')).toContain(
      '[EXPECT_TABLE_NOT_VIEW',
    );
  });
});

describe('ALTER VIEW', () => {
  it('gives another query, which has to be right, and leaves comment and properties', async () => {
    await make(
      "CREATE VIEW told (a) COMMENT 'Told.' TBLPROPERTIES ('p' = 'q') AS SELECT 1 AS one",
      "ALTER VIEW told AS SELECT 2 AS two, 'x' AS b",
      "ALTER VIEW told SET TBLPROPERTIES ('r' = 's', 'comment' = 'Said.')",
      "ALTER VIEW told UNSET TBLPROPERTIES ('p', 'naught')",
    );
    expect(await client.rows('SELECT * FROM told')).toEqual([['2', 'x']]);
    expect(await client.rows('SHOW CREATE TABLE told')).toEqual([
      [
        "CREATE VIEW main.default.told (\n  two,\n  b)\nCOMMENT 'Said.'\nTBLPROPERTIES (\n  'r' = 's')\nWITH SCHEMA COMPENSATION\nAS SELECT 2 AS two, 'x' AS b\n",
      ],
    ]);
    expect(await client.failure('ALTER VIEW told AS SELECT * FROM told')).toContain('[RECURSIVE_VIEW]');
    expect(await client.failure('ALTER VIEW told AS SELECT nope')).toContain('[UNRESOLVED_COLUMN');
    expect(await client.failure('ALTER VIEW src AS SELECT 1 AS a')).toContain('[EXPECT_VIEW_NOT_TABLE');
    expect(await client.failure("ALTER TABLE told SET TBLPROPERTIES ('a' = 'b')")).toContain('[EXPECT_TABLE_NOT_VIEW');
    expect(await client.rows('SELECT * FROM told')).toEqual([['2', 'x']]);
  });
});

describe('ALTER TABLE', () => {
  it('adds a column once, and knows no IF NOT EXISTS of columns', async () => {
    await make('CREATE TABLE once (a INT)');
    for (const columns of ['(b INT, b STRING)', '(b INT, B STRING)'])
      expect(await client.failure(`ALTER TABLE once ADD COLUMNS ${columns}`)).toMatch(/^\[COLUMN_ALREADY_EXISTS\]/);
    expect(await client.failure('ALTER TABLE once ADD COLUMN IF NOT EXISTS n INT')).toMatch(/^\[PARSE_SYNTAX_ERROR\]/);
    expect((await client.rows('DESCRIBE once')).map(([name]) => name)).toEqual(['a']);
  });

  it('moves columns, and every statement finds them', async () => {
    await make(
      "CREATE TABLE moved AS SELECT 1 AS a, 'x' AS b, 2.5D AS c",
      'ALTER TABLE moved ALTER COLUMN c FIRST',
      'ALTER TABLE moved ALTER COLUMN a AFTER b',
      "INSERT INTO moved VALUES (3.5, 'y', 4)",
    );
    expect(await client.rows('SELECT * FROM moved ORDER BY a')).toEqual([
      ['2.5', 'x', '1'],
      ['3.5', 'y', '4'],
    ]);
    expect(await client.rows('SHOW COLUMNS IN moved')).toEqual([['c'], ['b'], ['a']]);
    expect(await client.failure('ALTER TABLE moved ALTER COLUMN a AFTER nope')).toContain('[UNRESOLVED_COLUMN');
    expect(await client.failure('ALTER TABLE moved ALTER COLUMN a AFTER a')).toContain('[UNRESOLVED_COLUMN');
  });

  it('keeps NULL out of a column that has none', async () => {
    await make('CREATE TABLE filled AS SELECT CAST(NULL AS INT) AS a');
    const set = 'ALTER TABLE filled ALTER COLUMN a SET NOT NULL';
    expect(await client.failure(set)).toContain('[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]');
    await make('UPDATE filled SET a = 1', set);
    expect(await client.failure('INSERT INTO filled VALUES (NULL)')).toContain('[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]');
    await make('ALTER TABLE filled ALTER COLUMN a DROP NOT NULL', 'INSERT INTO filled VALUES (NULL)');
  });

  it('clusters, and knows the columns by their new names', async () => {
    await make(
      "CREATE TABLE near (a INT, b INT) CLUSTER BY (A) TBLPROPERTIES ('delta.columnMapping.mode' = 'name')",
      'ALTER TABLE near RENAME COLUMN a TO c',
    );
    const clustering = async () => (await client.rows('SHOW CREATE TABLE near')).join().match(/CLUSTER BY .*/)?.[0];
    expect(await clustering()).toBe('CLUSTER BY (c)');
    expect(await client.failure('ALTER TABLE near DROP COLUMN c')).toContain(
      '[DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN]',
    );
    await make('ALTER TABLE near CLUSTER BY (b, c)');
    expect(await clustering()).toBe('CLUSTER BY (b, c)');
    await make('ALTER TABLE near CLUSTER BY NONE');
    expect(await clustering()).toBeUndefined();
    expect(await client.failure('ALTER TABLE near CLUSTER BY (x)')).toContain('[COLUMN_NOT_DEFINED_IN_TABLE]');
    expect(await client.failure('CREATE TABLE x (a INT, b INT) PARTITIONED BY (a) CLUSTER BY (b)')).toContain(
      '[SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED]',
    );
  });

  it('takes properties for what they are', async () => {
    await make("CREATE TABLE owned (a INT) TBLPROPERTIES ('comment' = 'Mine.', 'delta.constraints.pos' = 'a > 0')");
    expect(await client.rows('SHOW TBLPROPERTIES owned')).toEqual([['delta.constraints.pos', 'a > 0']]);
    expect(await client.failure('INSERT INTO owned VALUES (0)')).toContain('CHECK constraint pos (a > 0)');
    expect(await client.rows("SELECT comment FROM main.information_schema.tables WHERE table_name = 'owned'")).toEqual([
      ['Mine.'],
    ]);
    await make("ALTER TABLE owned UNSET TBLPROPERTIES ('delta.constraints.pos')", 'INSERT INTO owned VALUES (0)');
    const set = (properties: string) => client.failure(`ALTER TABLE owned SET TBLPROPERTIES (${properties})`);
    expect(await set("'delta.constraints.x' = 'a > 1'")).toContain('[DELTA_ADD_CONSTRAINTS]');
    expect(await set("'owner' = 'x'")).toContain(
      '[UNSUPPORTED_FEATURE.SET_TABLE_PROPERTY] The feature is not supported: owner is',
    );
    expect(await set("'k' = 'v', 'k' = 'w'")).toContain('[DUPLICATE_KEY] Found duplicate keys `k`.');
    for (const property of ["'DELTA.APPENDONLY' = 'true'", "'delta.logRetentionDuration' = 'long'"])
      expect(await set(property)).toContain('cannot compute the table property delta.');
    expect(await set("'delta.nonsense' = '1'")).toContain('[DELTA_UNKNOWN_CONFIGURATION]');
    await make(
      "CREATE TABLE bound (a INT) TBLPROPERTIES ('Delta.Constraints.pos' = 'a > 0', 'DELTA.appendonly' = 'false')",
    );
    expect(await client.failure('INSERT INTO bound VALUES (0)')).toContain('CHECK constraint pos (a > 0)');
    expect(await client.rows("SHOW TBLPROPERTIES bound ('delta.appendOnly')")).toEqual([['delta.appendOnly', 'false']]);
    expect(await client.failure("CREATE SCHEMA x WITH DBPROPERTIES ('location' = 'x')")).toContain(
      '.SET_NAMESPACE_PROPERTY]',
    );
  });

  it.each([
    ["ALTER TABLE src ALTER COLUMN v COMMENT 'a', id COMMENT 'b'", 'changes of several columns'],
    ['ALTER TABLE src ALTER COLUMN v TYPE STRING', 'ALTER COLUMN … TYPE STRING'],
    ['ALTER TABLE src CLUSTER BY AUTO', 'CLUSTER BY AUTO'],
    ['ALTER VIEW told ALTER COLUMN a', 'ALTER VIEW … ALTER COLUMN'],
    ['ALTER SCHEMA default DEFAULT COLLATION x', 'ALTER SCHEMA … DEFAULT COLLATION'],
    ['UNDROP TABLE src', 'UNDROP'],
    ['OPTIMIZE src', 'OPTIMIZE'],
    ['VACUUM src', 'VACUUM'],
    ['ANALYZE TABLE src COMPUTE STATISTICS', 'ANALYZE'],
    ['SHOW PARTITIONS src PARTITION (d = 1)', 'SHOW PARTITIONS … PARTITION'],
    ['DESCRIBE src PARTITION (d = 1)', 'DESCRIBE … PARTITION'],
    ["SET TIME ZONE 'Asia/Tokyo'", 'SET spark.sql.session.timeZone = Asia/Tokyo'],
    ['SET ansi_mode = false', 'SET ansi_mode = false'],
  ])('refuses by name: %s', async (statement, name) => {
    expect(await client.failure(statement)).toMatch(/^\[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE\]/);
    expect(await client.failure(statement)).toContain(name);
  });
});

describe('SET and RESET', () => {
  it('tell parameters and take the values that they have', async () => {
    expect(await client.rows('SET')).toContainEqual(['TIMEZONE', 'UTC']);
    expect(await client.rows('SET spark.sql.ansi.enabled')).toEqual([['spark.sql.ansi.enabled', 'true']]);
    expect(await client.rows('SET use_cached_result = false')).toEqual([['use_cached_result', 'false']]);
    expect(await client.rows("SET TIME ZONE 'UTC'")).toEqual([['spark.sql.session.timeZone', 'UTC']]);
    expect(await client.rows('RESET')).toEqual([]);
    expect(await client.rows('RESET timezone')).toEqual([]);
    expect(await client.failure('RESET threads')).toContain('[CONFIG_NOT_AVAILABLE] Configuration threads');
    expect(await client.failure('SET spark.driver.memory = 1g')).toContain(
      '[CONFIG_NOT_AVAILABLE] Configuration spark.driver.memory',
    );
  });
});

it('all of it is there after a restart', async () => {
  await make(
    "CREATE SCHEMA kept COMMENT 'Kept.' WITH DBPROPERTIES ('a' = 'b')",
    "ALTER SCHEMA kept SET DBPROPERTIES ('c' = 'd')",
    "CREATE FUNCTION kept.f(x INT COMMENT 'ex') RETURN x",
    'CREATE TABLE kept.t (id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 3), v INT) CLUSTER BY (v)',
  );
  const told = async () => [
    await client.rows('DESCRIBE SCHEMA EXTENDED kept'),
    await client.rows('DESCRIBE FUNCTION EXTENDED kept.f'),
    await client.rows('SHOW CREATE TABLE kept.t'),
    await client.rows('SHOW CREATE TABLE told'),
  ];
  const before = await told();
  await workspace.close();
  await open();
  expect(await told()).toEqual(before);
});

it('a view finds its columns by their names, and is refused where one has another type or is gone', async () => {
  const named = "TBLPROPERTIES('delta.columnMapping.mode' = 'name')";
  await client.rows(`CREATE TABLE main.default.turned ${named} AS SELECT 1 AS a, 2 AS b`);
  await client.rows('CREATE VIEW main.default.old AS SELECT * FROM main.default.turned');
  await client.rows('CREATE VIEW main.default.called (x, y) AS SELECT * FROM main.default.turned');
  const views = ['old', 'called'];
  const refused = expect.stringContaining('[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE]');
  await client.rows('ALTER TABLE main.default.turned DROP COLUMN a');
  for (const view of views) expect(await client.failure(`SELECT * FROM main.default.${view}`)).toEqual(refused);
  await client.rows('ALTER TABLE main.default.turned ADD COLUMN a INT');
  for (const view of views) expect(await client.rows(`SELECT * FROM main.default.${view}`)).toEqual([[null, '2']]);
  await client.rows('ALTER TABLE main.default.turned DROP COLUMN a');
  await client.rows('ALTER TABLE main.default.turned ADD COLUMN a STRING');
  for (const view of views) expect(await client.failure(`SELECT * FROM main.default.${view}`)).toEqual(refused);
});

it('two columns of a view that were called alike stay two', async () => {
  await client.rows(
    'CREATE VIEW main.default.two (x, y) AS SELECT t.a, u.a FROM VALUES (1) AS t(a), VALUES (2) AS u(a)',
  );
  expect(await client.rows('SELECT x, y FROM main.default.two')).toEqual([['1', '2']]);
});
