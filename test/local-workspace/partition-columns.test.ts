import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: Awaited<ReturnType<typeof startLocalWorkspace>>;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

const DEFAULTS = "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')";
const make = async (...statements: readonly string[]): Promise<void> => {
  await client.rows('DROP TABLE IF EXISTS t');
  for (const statement of statements) await client.rows(statement);
};
const MERGE = `MERGE INTO t USING (SELECT * FROM VALUES (1, ''), (2, '') AS v (a, b)) AS s ON t.a = s.a
  WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`;

// Asked of Delta (Spark 4.2, Delta 4.4).
describe('an empty text in a partition column is NULL', () => {
  it.each([
    ['INSERT', ['CREATE TABLE t (a INT, b STRING) PARTITIONED BY (B)', "INSERT INTO t VALUES (1, '')"]],
    ['INSERT OVERWRITE', ['CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)', "INSERT OVERWRITE t VALUES (1, '')"]],
    [
      'REPLACE WHERE',
      ['CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)', "INSERT INTO t REPLACE WHERE b IS NULL VALUES (1, '')"],
    ],
    [
      'UPDATE',
      ['CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, 'x')", "UPDATE t SET b = ''"],
    ],
    ['CREATE TABLE … AS', ["CREATE TABLE t PARTITIONED BY (b) AS SELECT 1 AS a, '' AS b"]],
    [
      'DEFAULT',
      [`CREATE TABLE t (a INT, b STRING DEFAULT '') PARTITIONED BY (b) ${DEFAULTS}`, 'INSERT INTO t (a) VALUES (1)'],
    ],
    ['VARCHAR', ['CREATE TABLE t (a INT, b VARCHAR(3)) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, '')"]],
    ['CHAR', ['CREATE TABLE t (a INT, b CHAR(3)) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, '')"]],
    ['BINARY', ['CREATE TABLE t (a INT, b BINARY) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, X'')"]],
  ])('%s', async (_, statements) => {
    await make(...statements);
    expect(await client.rows('SELECT * FROM t')).toEqual([['1', null]]);
  });

  it('MERGE, in rows that are changed and rows that are new', async () => {
    await make('CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, 'x')", MERGE);
    expect(await client.rows('SELECT * FROM t ORDER BY a')).toEqual([
      ['1', null],
      ['2', null],
    ]);
  });

  it('is found, grouped and shown as such, and other columns keep theirs', async () => {
    await make(
      'CREATE TABLE t (a INT, b STRING, c STRING) PARTITIONED BY (b)',
      "INSERT INTO t VALUES (1, '', ''), (2, NULL, ''), (3, ' ', '')",
    );
    expect(await client.rows("SELECT a FROM t WHERE b = ''")).toEqual([]);
    expect(await client.rows('SELECT b, count(*) FROM t GROUP BY b ORDER BY b')).toEqual([
      [null, '2'],
      [' ', '1'],
    ]);
    expect(await client.rows("SELECT count(*) FROM t WHERE c = ''")).toEqual([['3']]);
    expect((await client.rows('SHOW PARTITIONS t')).flat().sort()).toEqual([' ', null]);
  });

  it.each(["INSERT INTO t VALUES (2, '')", "UPDATE t SET b = ''", MERGE])(
    'breaks NOT NULL, and what a constraint says of NULL: %s',
    async (statement) => {
      await make('CREATE TABLE t (a INT, b STRING NOT NULL) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, 'x')");
      expect(await client.failure(statement)).toContain('[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]');
      await make('CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)', "INSERT INTO t VALUES (1, 'x')");
      await client.rows('ALTER TABLE t ADD CONSTRAINT c CHECK (b IS NOT NULL)');
      expect(await client.failure(statement)).toContain('[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES]');
      expect(await client.rows('SELECT * FROM t')).toEqual([['1', 'x']]);
    },
  );

  it('is not what REPLACE WHERE of an empty text takes', async () => {
    await make('CREATE TABLE t (a INT, b STRING) PARTITIONED BY (b)');
    expect(await client.failure("INSERT INTO t REPLACE WHERE b = '' VALUES (1, '')")).toContain(
      '[DELTA_REPLACE_WHERE_MISMATCH]',
    );
  });

  // Delta computes a generated column from the empty text and checks it with NULL: one succeeds, the other fails.
  it('is refused beside generated columns', async () => {
    const refused = 'an empty value in a partition column of a table with generated columns';
    await make('CREATE TABLE t (a INT, b STRING, g INT GENERATED ALWAYS AS (length(b))) PARTITIONED BY (b)');
    expect(await client.failure("INSERT INTO t (a, b) VALUES (1, '')")).toContain(refused);
    await client.rows("INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL)");
    expect(await client.failure("UPDATE t SET b = ''")).toContain(refused);
    expect(await client.rows('SELECT b, g FROM t ORDER BY a')).toEqual([
      ['x', '1'],
      [null, null],
    ]);
    await make('CREATE TABLE t (a STRING, g STRING GENERATED ALWAYS AS (substr(a, 2))) PARTITIONED BY (g)');
    expect(await client.failure("INSERT INTO t (a) VALUES ('x')")).toContain(refused);
  });
});
