import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';

const here = { catalog: 'c', schema: 's' };

function outcome(sql: string, defaults: { catalog?: string; schema?: string } = {}) {
  const verdict = judge(sql, { policy: 'update', aiFunctions: 'allow', scope: ['c.s', 'c.other'] }, defaults);
  return verdict.verdict === 'allow' ? 'allow' : verdict.code;
}

describe('a scope', () => {
  it.each([
    'SELECT 1',
    'SELECT * FROM c.s.t',
    'SELECT * FROM ((SELECT 1) UNION (SELECT 2))',
    'SELECT * FROM ((c.s.t) JOIN c.s.u USING (a))',
    'SELECT * FROM C.S.t x, `c`.`other`.u AS y WHERE x.a = y.b',
    'WITH q AS (SELECT * FROM c.s.t) SELECT * FROM q',
    'WITH recursive (a) AS (SELECT 1) SELECT * FROM recursive',
    'WITH q AS (SELECT 1 AS a) SELECT sum(a) OVER w FROM q WINDOW w AS (ORDER BY a)',
    'WITH RECURSIVE q AS (SELECT 1 UNION SELECT * FROM q) SELECT * FROM q',
    'SELECT * FROM (SELECT a, b FROM c.s.t) q JOIN c.s.u ON q.a = u.a ORDER BY a, b',
    'SELECT extract(YEAR FROM d), trim(BOTH FROM a), a IS DISTINCT FROM b FROM c.s.t GROUP BY a, b',
    "SELECT * FROM IDENTIFIER('c.s.t')",
    'SELECT e, f FROM c.s.t LATERAL VIEW explode(m) x AS e, f',
    'SELECT * FROM range(10), c.s.t',
    'FROM c.s.t |> SELECT a, b |> JOIN c.s.u USING (a)',
    'TABLE c.s.t',
    'SELECT table, delete FROM c.s.t',
    'SELECT * FROM VALUES (1, 2), (3, 4) AS v(a, b)',
    'SELECT a FROM c.s.t WHERE b IN (SELECT x FROM c.s.u)',
    'DESCRIBE TABLE EXTENDED c.s.t',
    'DESCRIBE EXTERNAL LOCATION l',
    'DESCRIBE STORAGE CREDENTIAL k',
    'SHOW COLUMNS IN c.s.t',
    'SHOW TABLES IN elsewhere.s',
    "SHOW TABLE EXTENDED IN c.s LIKE '*'",
    'DROP TEMP VARIABLE v',
    'DROP TEMPORARY VARIABLE v',
    "CREATE TABLE c.s.t (a INT) TBLPROPERTIES ('delta.appendOnly' = 'true')",
    'SELECT * FROM c.s.t, LATERAL (SELECT 1) x',
    'SELECT * FROM c.s.stream s WHERE s.a = 1',
    'INSERT INTO c.s.t (a, b) SELECT a, b FROM c.s.u',
    'UPDATE c.s.t SET a = 1, b = 2 WHERE id = 5',
    'MERGE INTO c.s.t USING c.s.u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1, b = 2',
    'CREATE TABLE c.s.t AS SELECT * FROM c.s.u',
    'CREATE TABLE c.s.t DEEP CLONE c.s.u',
    'OPTIMIZE c.s.t ZORDER BY (a)',
    'SET VAR x = (SELECT max(id) FROM c.s.t)',
    'SELECT sum(a) OVER w, b FROM c.s.t WINDOW w AS (PARTITION BY a, b)',
    'EXPLAIN DELETE FROM c.s.t WHERE a = 1',
  ])('lets through: %s', (sql) => {
    expect(outcome(sql)).toBe('allow');
  });

  it.each([
    ['SELECT * FROM hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SELECT * FROM c.s.t, hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SELECT * FROM ((hr.pay.salaries))', 'OUT_OF_SCOPE'],
    ['SELECT * FROM ((hr.pay.salaries) JOIN c.s.t)', 'OUT_OF_SCOPE'],
    ['SELECT * FROM c.s.t AS insert, hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SELECT 1 UNION DISTINCT TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['WITH a AS (SELECT 1) TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['EXPLAIN TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['INSERT INTO c.s.t TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['CACHE TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['WITH a AS (SELECT 1) UPDATE hr.pay.salaries SET a = 1 WHERE id = 1', 'OUT_OF_SCOPE'],
    ['WITH t AS (SELECT 1) INSERT INTO t SELECT * FROM t', 'SCOPE_UNCLEAR'],
    [
      'WITH a AS (SELECT 1) MERGE INTO c.s.t USING hr.pay.salaries s ON true WHEN NOT MATCHED THEN INSERT *',
      'OUT_OF_SCOPE',
    ],
    ['SELECT * FROM c.s.t a, (hr.pay.salaries b)', 'OUT_OF_SCOPE'],
    ['SELECT * FROM c.s.t where, hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SELECT * FROM c.s.t limit, hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['FROM c.s.t select, hr.pay.salaries SELECT *', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM c.s.t LEFT JOIN hr.pay.salaries USING (a)', 'OUT_OF_SCOPE'],
    ['SELECT (SELECT max(pay) FROM hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['SELECT abs((SELECT max(pay) FROM hr.pay.salaries))', 'OUT_OF_SCOPE'],
    ['SELECT * FROM c.s.t WHERE EXISTS (TABLE hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['SELECT 1 UNION ALL TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['WITH t AS (SELECT * FROM hr.pay.salaries) SELECT * FROM t', 'OUT_OF_SCOPE'],
    ['WITH recursive AS (SELECT 1) SELECT * FROM recursive', 'SCOPE_UNCLEAR'],
    ['WITH salaries AS (SELECT * FROM salaries) SELECT * FROM salaries', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM (WITH u AS (SELECT 1) SELECT * FROM u), u', 'SCOPE_UNCLEAR'],
    ['WITH u AS (SELECT 1) SELECT sum(1) OVER w WINDOW v AS (ORDER BY 1), w AS (ORDER BY (TABLE u))', 'SCOPE_UNCLEAR'],
    ['WITH u AS (SELECT 1) SELECT sum(1) OVER w WINDOW w AS (ORDER BY ((SELECT 1 FROM u)))', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM delta.`/mnt/hr/salaries`', 'OUT_OF_SCOPE'],
    ['SELECT * FROM parquet.`abfss://x@y/z`', 'OUT_OF_SCOPE'],
    ["SELECT * FROM read_files('/Volumes/hr/pay/x')", 'SCOPE_UNCLEAR'],
    ["SELECT * FROM table_changes('hr.pay.salaries', 1)", 'SCOPE_UNCLEAR'],
    ["SELECT * FROM IDENTIFIER('hr.' || 'pay.salaries')", 'SCOPE_UNCLEAR'],
    ["SELECT * FROM IDENTIFIER('hr.pay.salaries')", 'OUT_OF_SCOPE'],
    ['SELECT * FROM IDENTIFIER(:t)', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM t', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM s.t', 'SCOPE_UNCLEAR'],
    ['FROM hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['FROM c.s.t |> JOIN hr.pay.salaries USING (a)', 'OUT_OF_SCOPE'],
    ['FROM c.s.t |> UNION ALL (FROM hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['SELECT * FROM STREAM hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SELECT * FROM STREAM(hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['SELECT * FROM hr.pay.salaries@v1', 'OUT_OF_SCOPE'],
    ['SELECT * FROM f(TABLE hr.pay.salaries)', 'SCOPE_UNCLEAR'],
    ['DESCRIBE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['DESCRIBE location t', 'SCOPE_UNCLEAR'],
    ['DESCRIBE external t', 'SCOPE_UNCLEAR'],
    ['DESCRIBE storage t', 'SCOPE_UNCLEAR'],
    ['DESCRIBE HISTORY hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['DESCRIBE QUERY SELECT * FROM hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SHOW CREATE TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['SHOW COLUMNS IN salaries IN hr.pay', 'SCOPE_UNCLEAR'],
    ["SHOW TABLE EXTENDED IN hr.pay LIKE '*'", 'OUT_OF_SCOPE'],
    ["SHOW TABLE EXTENDED IN pay LIKE '*'", 'SCOPE_UNCLEAR'],
    ["SHOW TABLE EXTENDED LIKE '*'", 'SCOPE_UNCLEAR'],
    ["SELECT * FROM c.s.t WITH (path = '/x')", 'SCOPE_UNCLEAR'],
    ["INSERT INTO c.s.t WITH (path = '/x') SELECT 1", 'SCOPE_UNCLEAR'],
    ["CREATE TABLE c.s.t (a INT) TBLPROPERTIES ('option.path' = '/x')", 'SCOPE_UNCLEAR'],
    ['SELECT * FROM STREAM values(a)', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM STREAM select.limit function', 'SCOPE_UNCLEAR'],
    ['WITH stream AS (SELECT 1) SELECT * FROM stream QUALIFY q', 'SCOPE_UNCLEAR'],
    ['SELECT * FROM lateral(TABLE(c.s.t), a)', 'SCOPE_UNCLEAR'],
    ['WITH q AS (SELECT 1) SELECT * FROM q VERSION AS OF 3', 'SCOPE_UNCLEAR'],
    ['INSERT INTO hr.pay.salaries VALUES (1)', 'OUT_OF_SCOPE'],
    ['FROM c.s.t INSERT INTO hr.pay.salaries SELECT *', 'OUT_OF_SCOPE'],
    ['UPDATE hr.pay.salaries SET a = 1 WHERE id = 5', 'OUT_OF_SCOPE'],
    ['MERGE INTO c.s.t USING hr.pay.salaries s ON t.id = s.id WHEN MATCHED THEN UPDATE SET *', 'OUT_OF_SCOPE'],
    ['CREATE TABLE c.s.t AS SELECT * FROM hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['CREATE TABLE c.s.t SHALLOW CLONE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ['CREATE TEMP VIEW v AS TABLE hr.pay.salaries', 'OUT_OF_SCOPE'],
    ["CREATE TABLE c.s.t (a INT) LOCATION 's3://x'", 'SCOPE_UNCLEAR'],
    ["COPY INTO c.s.t FROM '/Volumes/hr/x' FILEFORMAT = CSV", 'SCOPE_UNCLEAR'],
    ["LIST '/Volumes/hr/pay'", 'SCOPE_UNCLEAR'],
    ['BEGIN USE hr.pay; SELECT * FROM salaries; END', 'SCOPE_UNCLEAR'],
    ['SET VAR x = (SELECT max(pay) FROM hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['DECLARE x INT DEFAULT (SELECT max(pay) FROM hr.pay.salaries)', 'OUT_OF_SCOPE'],
    ['EXPLAIN SELECT * FROM hr.pay.salaries', 'OUT_OF_SCOPE'],
  ])('refuses: %s', (sql, code) => {
    expect(outcome(sql)).toBe(code);
  });

  it('reads short names with the catalog and the schema of the call', () => {
    expect(outcome('SELECT * FROM t JOIN other.u ON true', here)).toBe('allow');
    expect(outcome('SELECT * FROM t', { catalog: 'hr', schema: 's' })).toBe('OUT_OF_SCOPE');
    expect(outcome('SELECT * FROM pay.t', here)).toBe('OUT_OF_SCOPE');
    expect(outcome('SELECT * FROM t', { catalog: 'c' })).toBe('SCOPE_UNCLEAR');
  });

  it('is judged soon, however many common tables there are and however often they are named', () => {
    const names = (count: number) => Array.from({ length: count }, (_, order) => `q${order} AS (SELECT 1)`).join(', ');
    const started = performance.now();
    expect(outcome(`WITH ${names(500)} SELECT 1 FROM q0${', q499'.repeat(80_000)}`)).toBe('allow');
    expect(outcome(`WITH ${names(501)} SELECT 1 FROM q0`)).toBe('SCOPE_UNCLEAR');
    const list = `WITH a AS (SELECT 1)${', WITH AS (SELECT 1)'.repeat(20_000)}`;
    expect(outcome(`${list} SELECT 1`)).toBe('SCOPE_UNCLEAR');
    expect(outcome(`SELECT (${list} x)`)).toBe('SCOPE_UNCLEAR');
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
