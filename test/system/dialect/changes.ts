/** What rows the tables hold before each statement: `t` is plain, `r` has rules, `s` is what is merged. */
export const TABLES: Readonly<Record<'t' | 'r' | 's', { readonly make: readonly string[]; readonly fill: string }>> = {
  t: {
    make: [
      'CREATE TABLE t (id INT, v STRING, n DECIMAL(6,2), d DATE, q BIGINT, x DOUBLE, xs ARRAY<INT>, st STRUCT<a: INT, b: STRING>)',
    ],
    fill: `INSERT OVERWRITE t VALUES
      (1, 'a', 1.50, DATE'2024-01-01', 10, 0.5D, array(1, 2), named_struct('a', 1, 'b', 'x')),
      (2, 'b', -2.25, DATE'2024-02-29', 20, 1.5D, array(), named_struct('a', 2, 'b', NULL)),
      (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (3, 'c', 9999.99, DATE'1999-12-31', 9223372036854775807, -0.1D, array(NULL), named_struct('a', NULL, 'b', 'z'))`,
  },
  r: {
    make: [
      `CREATE TABLE r (id INT NOT NULL, v STRING DEFAULT 'none', n DECIMAL(4,1) DEFAULT 1.5, g INT GENERATED ALWAYS AS (id * 2), w VARCHAR(3)) TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')`,
      'ALTER TABLE r ADD CONSTRAINT positive CHECK (id > 0)',
    ],
    fill: "INSERT OVERWRITE r (id, v, n, w) VALUES (1, 'a', 1.5, 'x'), (2, NULL, 2.5, 'abc'), (7, 'g', NULL, NULL)",
  },
  s: {
    make: ['CREATE TABLE s (id INT, v STRING, n DOUBLE, d TIMESTAMP, q INT)'],
    fill: `INSERT OVERWRITE s VALUES (1, 'A', 11.255D, TIMESTAMP'2024-05-06 07:08:09', 1), (2, 'del', NULL, NULL, 2),
      (4, 'new', 4.5D, TIMESTAMP'2024-12-31 23:59:59', NULL), (NULL, 'none', 0D, NULL, 5)`,
  },
};

/**
 * Statements that change rows, and what stands in them, beside the expressions of `productions.ts`. Subqueries in UPDATE and
 * DELETE, and DEFAULT in MERGE, Databricks takes and Delta itself does not: `test/local-workspace/data/by-hand.jsonl`.
 */
export const CHANGES: Readonly<Record<string, string>> = {
  change: `
    UPDATE t SET {set}
    ,,UPDATE t SET {set} WHERE {condition}
    ,,UPDATE t AS own SET {set} WHERE {condition}
    ,,UPDATE r AS t SET {rule} WHERE id < {number}
    ,,DELETE FROM t WHERE {condition}
    ,,DELETE FROM t AS own WHERE {condition} AND own.id > {number}
    ,,DELETE FROM r WHERE g > {number}
    ,,INSERT INTO t {rows}
    ,,INSERT OVERWRITE t {rows}
    ,,INSERT INTO t (v, id, q) {three}
    ,,INSERT INTO t BY NAME {named}
    ,,INSERT OVERWRITE t BY NAME {named}
    ,,INSERT INTO t REPLACE WHERE id > {number} {replacing}
    ,,INSERT INTO r (id, v) VALUES ({int}, {string})
    ,,INSERT INTO r (id, n) VALUES ({number}, {decimal})
    ,,INSERT INTO r (id, w, v) VALUES ({number}, {string}, DEFAULT)
    ,,INSERT INTO r BY NAME SELECT {int} AS id, {double} AS n
    ,,INSERT INTO r (id, g) VALUES ({number}, {int})
    ,,INSERT INTO r VALUES ({number}, {string}, {number}, {number}, 'w')
    ,,MERGE INTO t USING {source} ON {on} {clauses}
    ,,MERGE INTO t USING {source} ON t.id = s.id {clauses}
    ,,MERGE INTO r AS t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET {ruled} WHEN NOT MATCHED AND s.id IS NOT NULL THEN INSERT (id, v) VALUES (s.id * {int}, s.v)
    ,,MERGE INTO r AS t USING s ON t.id = s.id WHEN MATCHED AND {both} THEN DELETE WHEN NOT MATCHED THEN INSERT (id, w) VALUES (s.id, s.v)`,
  number: '0|1|2|3|5',
  condition: `
    id = 2|id = {int}|v = 'a'|v IS NULL|v = {string}|n > {decimal}|d < {date}|d >= {timestamp}|id IN (1, {int})|{boolean}|st.a = 1|xs[0] = 1|size(xs) > {number}|x < {double}
    |{condition} AND {condition}|{condition} OR {condition}|NOT {condition}|v LIKE '%a%'|id BETWEEN {number} AND {int}`,
  set: `
    v = {string}|id = {int}|id = id + {int}|id = {bigint}|n = {double}|n = {decimal}|n = {int}|d = {timestamp}|d = {date}|q = {decimal}|q = {int}|q = q + 1|x = {int}|x = {decimal}|x = NULL|v = {int}|v = {date}|v = {decimal}|v = {double}
    |id = {string}|id = {boolean}|d = {string}|d = {int}|xs = {ints}|xs = {strings}|st = named_struct('a', {int}, 'b', {string})|st = named_struct('b', {string}, 'a', {int})|st = struct({int}, {string})|st.a = {int}|v = DEFAULT|{set}, n = n * 2|{set}, v = upper(v)|id = {int}, id = 2|zz = 1
    |v = v || {string}, id = q|id = q, q = id|n = n / 3`,
  rule: 'v = DEFAULT|n = DEFAULT|{ruled}|{ruled}',
  ruled: `
    v = {string}|id = {int}|id = {number}|n = {decimal}|n = {double}|w = {string}|w = 'abcd'|w = 'ab  '|id = NULL|id = t.id - 1|id = {number}, w = 'q'|n = t.n * 100`,
  rows: `
    VALUES ({int}, {string}, {decimal}, {date}, {bigint}, {double}, {ints}, named_struct('a', {int}, 'b', {string}))
    |VALUES ({bigint}, {int}, {double}, {timestamp}, {decimal}, {int}, array({bigint}), NULL)
    |SELECT id, v, n, d, q, n, array(id), struct(id, v) FROM s
    |VALUES ({int}, {string}, {decimal})
    |VALUES ({string}, {string}, NULL, NULL, NULL, NULL, NULL, NULL)
    |SELECT id, v, n, {string}, q, x, xs, st FROM t
    |SELECT id + {int}, v, n, d, q, x, xs, st FROM t WHERE id < 3
    |VALUES (1, 'k', NULL, NULL, NULL, NULL, NULL, NULL), ({int}, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL)`,
  three: `
    VALUES ({string}, {int}, {bigint})|VALUES ({int}, {double}, {decimal}), (NULL, NULL, {int})|VALUES ({string}, {int})|SELECT v, id, q FROM s|VALUES ({string}, DEFAULT, {int})|VALUES ({date}, {boolean}, 1)|TABLE s`,
  named: `
    SELECT {int} AS id, {string} AS v|SELECT {decimal} AS n, {date} AS d, {int} AS ID|SELECT {int} AS id, {int} AS zz|SELECT {int} AS id, {int} AS id|SELECT * FROM s|SELECT v, q, id FROM s|SELECT named_struct('b', {string}, 'a', {int}) AS st`,
  replacing: `
    VALUES ({int}, {string}, NULL, NULL, NULL, NULL, NULL, NULL)|SELECT id, v, n, d, q, x, xs, st FROM t|SELECT id, v, n, d, q, n, NULL, NULL FROM s WHERE id IS NOT NULL`,
  source: `
    s|s AS s|(SELECT id, v, n, d, q FROM s WHERE id < {number}) AS s|(SELECT id, v, n, d, q FROM s UNION ALL SELECT 1, 'again', 0, NULL, 3) AS s|(SELECT {int} AS id, {string} AS v, {double} AS n, {timestamp} AS d, {int} AS q) s|t AS s`,
  on: 't.id = s.id|t.id <=> s.id|t.id = s.id AND {both}|t.v = s.v|{both}|t.id + 1 = s.id|lower(s.v) = t.v|t.id = s.q',
  both: `{boolean}|t.id = 1|s.v = 'del'|s.q > {number}|t.n < s.n|t.d < s.d|t.v IS NULL OR s.v IS NULL|{both} AND {both}|NOT {both}`,
  own: '{boolean}|t.id = {number}|t.v IS NULL|t.n > {decimal}|t.q < {bigint}',
  theirs: "{boolean}|s.id = {number}|s.v = 'new'|s.n > {double}|s.id IS NOT NULL",
  clauses: `
    WHEN MATCHED THEN UPDATE SET {merged}|WHEN MATCHED THEN DELETE|WHEN MATCHED AND {both} THEN DELETE WHEN MATCHED THEN UPDATE SET {merged}|WHEN NOT MATCHED THEN INSERT {inserted}
    |WHEN MATCHED AND {both} THEN UPDATE SET {merged} WHEN NOT MATCHED AND {theirs} THEN INSERT {inserted}|WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *
    |WHEN NOT MATCHED BY SOURCE THEN DELETE|WHEN MATCHED THEN UPDATE SET {merged} WHEN NOT MATCHED BY SOURCE AND {own} THEN UPDATE SET {alone}
    |WHEN MATCHED AND {both} THEN UPDATE SET {merged} WHEN MATCHED AND {both} THEN DELETE WHEN NOT MATCHED THEN INSERT {inserted} WHEN NOT MATCHED BY SOURCE AND {own} THEN DELETE WHEN NOT MATCHED BY SOURCE THEN UPDATE SET {alone}
    |WHEN MATCHED THEN UPDATE SET {merged} WHEN MATCHED THEN DELETE|WHEN NOT MATCHED AND {theirs} THEN INSERT {inserted} WHEN NOT MATCHED THEN INSERT (id) VALUES ({int})`,
  merged: `
    v = s.v|t.v = s.v, n = s.n|d = s.d|id = s.q|q = t.q + s.q|n = s.n * {double}|v = {int}|st.b = s.v|xs = array(s.id, t.id)|id = {string}|v = s.v, t.v = 'x'|id = s.zz|st = named_struct('a', s.q, 'b', s.v)|x = s.n / s.q`,
  alone: "v = 'alone'|n = t.n + {decimal}|id = {int}|v = s.v",
  inserted: `
    (id, v) VALUES (s.id, s.v)|(id, n, d) VALUES (s.id, s.n, s.d)|(v) VALUES ({string})|(id, q) VALUES (s.id, {decimal})|(id, v) VALUES (s.id)|(id, v) VALUES (t.id, s.v)|(id, id) VALUES (1, 2)|(t.id, x) VALUES (s.id, s.q)|(id, d) VALUES (s.v, s.d)`,
};

/** What stands bare where it stands, without parentheses. */
export const BARE: ReadonlySet<string> = new Set([
  ...[
    'set',
    'rule',
    'rows',
    'three',
    'named',
    'replacing',
    'source',
    'clauses',
    'merged',
    'alone',
    'inserted',
    'number',
  ],
]);
