/** A privilege as SQL says it, and on what it is needed. */
export type Needed = readonly [privilege: string, on: keyof typeof PLACES];

/** What is granted on: a table, a view over another table and a function, in a schema of `main` that holds nothing else. */
export const PLACES = {
  CATALOG: 'main',
  SCHEMA: 'main.vault',
  TABLE: 'main.vault.gold',
  VIEW: 'main.vault.peek',
  FUNCTION: 'main.vault.melt',
};

const USE: readonly Needed[] = [
  ['USE CATALOG', 'CATALOG'],
  ['USE SCHEMA', 'SCHEMA'],
];
const READ: readonly Needed[] = [...USE, ['SELECT', 'TABLE']];
const WRITE: readonly Needed[] = [...USE, ['MODIFY', 'TABLE']];
const CHANGE: readonly Needed[] = [...USE, ['MODIFY', 'TABLE'], ['SELECT', 'TABLE']];
const MANAGE: readonly Needed[] = [...USE, ['MANAGE', 'TABLE']];
const LOOK: readonly Needed[] = [...USE, ['SELECT', 'VIEW']];
const CALL: readonly Needed[] = [...USE, ['EXECUTE', 'FUNCTION']];
const MANAGE_FUNCTION: readonly Needed[] = [...USE, ['MANAGE', 'FUNCTION']];
const MANAGE_VIEW: readonly Needed[] = [...USE, ['MANAGE', 'VIEW']];
const MANAGE_SCHEMA: readonly Needed[] = [
  ['USE CATALOG', 'CATALOG'],
  ['MANAGE', 'SCHEMA'],
];
const MAKE: readonly Needed[] = [...USE, ['CREATE TABLE', 'SCHEMA']];
const COPY: readonly Needed[] = [...USE, ['CREATE TABLE', 'SCHEMA'], ['SELECT', 'TABLE']];

/** What each statement needs, in the order in which a missing privilege is told. `{n}` is a number of its own. */
export const OPERATIONS: readonly (readonly [statement: string, needed: readonly Needed[]])[] = [
  ['SELECT a FROM main.vault.gold', READ],
  ['SELECT a FROM `MAIN`.`Vault`.`GOLD`', READ],
  ["SELECT a FROM IDENTIFIER('main.vault.gold')", READ],
  ['TABLE main.vault.gold', READ],
  ['FROM main.vault.gold |> SELECT a', READ],
  ['WITH x AS (SELECT a FROM main.vault.gold) SELECT 1 FROM x', READ],
  ['SELECT (SELECT max(a) FROM main.vault.gold)', READ],
  ['SELECT 1 WHERE EXISTS (SELECT 1 FROM main.vault.gold)', READ],
  ['SELECT 1 WHERE 1 IN (SELECT a FROM main.vault.gold)', READ],
  ['SELECT 1 UNION ALL SELECT a FROM main.vault.gold', READ],
  ['SELECT x.a FROM VALUES (1) AS v(b), LATERAL (SELECT a FROM main.vault.gold WHERE a >= b) AS x', READ],
  ['SELECT * FROM (SELECT a FROM main.vault.gold) PIVOT (count(*) FOR a IN (1))', READ],
  ['SELECT e FROM main.vault.gold LATERAL VIEW explode(array(a)) t AS e', READ],
  ['SELECT b.n_name FROM samples.tpch.nation b JOIN main.vault.gold g ON g.a = b.n_nationkey', READ],
  ['DESCRIBE QUERY SELECT a FROM main.vault.gold', READ],
  ['SELECT explode(collect_list(a)) FROM main.vault.gold GROUP BY a', READ],
  ["SELECT a FROM IDENTIFIER('main.vault' || '.gold')", READ],
  ['EXPLAIN SELECT a FROM main.vault.gold', READ],
  ['EXPLAIN UPDATE main.vault.gold SET a = 1', CHANGE],
  ['EXPLAIN DROP TABLE main.vault.gold', MANAGE],
  ['BEGIN SELECT a FROM main.vault.gold; END', READ],
  ['BEGIN DECLARE x INT DEFAULT (SELECT max(a) FROM main.vault.gold); SELECT x; END', READ],
  ['BEGIN FOR r AS SELECT a FROM main.vault.gold DO SELECT r.a; END FOR; END', READ],
  ["BEGIN EXECUTE IMMEDIATE 'SELECT a FROM main.vault.gold'; END", READ],
  ["BEGIN EXECUTE IMMEDIATE 'TRUNCATE TABLE main.vault.gold'; END", WRITE],
  ['SELECT a FROM main.vault.peek', LOOK],
  ['SELECT main.vault.melt(1)', CALL],
  ['SELECT main.vault.melt(a) FROM main.vault.peek', [...USE, ['SELECT', 'VIEW'], ['EXECUTE', 'FUNCTION']]],
  ['INSERT INTO main.vault.gold TABLE main.vault.peek', [...WRITE, ['SELECT', 'VIEW']]],
  [
    'CREATE TABLE main.vault.t{n} AS SELECT main.vault.melt(1) AS a',
    [...USE, ['CREATE TABLE', 'SCHEMA'], ['EXECUTE', 'FUNCTION']],
  ],
  [
    'CREATE VIEW main.vault.t{n} AS SELECT a FROM main.vault.peek',
    [...USE, ['CREATE TABLE', 'SCHEMA'], ['SELECT', 'VIEW']],
  ],
  [
    'CREATE FUNCTION main.vault.f{n}() RETURN main.vault.melt(1)',
    [...USE, ['CREATE FUNCTION', 'SCHEMA'], ['EXECUTE', 'FUNCTION']],
  ],
  ['INSERT INTO main.vault.gold VALUES (2)', WRITE],
  ['INSERT OVERWRITE main.vault.gold VALUES (1)', WRITE],
  ['INSERT INTO main.vault.gold REPLACE WHERE a = 9 VALUES (9)', CHANGE],
  ['TRUNCATE TABLE main.vault.gold', WRITE],
  ["COMMENT ON TABLE main.vault.gold IS 'shiny'", WRITE],
  ["ALTER TABLE main.vault.gold ALTER COLUMN a COMMENT 'a'", WRITE],
  ["ALTER TABLE main.vault.gold SET TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')", WRITE],
  ['ALTER TABLE main.vault.gold ALTER COLUMN a SET DEFAULT 3', WRITE],
  ['ALTER TABLE main.vault.gold ADD COLUMN c{n} INT', WRITE],
  ['INSERT INTO main.vault.gold (a) SELECT a FROM main.vault.gold', CHANGE],
  ['UPDATE main.vault.gold SET a = 1', CHANGE],
  ['DELETE FROM main.vault.gold WHERE a = 77', CHANGE],
  [
    'MERGE INTO main.vault.gold t USING (VALUES (1)) AS s(a) ON t.a = s.a WHEN MATCHED THEN UPDATE SET t.a = s.a',
    CHANGE,
  ],
  ['CREATE TABLE main.vault.t{n} (a INT)', MAKE],
  ['CREATE TABLE main.vault.t{n} AS SELECT a FROM main.vault.gold', COPY],
  ['CREATE VIEW main.vault.t{n} AS SELECT a FROM main.vault.gold', COPY],
  ['CREATE FUNCTION main.vault.f{n}() RETURN 1', [...USE, ['CREATE FUNCTION', 'SCHEMA']]],
  [
    'CREATE FUNCTION main.vault.f{n}() RETURN (SELECT max(a) FROM main.vault.gold)',
    [...USE, ['CREATE FUNCTION', 'SCHEMA'], ['SELECT', 'TABLE']],
  ],
  ['SELECT a FROM main.vault.gold TABLESAMPLE (1 ROWS)', READ],
  [
    'CREATE SCHEMA main.s{n}',
    [
      ['USE CATALOG', 'CATALOG'],
      ['CREATE SCHEMA', 'CATALOG'],
    ],
  ],
  ['GRANT SELECT ON TABLE main.vault.gold TO analysts', MANAGE],
  ['REVOKE SELECT ON TABLE main.vault.gold FROM analysts', MANAGE],
  ['SHOW GRANTS `analyst@local.lakegoose.test` ON TABLE main.vault.gold', MANAGE],
  ['ALTER TABLE main.vault.gold OWNER TO `analyst@local.lakegoose.test`', MANAGE],
  ['ALTER TABLE main.vault.gold ADD CONSTRAINT c{n} CHECK (a > 0 OR a IS NULL)', [...MANAGE, ['SELECT', 'TABLE']]],
  ['ALTER TABLE main.vault.gold DROP CONSTRAINT IF EXISTS c', MANAGE],
  ['CREATE OR REPLACE TABLE main.vault.gold (a INT, b INT)', [...MAKE, ['MANAGE', 'TABLE']]],
  ["ALTER TABLE main.vault.gold SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')", WRITE],
  ['ALTER TABLE main.vault.gold DROP COLUMN b', WRITE],
  ['ALTER TABLE main.vault.gold RENAME COLUMN a TO b', MANAGE],
  ['CREATE OR REPLACE TABLE main.vault.gold (a INT)', [...MAKE, ['MANAGE', 'TABLE']]],
  ['DROP TABLE main.vault.gold', MANAGE],
  ['GRANT SELECT ON VIEW main.vault.peek TO analysts', MANAGE_VIEW],
  ['ALTER VIEW main.vault.peek RENAME TO t{n}', MANAGE_VIEW],
  ['GRANT EXECUTE ON FUNCTION main.vault.melt TO analysts', MANAGE_FUNCTION],
  ['SHOW GRANTS `analyst@local.lakegoose.test` ON FUNCTION main.vault.melt', MANAGE_FUNCTION],
  ['DROP FUNCTION main.vault.melt', MANAGE_FUNCTION],
  ["COMMENT ON SCHEMA main.vault IS 'a safe'", MANAGE_SCHEMA],
  ['REVOKE USE SCHEMA ON SCHEMA main.vault FROM analysts', MANAGE_SCHEMA],
  ['ALTER SCHEMA main.vault OWNER TO `analyst@local.lakegoose.test`', MANAGE_SCHEMA],
  ['GRANT BROWSE ON CATALOG main TO `admin@local.lakegoose.test`', [['MANAGE', 'CATALOG']]],
  ['SHOW SCHEMAS IN main', [['USE CATALOG', 'CATALOG']]],
  ['USE CATALOG main', [['USE CATALOG', 'CATALOG']]],
  ['SHOW TABLES IN main.vault', USE],
  ['DESCRIBE SCHEMA main.vault', USE],
  ['USE SCHEMA main.vault', USE],
];

/** Where one may see something with BROWSE or by managing it, nothing is missing. */
export const SUBSTITUTES: readonly string[] = ['BROWSE', 'MANAGE'];

/** Ways to what stands in a table, for somebody who may do everything in `main` but read `main.vault.gold`. */
export const READINGS: readonly string[] = [
  'SELECT * FROM main.vault.gold',
  'CREATE TABLE main.desk.copy AS SELECT * FROM main.vault.gold',
  'INSERT INTO main.desk.mine SELECT * FROM main.vault.gold',
  'INSERT INTO main.desk.mine VALUES ((SELECT max(a) FROM main.vault.gold))',
  'UPDATE main.desk.mine SET a = (SELECT max(a) FROM main.vault.gold)',
  'UPDATE main.desk.mine SET a = 5 WHERE EXISTS (SELECT 1 FROM main.vault.gold WHERE a = 4711)',
  'DELETE FROM main.desk.mine WHERE a IN (SELECT a FROM main.vault.gold)',
  'UPDATE main.vault.gold SET a = a + 0 WHERE a = 4711',
  'DELETE FROM main.vault.gold WHERE a = 1',
  'MERGE INTO main.desk.mine m USING main.vault.gold g ON m.a = g.a WHEN NOT MATCHED THEN INSERT (a) VALUES (g.a)',
  'MERGE INTO main.vault.gold g USING main.desk.mine m ON m.a = g.a WHEN MATCHED THEN DELETE',
  'CREATE VIEW main.desk.v AS SELECT * FROM main.vault.gold',
  'CREATE FUNCTION main.desk.f() RETURN (SELECT max(a) FROM main.vault.gold)',
  'CREATE FUNCTION main.desk.g() RETURNS TABLE RETURN SELECT * FROM main.vault.gold',
  'SELECT * FROM main.vault.gold TABLESAMPLE (100 PERCENT)',
  'CREATE TEMP VIEW v AS SELECT * FROM main.vault.gold',
  'CREATE TEMPORARY VIEW v AS SELECT * FROM main.vault.gold',
  'WITH gold AS (SELECT 1 AS a) SELECT g.a FROM main.vault.gold g, gold',
  'WITH RECURSIVE r(a) AS (SELECT 1 UNION ALL SELECT g.a FROM main.vault.gold g JOIN r ON r.a = 1) SELECT a FROM r',
  'SELECT * FROM main.vault.gold VERSION AS OF 0',
  "SELECT * FROM main.vault.gold TIMESTAMP AS OF '2026-01-01'",
  'SELECT * FROM main.vault.`gold@v0`',
  'SELECT * FROM lakegoose.entries',
  'SELECT * FROM `main.vault`.gold',
  'SELECT * FROM main.`vault.gold`',
  'SELECT * FROM `main`.`vault`.`gold`.`x`',
  "SELECT * FROM IDENTIFIER('x.y.main.vault.gold')",
  'SELECT * FROM temp.main.lakegoose_merge',
  'SELECT * FROM duckdb_tables()',
  "SELECT * FROM query('SELECT 1')",
  "SELECT * FROM read_files('/etc/passwd')",
  'EXPLAIN SELECT * FROM main.vault.gold',
  'EXPLAIN ANALYZE SELECT * FROM main.vault.gold',
  'CACHE TABLE main.vault.gold',
  'DESCRIBE EXTENDED main.vault.gold',
  'DESCRIBE HISTORY main.vault.gold',
  'DESCRIBE DETAIL main.vault.gold',
  'SHOW CREATE TABLE main.vault.gold',
  'SHOW PARTITIONS main.vault.gold',
  'ANALYZE TABLE main.vault.gold COMPUTE STATISTICS',
  'COPY INTO main.desk.mine FROM main.vault.gold',
  'CREATE TABLE main.desk.c DEEP CLONE main.vault.gold',
  'CREATE TABLE main.desk.c LIKE main.vault.gold',
  'CREATE TABLE main.desk.c (a INT DEFAULT (SELECT max(a) FROM main.vault.gold))',
  'ALTER TABLE main.desk.mine ALTER COLUMN a SET DEFAULT (SELECT max(a) FROM main.vault.gold)',
  'ALTER TABLE main.desk.mine ADD CONSTRAINT c CHECK (a < (SELECT max(a) FROM main.vault.gold))',
  "EXECUTE IMMEDIATE 'SELECT * FROM main.vault.gold'",
  'BEGIN SELECT * FROM main.vault.gold; END',
  'SELECT 1; SELECT * FROM main.vault.gold',
  'SELECT 1 LIMIT (SELECT max(a) FROM main.vault.gold)',
  'ALTER TABLE main.vault.gold OWNER TO `intern@local.lakegoose.test`',
  'GRANT SELECT ON TABLE main.vault.gold TO `intern@local.lakegoose.test`',
  'ALTER TABLE main.vault.gold RENAME TO silver',
  'CREATE OR REPLACE TABLE main.vault.gold AS SELECT 1 AS a',
  'CREATE OR REPLACE VIEW main.vault.peek AS SELECT 1 AS a',
];
