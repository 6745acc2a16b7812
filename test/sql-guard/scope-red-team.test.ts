import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';

const rules = { policy: 'update', aiFunctions: 'allow', scope: ['c.s'] } as const;
const here = { catalog: 'c', schema: 's' };

/** What becomes of a statement where short names stand in `c.s`, so that nothing is refused for being short. */
function outcome(sql: string, defaults: { catalog?: string; schema?: string } = here) {
  const verdict = judge(sql, rules, defaults);
  return verdict.verdict === 'allow' ? 'allow' : verdict.code;
}

/** Each names `evil.x.y` where Spark, or Databricks alone, reads a table. */
const outside: Readonly<Record<string, readonly string[]>> = {
  'behind the rows of VALUES': [
    'SELECT * FROM VALUES (1), evil.x.y',
    'SELECT * FROM VALUES (1) AS t(a), evil.x.y',
    'SELECT * FROM VALUES (1) t, evil.x.y',
    'SELECT * FROM VALUES 1, 2 t, evil.x.y',
    'SELECT * FROM VALUES (1), evil.x.y TABLESAMPLE (10 ROWS)',
    'SELECT * FROM VALUES (1), (evil.x.y) TABLESAMPLE (10 ROWS)',
    'SELECT * FROM VALUES (1), ((evil.x.y e))',
    'SELECT * FROM VALUES (1), (evil.x.y JOIN t USING (a, b))',
    'SELECT * FROM t JOIN VALUES (1) AS v(a), evil.x.y',
    'SELECT * FROM VALUES (1) t, (VALUES (2)) u, evil.x.y',
  ],
  'behind an alias that is a keyword': [
    'SELECT * FROM t insert, evil.x.y',
    'FROM t insert, evil.x.y',
    'SELECT * FROM t select, evil.x.y',
    'SELECT * FROM t group, evil.x.y',
    'SELECT * FROM t order, evil.x.y ORDER BY a',
    'SELECT * FROM t window, evil.x.y',
    'SELECT * FROM t window JOIN as, evil.x.y',
    'SELECT * FROM t values (a), evil.x.y',
    'SELECT * FROM t with, evil.x.y',
    'SELECT * FROM t table, evil.x.y',
    'SELECT * FROM t view, evil.x.y',
    'SELECT * FROM t as, evil.x.y',
    'SELECT * FROM t as JOIN evil.x.y',
    'SELECT * FROM t AS union JOIN evil.x.y',
    'SELECT * FROM stream JOIN evil.x.y',
    'SELECT * FROM stream stream, evil.x.y',
    'SELECT * FROM t JOIN u ON union, evil.x.y',
    'SELECT * FROM t JOIN u ON a = except((SELECT 1)), evil.x.y',
    'SELECT * FROM t JOIN u ON a = select, evil.x.y',
    'FROM t JOIN u ON a = select + 1, evil.x.y',
    'FROM t select PIVOT (sum(a) FOR b IN (1)), evil.x.y',
    'SELECT a delete FROM evil.x.y',
  ],
  'behind words that look like IS DISTINCT FROM': [
    'SELECT is distinct FROM evil.x.y',
    'SELECT a, is distinct FROM evil.x.y',
    'SELECT all is distinct FROM evil.x.y',
    'SELECT distinct is distinct FROM evil.x.y',
    'SELECT a * is distinct FROM evil.x.y',
    'SELECT a.is distinct FROM evil.x.y',
    'SELECT a::is distinct FROM evil.x.y',
    'SELECT a AND is distinct FROM evil.x.y',
    'SELECT sum(a) OVER is distinct FROM evil.x.y',
    'SELECT a COLLATE is distinct FROM evil.x.y',
    'SELECT 1.FROM evil.x.y',
    'SELECT 1. FROM evil.x.y',
  ],
  'in joins, brackets and subqueries': [
    'SELECT * FROM t NATURAL JOIN evil.x.y',
    'SELECT * FROM t LEFT SEMI JOIN evil.x.y ON true',
    'SELECT * FROM t CROSS JOIN LATERAL (SELECT * FROM evil.x.y)',
    'SELECT * FROM t, LATERAL (SELECT * FROM evil.x.y)',
    'SELECT * FROM (((evil.x.y)))',
    'SELECT * FROM (select.x.y)',
    'SELECT * FROM (t JOIN (u JOIN evil.x.y))',
    'SELECT * FROM t ASOF JOIN evil.x.y ON a = b',
    'SELECT * FROM t TABLESAMPLE (10 PERCENT) x, evil.x.y',
    'SELECT * FROM t VERSION AS OF 1, evil.x.y',
    'SELECT * FROM t TIMESTAMP AS OF (SELECT max(a) FROM evil.x.y)',
    'SELECT * FROM t@v1, evil.x.y@v2',
    'SELECT * FROM t PIVOT (sum(a) FOR b IN (1, 2)) p, evil.x.y',
    'SELECT * FROM t UNPIVOT (v FOR n IN (a, b)), evil.x.y',
    'SELECT * FROM t LATERAL VIEW explode((SELECT m FROM evil.x.y)) x AS e',
    'SELECT filter(a, x -> x IN (TABLE evil.x.y)) FROM t',
    'SELECT extract(YEAR FROM (SELECT max(a) FROM evil.x.y)) FROM t',
    'SELECT a FROM t ORDER BY (SELECT max(b) FROM evil.x.y)',
    'SELECT a FROM t LIMIT (SELECT max(b) FROM evil.x.y)',
    'SELECT a FROM t GROUP BY a, b UNION ALL SELECT a FROM u, evil.x.y',
    'VALUES (1, (SELECT max(a) FROM evil.x.y))',
    'SELECT * FROM f(TABLE(evil.x.y))',
    'SELECT * FROM ai_forecast(TABLE(evil.x.y), horizon => 1)',
    'FROM t |> JOIN evil.x.y USING (a)',
    'FROM t |> UNION ALL TABLE evil.x.y',
    'FROM t |> WHERE a IN (FROM evil.x.y |> SELECT b)',
    'FROM t |> EXTEND (SELECT max(a) FROM evil.x.y) AS m, b',
  ],
  'behind a name of a WITH': [
    'WITH evil AS (SELECT 1) SELECT * FROM evil.x.y',
    'WITH q AS (SELECT 1), r AS (SELECT * FROM evil.x.y) SELECT * FROM q',
    'WITH q AS (WITH r AS (TABLE evil.x.y) SELECT * FROM r) SELECT * FROM q',
    'WITH q AS (SELECT 1) INSERT INTO evil.x.y SELECT * FROM q',
    'WITH q AS (SELECT 1) INSERT INTO t SELECT * FROM q, evil.x.y',
    'WITH q AS (SELECT 1) MERGE INTO evil.x.y USING q ON true WHEN NOT MATCHED THEN INSERT *',
    'WITH q AS (SELECT 1) FROM q INSERT INTO evil.x.y SELECT *',
    'EXPLAIN WITH q AS (SELECT 1) DELETE FROM evil.x.y WHERE a IN (TABLE q)',
  ],
  'in statements that write': [
    'INSERT INTO t VALUES (1, (SELECT max(a) FROM evil.x.y))',
    'EXPLAIN INSERT OVERWRITE evil.x.y SELECT 1',
    'EXPLAIN INSERT OVERWRITE TABLE evil.x.y SELECT 1',
    'UPDATE t SET a = (SELECT max(b) FROM evil.x.y) WHERE c = 1',
    'MERGE INTO t USING (SELECT * FROM evil.x.y) s ON a = b WHEN MATCHED THEN UPDATE SET a = 1',
    'MERGE INTO t AS x USING evil.x.y ON a = b WHEN MATCHED THEN UPDATE SET a = 1',
    'CREATE TABLE t SELECT * FROM evil.x.y',
    'CREATE TABLE evil.x.y (a INT)',
    'CREATE TABLE t LIKE evil.x.y',
    'CREATE TABLE t DEEP CLONE evil.x.y VERSION AS OF 1',
    'CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES evil.x.y)',
    'CREATE VIEW v AS SELECT a FROM t WHERE b LIKE (SELECT max(c) FROM evil.x.y)',
    'CREATE MATERIALIZED VIEW v AS SELECT * FROM t, evil.x.y',
    'CACHE LAZY TABLE v AS SELECT * FROM evil.x.y',
    'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES evil.x.y',
    'OPTIMIZE t WHERE a IN (SELECT b FROM evil.x.y)',
    'COMMENT ON COLUMN evil.x.y.a IS NULL',
    'DECLARE VARIABLE a INT DEFAULT (SELECT max(b) FROM evil.x.y)',
    'SET VAR (a, b) = (SELECT c, d FROM evil.x.y)',
  ],
  'in statements that describe': [
    'DESCRIBE evil.x.y a',
    'DESCRIBE DETAIL evil.x.y',
    'DESC EXTENDED evil.x.y',
    'SHOW COLUMNS FROM evil.x.y',
    'SHOW PARTITIONS evil.x.y',
    'SHOW TBLPROPERTIES evil.x.y',
    'SHOW GRANTS ON evil.x.y',
    'SHOW GRANTS someone ON TABLE evil.x.y',
    'ANALYZE TABLE evil.x.y COMPUTE STATISTICS',
  ],
};

/** What is named here cannot be seen. */
const unclear: readonly string[] = [
  'SELECT * FROM (with t)',
  'SELECT * FROM (with AS t (a))',
  'SELECT * FROM (select PIVOT (max(a) FOR b IN (1)))',
  'SELECT * FROM (values UNPIVOT INCLUDE NULLS (a FOR b IN (c)))',
  'SELECT * FROM (select VERSION AS OF 3)',
  'SELECT * FROM (values AS a TABLESAMPLE (1 ROWS))',
  'SELECT * FROM (select WATERMARK a DELAY OF INTERVAL 1 DAY)',
  'SELECT * FROM IDENTIFIER(:p)',
  "SELECT * FROM IDENTIFIER('evil' || '.x.y')",
  "SELECT * FROM IDENTIFIER('c.s').t",
  "SELECT * FROM table_changes('evil.x.y', 1)",
  "SELECT * FROM read_files('/Volumes/evil/x/y')",
  "SELECT * FROM vector_search(index => 'evil.x.y', query_text => 'a', num_results => 1)",
  'SELECT * FROM c.s.rows_of(1)',
  'SELECT * FROM t, LATERAL c.s.rows_of(t.a)',
  'SELECT * FROM VALUES (1) v, rows_of(1)',
  "SELECT * FROM 'evil'",
  'SELECT * FROM `range`(1)',
  'SELECT * FROM STREAM(TABLE(t), 1)',
  'SELECT * FROM t, FROM',
  'SELECT * FROM table evil',
  'DESCRIBE select a.b',
  'SELECT * FROM LATERAL',
  'ANALYZE TABLES IN evil.x COMPUTE STATISTICS',
  'REFRESH FOREIGN CATALOG evil',
  'REFRESH FOREIGN SCHEMA evil.x',
  "UNDROP TABLE WITH ID '6c4ba4b4'",
  "ALTER TABLE t ADD PARTITION (a = 1) LOCATION 's3://evil'",
  'CREATE VIEW v WITH METRICS LANGUAGE YAML AS $$ source: evil.x.y $$',
  "CREATE TEMP VIEW v USING csv OPTIONS (path '/evil')",
  'CREATE FUNCTION f() RETURNS TABLE (a INT) RETURN SELECT a FROM evil.x.y',
  'CREATE SCHEMA evil.z',
  'BEGIN DECLARE a INT DEFAULT (SELECT max(b) FROM evil.x.y); END',
  'BEGIN FOR r AS SELECT * FROM evil.x.y DO SELECT 1; END FOR; END',
  'BEGIN IF EXISTS (TABLE evil.x.y) THEN SELECT 1; END IF; END',
];

describe('a table outside of the scope', () => {
  it.each(Object.entries(outside).flatMap(([place, all]) => all.map((sql) => [place, sql])))(
    'is seen %s: %s',
    (_place, sql) => {
      expect(outcome(sql)).not.toBe('allow');
    },
  );

  it.each(unclear)('is feared where none can be seen: %s', (sql) => {
    expect(outcome(sql)).toBe('SCOPE_UNCLEAR');
  });

  it.each([
    'DESCRIBE schema.x.y',
    'DESCRIBE catalog.x.y',
    'DESCRIBE query.x.y',
    'DESCRIBE select.x.y',
    'DESCRIBE history.x.y',
    'SELECT 1 UNION ALL TABLE where.x.y',
    'SELECT * FROM join.x.y',
  ])('is seen in a catalog that is called like a keyword: %s', (sql) => {
    expect(outcome(sql)).not.toBe('allow');
  });

  it.each([
    ['a query outside of the WITH', 'SELECT * FROM (WITH q AS (SELECT 1) TABLE q), q'],
    ['a query before it', 'WITH a AS (SELECT * FROM q), q AS (SELECT 1) SELECT * FROM a'],
    ['itself, without RECURSIVE', 'WITH q AS (SELECT * FROM q) SELECT 1'],
    ['what is written to', 'WITH q AS (SELECT 1) INSERT INTO q SELECT 1'],
    ['what is changed', 'WITH q AS (SELECT 1) UPDATE q SET a = 1 WHERE a = 2'],
    ['what is merged into', 'WITH q AS (SELECT 1) MERGE INTO q USING q AS r ON true WHEN NOT MATCHED THEN INSERT *'],
    ['what is described', 'DESCRIBE q'],
    ['another version', 'WITH q AS (SELECT 1) SELECT * FROM q@v1'],
    ['a stream', 'WITH q AS (SELECT 1) SELECT * FROM STREAM q'],
    ['a computed name', "WITH q AS (SELECT 1) SELECT * FROM IDENTIFIER('q')"],
    ['what a column `with` seems to give', 'SELECT a AS with, (1), q (x) FROM q'],
    ['a name that only looks alike', 'WITH `İ` AS (SELECT 1) SELECT * FROM `i̇`'],
  ])('is not taken for the name of a WITH by %s', (_who, sql) => {
    // Every short name stands outside of the scope, and only the names of WITH are none of these.
    expect(outcome(sql, { catalog: 'evil', schema: 'x' })).not.toBe('allow');
  });
});
