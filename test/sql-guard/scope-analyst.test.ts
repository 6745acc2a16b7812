import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';

const rules = { policy: 'update', aiFunctions: 'allow', scope: ['main.sales'] } as const;

/** What analysts write; every table is in the scope. */
const inside: readonly string[] = [
  'SELECT o.id, c.name FROM main.sales.orders o JOIN main.sales.customers AS c ON o.customer = c.id WHERE o.total > 10',
  'SELECT region, count(*) AS n, sum(total) FROM main.sales.orders GROUP BY region, month HAVING n > 1 ORDER BY n DESC, region',
  'SELECT * FROM main.sales.orders, main.sales.customers WHERE orders.customer = customers.id',
  'SELECT * FROM MAIN.Sales.`orders`',
  'SELECT orders.payload.user.id, main.sales.orders.total FROM main.sales.orders',
  'SELECT * EXCEPT (a, b) FROM main.sales.orders',
  "SELECT date_trunc('month', d) AS month, sum(total) OVER (PARTITION BY region, d ORDER BY d, e) FROM main.sales.orders",
  'SELECT a, row_number() OVER w FROM main.sales.orders WINDOW w AS (PARTITION BY b, c ORDER BY d), v AS (ORDER BY a)',
  'SELECT a FROM main.sales.orders QUALIFY row_number() OVER (PARTITION BY b ORDER BY c) = 1',
  "SELECT extract(YEAR FROM d), trim(BOTH ' ' FROM s), substring(s FROM 2 FOR 3), overlay(s PLACING 'x' FROM 1), position('a' IN s) FROM main.sales.orders",
  'SELECT a IS DISTINCT FROM b, CASE WHEN a IS NOT DISTINCT FROM c.d THEN 1 END IS DISTINCT FROM 2 FROM main.sales.orders',
  'SELECT * FROM main.sales.orders a JOIN main.sales.customers b ON a.x IS NOT DISTINCT FROM b.x AND (a.y IS DISTINCT FROM b.y)',
  'SELECT * FROM main.sales.orders WHERE d >= :from AND d < :to',
  'SELECT raw:from, raw:items[0].table FROM main.sales.orders',
  'SELECT `from`, `join`, t.`table` FROM main.sales.orders AS t',
  'SELECT transform(items, i -> i.price * 2), filter(a, (x, n) -> x > n), aggregate(a, 0, (s, x) -> s + x) FROM main.sales.orders',
  'WITH m AS (SELECT * FROM main.sales.orders), n AS (SELECT * FROM m) SELECT * FROM m JOIN n USING (id) ORDER BY 1, 2',
  'WITH M AS (SELECT 1 AS a) SELECT * FROM m, `M` AS x',
  'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 9) SELECT * FROM r',
  'WITH m AS (SELECT 1) SELECT * FROM (WITH n AS (SELECT * FROM m) SELECT * FROM n) x, m',
  'SELECT * FROM main.sales.orders LEFT ANTI JOIN main.sales.returns USING (id, day)',
  'SELECT * FROM main.sales.orders o, LATERAL (SELECT max(p) FROM main.sales.prices WHERE id = o.id) AS p',
  'SELECT id, item FROM main.sales.orders LATERAL VIEW OUTER explode(items) x AS item LATERAL VIEW posexplode(tags) y AS n, tag',
  'SELECT o.id, i.col FROM main.sales.orders o, LATERAL explode(o.items) AS i',
  "SELECT * FROM main.sales.orders PIVOT (sum(total) AS s, avg(total) AS m FOR region IN ('n' AS north, 's' AS south))",
  'SELECT * FROM main.sales.orders UNPIVOT INCLUDE NULLS (total FOR month IN (jan, feb, mar)) ORDER BY total, month',
  'SELECT * FROM main.sales.orders TABLESAMPLE (10 PERCENT) REPEATABLE (7) LIMIT 5',
  "SELECT * FROM main.sales.orders VERSION AS OF 3 a JOIN main.sales.orders TIMESTAMP AS OF '2026-01-01' b USING (id)",
  'SELECT * FROM main.sales.orders@v3',
  "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(id, name) JOIN main.sales.orders USING (id)",
  "SELECT * FROM VALUES (1, 'a'), (2, 'b') AS v(id, name), main.sales.orders",
  'SELECT * FROM VALUES (1), (2), (-3), (cast(4 AS INT)) AS v(id)',
  "SELECT * FROM VALUES 1, 2, 3, DATE '2026-01-01' AS v",
  'SELECT * FROM range(1, 10) r, explode(array(1, 2)) e, main.sales.orders',
  'SELECT a FROM main.sales.orders UNION ALL SELECT b FROM main.sales.returns EXCEPT DISTINCT (SELECT c FROM main.sales.lost) ORDER BY 1, 2',
  'SELECT 1 UNION ALL BY NAME SELECT 2',
  'SELECT id FROM main.sales.orders WHERE id IN (SELECT id FROM main.sales.returns) AND EXISTS (SELECT 1 FROM main.sales.lost)',
  'SELECT (SELECT max(total) FROM main.sales.orders), array(SELECT id FROM main.sales.orders)',
  'SELECT /*+ BROADCAST(c) */ o.a, c.b FROM main.sales.orders o JOIN main.sales.customers c ON o.id = c.id',
  'FROM main.sales.orders |> WHERE total > 1 |> AGGREGATE sum(total) AS s, count(*) GROUP BY region, month |> ORDER BY s, region',
  'FROM main.sales.orders |> LEFT JOIN main.sales.customers USING (id) |> UNION ALL (TABLE main.sales.lost) |> LIMIT 3',
  'FROM main.sales.orders o, main.sales.customers c SELECT o.a, c.b',
  'TABLE main.sales.orders',
  'SELECT * FROM IDENTIFIER("main.sales.orders")',
  "SELECT * FROM ai_forecast(TABLE(main.sales.orders), horizon => 3, time_col => 'd', value_col => 'v')",
  "SELECT main.sales.net(total), ai_classify(note, array('a', 'b')) FROM main.sales.orders",
  'SELECT sum(values), count(DISTINCT select) FROM main.sales.orders',
  'SELECT a, b FROM main.sales.orders GROUP BY GROUPING SETS ((a, b), (a)), c',
  'DESCRIBE DETAIL main.sales.orders',
  'DESCRIBE SCHEMA EXTENDED main.other',
  'DESCRIBE QUERY WITH q AS (SELECT 1) SELECT * FROM q',
  'SHOW TABLES IN main.other',
  'SHOW CREATE TABLE main.sales.orders',
  'SHOW GRANTS ON SCHEMA main.sales',
  'EXPLAIN FORMATTED SELECT * FROM main.sales.orders',
  'USE CATALOG main',
  'DROP TEMPORARY VARIABLE IF EXISTS v',
  // Writing.
  'WITH q AS (SELECT * FROM main.sales.orders) INSERT INTO main.sales.kept SELECT * FROM q',
  'INSERT INTO main.sales.kept (a, b) WITH q AS (TABLE main.sales.orders) SELECT a, b FROM q',
  "INSERT INTO main.sales.kept VALUES (1, 'a'), (2, upper('b'))",
  'WITH q AS (SELECT 1 AS id) UPDATE main.sales.kept SET a = 1, b = 2 WHERE id IN (SELECT id FROM q)',
  'WITH q AS (SELECT 1 AS id) MERGE INTO main.sales.kept k USING q ON k.id = q.id WHEN MATCHED THEN UPDATE SET a = 1, b = 2 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)',
  'MERGE WITH SCHEMA EVOLUTION INTO main.sales.kept AS t USING main.sales.orders AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT *',
  'FROM main.sales.orders INSERT INTO main.sales.kept SELECT a, b INSERT INTO main.sales.lost SELECT c, d WHERE a = 1',
  "CREATE TABLE main.sales.kept AS SELECT location, options, a FROM main.sales.orders WHERE name LIKE 'x%'",
  "CREATE VIEW main.sales.v (a COMMENT 'x', b) COMMENT 'y' AS SELECT a, b FROM main.sales.orders WHERE a LIKE 'b'",
  'CREATE TABLE IF NOT EXISTS main.sales.kept LIKE main.sales.orders',
  'CREATE OR REPLACE TEMP VIEW v AS SELECT * FROM main.sales.orders',
  'CREATE TABLE main.sales.child (a INT REFERENCES main.sales.orders, b STRING)',
  'CACHE TABLE main.sales.orders',
  'ALTER TABLE main.sales.kept ADD COLUMNS (a INT, b STRING)',
  'ANALYZE TABLE main.sales.kept COMPUTE STATISTICS FOR COLUMNS a, b',
  'REFRESH MATERIALIZED VIEW main.sales.v',
  "COMMENT ON COLUMN main.sales.kept.a IS 'x'",
  'SET VAR v = (SELECT max(id) FROM main.sales.orders)',
];

describe('a scope lets analysts through', () => {
  it.each(inside)('%s', (sql) => {
    expect(judge(sql, rules)).toMatchObject({ verdict: 'allow' });
  });

  it.each(inside.filter((sql) => /main\.sales\./i.test(sql) && !/ref|SCHEMA main/i.test(sql)))(
    'and not with tables of another schema: %s',
    (sql) => {
      expect(judge(sql.replace(/main\.sales\.(?!net)/gi, 'hr.pay.'), rules)).toMatchObject({
        verdict: 'refuse',
        code: 'OUT_OF_SCOPE',
      });
    },
  );
});

describe('a refusal under a scope', () => {
  it.each([
    ['SELECT * FROM hr.pay.salaries', 'guard.advice_scope', { scope: 'main.sales' }],
    ['SELECT * FROM orders', 'guard.advice_full_names', {}],
    ["SELECT * FROM read_files('x')", 'guard.advice_no_function', {}],
    ['SELECT * FROM values', 'guard.advice_backquotes', { word: 'values' }],
    ['BEGIN SELECT 1; END', 'guard.advice_plain', {}],
  ])('says what helps: %s', (sql, code, facts) => {
    expect(judge(sql, rules)).toMatchObject({ verdict: 'refuse', advice: { code, facts } });
  });

  it('names an administrator where no schema is left', () => {
    const verdict = judge('SELECT * FROM a.b.c', { ...rules, scope: [] });
    expect(verdict).toMatchObject({ code: 'OUT_OF_SCOPE', advice: { code: 'guard.advice_administrator' } });
  });
});
