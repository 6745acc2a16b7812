import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
const session = { catalog: 'main', schema: 'default' };
const supported = "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')";

async function fill() {
  await client.rows('CREATE OR REPLACE TABLE c (a CHAR(3), n INT)', session);
  await client.rows("INSERT INTO c VALUES ('x', 1), ('yy', 2), (NULL, 3)", session);
  await client.rows('CREATE OR REPLACE TABLE t (b CHAR(5), s STRING, m INT)', session);
  await client.rows("INSERT INTO t VALUES ('x', 'x', 10), ('zz', 'yy ', 20)", session);
}

beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
  await fill();
});
afterAll(() => workspace.close());

// What Spark answers, whose columns know that they are CHAR until they are computed with.
describe('a CHAR is compared as Spark compares it', () => {
  it.each([
    ["SELECT n FROM c WHERE a = 'x'", [['1']]],
    ["SELECT n FROM c WHERE a = 'x   '", [['1']]],
    ["SELECT n FROM c WHERE a BETWEEN 'x' AND 'x'", []],
    ['SELECT n, m FROM c JOIN t ON a = b', [['1', '10']]],
    ['SELECT n, m FROM c JOIN t ON a = s', [['2', '20']]],
    ["SELECT n FROM (SELECT DISTINCT a, n FROM c) WHERE a = 'x'", [['1']]],
    ["SELECT count(*) FROM c GROUP BY a HAVING a = 'x'", [['1']]],
    ["SELECT max(a) = 'yy', min(a) = 'x' FROM c", [['false', 'false']]],
    ["SELECT CASE a WHEN 'x' THEN 1 ELSE 0 END FROM c ORDER BY n LIMIT 1", [['1']]],
    ["SELECT n FROM c WHERE CASE WHEN true THEN a END = 'x'", []],
    ["SELECT * FROM (SELECT a, n FROM c) PIVOT (sum(n) FOR a IN ('x', 'yy '))", [[null, '2']]],
    ["SELECT n FROM c UNPIVOT (v FOR k IN (a)) WHERE v = 'x'", []],
    ["SELECT n FROM (SELECT a, n FROM c FULL JOIN c AS o USING (a, n)) WHERE a = 'x'", []],
  ])('%s', async (statement, rows) => {
    expect(await client.rows(statement, session)).toEqual(rows);
  });

  it('and stays one in the table that a query makes', async () => {
    await client.rows('CREATE TABLE made AS SELECT a, n FROM c', session);
    expect(await client.rows("SELECT n FROM made WHERE a = 'x'", session)).toEqual([['1']]);
    expect(await client.failure("INSERT INTO made VALUES ('abcd', 1)", session)).toContain('CHAR_VARCHAR_LIMIT]');
  });

  // Delta as it can be had skips files by the statistics of unpadded texts, and fails on a MERGE with a CHAR.
  it.each([
    ["UPDATE c SET n = 5 WHERE a = 'x'", 'SELECT n FROM c ORDER BY n', [['2'], ['3'], ['5']]],
    ["DELETE FROM c WHERE a IN ('x', 'yy')", 'SELECT n FROM c', [['3']]],
    ["UPDATE t SET m = 5 WHERE b BETWEEN 'x' AND 'x'", 'SELECT m FROM t ORDER BY m', [['10'], ['20']]],
    [
      'MERGE INTO c USING t ON c.a = t.b WHEN MATCHED THEN UPDATE SET n = t.m',
      'SELECT n FROM c ORDER BY n',
      [['2'], ['3'], ['10']],
    ],
    [
      "MERGE INTO t USING c ON t.m = c.n WHEN NOT MATCHED AND c.a = 'x' THEN INSERT (m) VALUES (c.n)",
      'SELECT m FROM t ORDER BY m',
      [['1'], ['10'], ['20']],
    ],
  ])('and where it writes: %s', async (statement, query, rows) => {
    await fill();
    await client.rows(statement, session);
    expect(await client.rows(query, session)).toEqual(rows);
  });
});

// Asked of Delta.
describe('a default is a value of its column', () => {
  it.each([
    ["BOOLEAN DEFAULT '1'", 'INVALID_DEFAULT_VALUE.DATA_TYPE'],
    ['INT DEFAULT CAST(NULL AS STRING)', 'INVALID_DEFAULT_VALUE.DATA_TYPE'],
    ["VARCHAR(2) DEFAULT 'abc'", 'EXCEED_LIMIT_LENGTH'],
  ])('%s is not', async (column, errorClass) => {
    const made = `CREATE TABLE wrong (a INT, b ${column}) ${supported}`;
    expect(await client.failure(made, session)).toContain(`[${errorClass}]`);
  });

  it.each([
    ["INT DEFAULT '1'", '1'],
    ["CHAR(2) DEFAULT 'a'", 'a '],
  ])('%s is', async (column, value) => {
    await client.rows(`CREATE OR REPLACE TABLE filled (a INT, b ${column}) ${supported}`, session);
    await client.rows('INSERT INTO filled (a) VALUES (1)', session);
    expect(await client.rows('SELECT b FROM filled', session)).toEqual([[value]]);
  });
});
