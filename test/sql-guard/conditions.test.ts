import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';

function codeOf(sql: string): string {
  const verdict = judge(sql, { policy: 'update', aiFunctions: 'allow' });
  return verdict.verdict === 'refuse' ? verdict.code : verdict.class;
}

/** The same for every row of `c.s.t`, as far as can be seen. */
const forAll: readonly string[] = [
  '(a) = a',
  '`a` = a',
  't.a = a',
  'a IN (a)',
  'a IN (1, A)',
  'a BETWEEN a AND a',
  'a IS NOT DISTINCT FROM a',
  'a LIKE a',
  'NOT (a <> a)',
  'NOT a <> a',
  'NOT NOT a = a',
  'CASE WHEN true THEN true END',
  'CASE WHEN a = a THEN true END',
  'CASE WHEN a = 1 THEN true ELSE true END',
  'CASE a WHEN 1 THEN true ELSE 1 = 1 END',
  'current_catalog = current_catalog()',
  'current_catalog() = current_catalog',
  'a IS NULL OR a IS NOT NULL',
  'isnull(a) OR isnotnull(a)',
  "a LIKE '%' OR a IS NULL",
  "a LIKE '%'",
  "a RLIKE '.*'",
  'EXISTS (SELECT 1 FROM t)',
  'EXISTS (SELECT 1 FROM u WHERE u.x = 1)',
  'NOT EXISTS (SELECT 1 FROM u WHERE false)',
  '(SELECT count(*) FROM u) >= 0',
  '1 IN (SELECT 1)',
  'a = 1 OR a <> 1',
  'a = 1 OR NOT a = 1',
  'a = 1 OR NOT (a = 1)',
  'NOT (a = 1 AND a <> 1)',
  'NOT (a = 1) OR (a = 1 AND true)',
  'a > 1 OR a <= 1',
  'a > 1 OR 1 >= a',
  'a > 0 OR a < 1',
  'a >= 5 OR a < 5',
  'a <> 1 OR a <> 2',
  'a IN (1, 2) OR a NOT IN (1, 2)',
  '(a = 1 AND b = 2) OR NOT (a = 1 AND b = 2)',
  '(a OR b) OR NOT (a OR b)',
  '(a = a) = true',
  '(a = a) IS TRUE',
  '(a = a) IS NOT FALSE',
  'a = a = true',
  'if(true, true, false)',
  'if(a = a, true, false)',
  'coalesce(true, a)',
  'equal_null(a, a)',
  'a = a AND b = b',
  'b = 1 OR a = a',
  '(((a = a)))',
  '((a)) = ((a))',
  'a == a',
  'a <=> a',
  'a !> a',
  'exists(array(1), x -> x > 0)',
  'INTERVAL 1 DAY < INTERVAL 2 DAY',
  'extract(YEAR FROM current_date()) > 2000',
  'date_add(DAY, 1, current_date()) > current_date()',
  'CASE WHEN a IS NULL THEN true ELSE true END',
  '1 IS DISTINCT FROM 2',
  "'a' NOT LIKE 'b'",
  '1 NOT IN (2)',
  "now() > timestamp '2020-01-01'",
  "cast('1' as decimal(10, 2)) = 1",
  "'1'::int = 1",
  "trim(BOTH ' ' FROM ' a') = 'a'",
  'current_user() IS NOT NULL',
  'rand() >= 0',
  'a::array<int> = a::array<int>',
  '"x" = \'x\'',
  'id IN (SELECT id FROM t)',
  'EXISTS (SELECT 1 FROM t t2 WHERE t2.id = t.id)',
  'EXISTS (SELECT 1 FROM t AS t2 WHERE t.id = t2.id)',
  'EXISTS (SELECT 1 FROM t t2 WHERE t2.pid = id)',
  'EXISTS (SELECT 1 FROM u t WHERE t.a = t.b)',
  'EXISTS (SELECT 1 FROM u AS t, t t2 WHERE t2.a = t.b)',
  'EXISTS (SELECT 1 FROM u WHERE u.id = id)',
  'EXISTS (SELECT 1 FROM u WHERE u.id = true)',
  'EXISTS (SELECT 1 FROM u WHERE u.id = current_date)',
  'EXISTS (SELECT 1 FROM u WHERE x = 1)',
  'EXISTS (SELECT t.id)',
  'EXISTS (SELECT t.id FROM u)',
  '(SELECT t.id IS NULL OR true)',
  'EXISTS (SELECT 1 FROM t WHERE t.id > 0)',
  'false',
  'a = 1 OR null = null',
  'a IS TRUE OR a IS NOT TRUE',
  '(a = 1) IS NULL OR (a = 1) IS NOT NULL',
  ':x IS NULL OR id = :x',
  'not(a<>a)',
  '!(a <> a)',
  "a LIKE ANY ('%', 'x')",
  'current_date - 1 < current_date',
  '(SELECT true)',
  '((SELECT true))',
  'NOT (SELECT false)',
  '!(SELECT false)',
  '(FROM u SELECT true)',
  '(FROM is SELECT true)',
  '(TABLE u)',
  '(VALUES (true))',
  '(WITH q AS (SELECT true AS a) SELECT a FROM q)',
  '((SELECT true) UNION SELECT false)',
  '((TABLE u) LIMIT 1)',
  'id = 1 OR (SELECT true)',
  'true AND (SELECT true)',
  '(SELECT true) = true',
  '(SELECT x OR y FROM u)',
  '(SELECT max(x) FROM u) IS NOT NULL',
];

/** What people write to pick rows, and what cannot be decided. */
const forSome: readonly string[] = [
  'a = b',
  'a <> a2',
  'x > 0 AND y IS NULL',
  'a IN (SELECT id FROM u)',
  'd >= current_date() - 7',
  'id = :id',
  'id = ?',
  'id IS NOT NULL',
  'id > -1',
  'a.b = b',
  't.a = b',
  'EXISTS (SELECT 1 FROM u WHERE u.id = t.id)',
  'NOT EXISTS (SELECT 1 FROM u WHERE u.id = t.id)',
  'id IN (1, 2, 3)',
  'id BETWEEN 1 AND 5',
  "id BETWEEN 1 AND 5 OR name = 'x'",
  'end < current_date()',
  'start <= now() AND end >= now()',
  'case = 5',
  "from = 'x' AND to = 'y'",
  "user = 'bob'",
  'interval > 5',
  'year = 2024 OR year = 2025',
  'a = 1 OR b = 1',
  'a = 1 OR a = 2',
  'a > 5 OR a < 1',
  'a IS NULL OR a = 0',
  'coalesce(a, 0) = 0',
  'if(a > 1, b, c) = 2',
  'CASE WHEN a > 1 THEN true ELSE false END',
  'CASE WHEN a > 1 THEN b ELSE c END = 1',
  'NOT a',
  'NOT (a = 1 AND b = 2)',
  "lower(name) LIKE '%x%'",
  "name RLIKE '^a.*'",
  "status <> 'done'",
  "status NOT IN ('a', 'b')",
  'a = 1 AND 1 = 1',
  'year(d) = 2024',
  "date_trunc('MONTH', d) = DATE '2024-01-01'",
  'd > current_timestamp() - INTERVAL 7 DAYS',
  "m['k'] = 1",
  "j:a.b = 'x'",
  'exists(arr, x -> x > 0)',
  'a = (SELECT max(a) FROM t)',
  '`id` = 5',
  'a = b OR a <> c',
  'a <> 1 AND a <> 2',
  '(a = 1 OR b = 2) AND (a <> 1 OR c = 3)',
  "date = '2024-01-01'",
  "timestamp < '2024-01-01'",
  'id = 5 OR (id = 6 AND x IS NOT NULL)',
  'values > 3',
  'is_active',
  'NOT is_active',
  'd BETWEEN :a AND :b',
  'a + 1 = b',
  'a::int = 5',
  'datediff(DAY, a, b) > 3',
  'EXISTS (SELECT 1 FROM t t2 WHERE t2.pid = t.id)',
  'EXISTS (SELECT 1 FROM c.s.t AS t2 WHERE t2.pid = t.id)',
  'EXISTS (SELECT 1 FROM u JOIN t t2 ON t2.u = u.id WHERE t2.pid = t.id)',
  'EXISTS (SELECT 1 FROM s WHERE s.tid = id)',
  'EXISTS (SELECT 1 FROM s WHERE id = s.tid AND s.x > 1)',
  '(values > 3)',
  '(from IS NULL)',
  "(from IN ('a', 'b') OR to IS NULL)",
  "(table LIKE 'a%')",
  'a = ((SELECT max(x) FROM u))',
  '(SELECT count(*) FROM u WHERE u.id = t.id) > 1',
  "region = 'x' AND (amount IS NULL OR amount < 0)",
];

describe('the condition of an UPDATE', () => {
  it.each(forAll)('picks all rows: %s', (condition) => {
    expect(codeOf(`UPDATE c.s.t SET z = 1 WHERE ${condition}`)).toBe('UPDATES_ALL_ROWS');
  });
  it.each(forSome)('may pick some: %s', (condition) => {
    expect(codeOf(`UPDATE c.s.t SET z = 1 WHERE ${condition}`)).toBe('write');
  });
  it.each([
    ['UPDATE c.s.t AS x SET z = 1 WHERE x.a = a', 'UPDATES_ALL_ROWS'],
    ['UPDATE t x SET z = 1 WHERE `X`.a = (a)', 'UPDATES_ALL_ROWS'],
    ['UPDATE c.s.t SET z = 1 WHERE c.s.t.a = s.t.a', 'UPDATES_ALL_ROWS'],
    ["UPDATE t WITH ('a' = 'b') x SET z = 1 WHERE x.a = a", 'UPDATES_ALL_ROWS'],
    ['UPDATE t AS x SET z = 1 WHERE EXISTS (SELECT 1 FROM t WHERE t.a = 1)', 'UPDATES_ALL_ROWS'],
    ['UPDATE t AS x SET z = 1 WHERE EXISTS (SELECT 1 FROM t AS y WHERE y.parent = x.id)', 'write'],
    ['UPDATE IDENTIFIER(:name) SET z = 1 WHERE a = a', 'UPDATES_ALL_ROWS'],
    ['UPDATE IDENTIFIER(:name) SET z = 1 WHERE a = 1', 'write'],
    ['UPDATE t set SET z = 1 WHERE set.a = a', 'UPDATES_ALL_ROWS'],
    ['WITH q AS (SELECT 1 AS a) UPDATE t SET z = 1 WHERE EXISTS (SELECT a FROM q)', 'UPDATES_ALL_ROWS'],
    ['WITH q AS (SELECT 1 AS a) UPDATE t SET z = 1 WHERE id IN (SELECT a FROM q)', 'write'],
    ['BEGIN UPDATE t SET z = 1 WHERE NOT (a <> a); END', 'UPDATES_ALL_ROWS'],
  ])('%s is %s', (sql, code) => {
    expect(codeOf(sql)).toBe(code);
  });
  it('is judged in time that grows with its length', () => {
    const pieces = [
      'a = a AND ',
      'NOT ',
      'NOT (',
      'b = 1 OR ',
      '(',
      'CASE WHEN ',
      'CASE ',
      'if(a, b, ',
      'a = ',
      '- ',
      'a::map<',
      'a IN (1, ',
      '(a OR b AND ',
      'EXISTS (SELECT ',
      '(SELECT ',
      '(SELECT true) OR ',
      '(from IS ',
    ];
    for (const piece of pieces) {
      const started = performance.now();
      codeOf(`UPDATE t SET z = 1 WHERE ${piece.repeat(Math.floor(480_000 / piece.length))}`);
      expect([piece, performance.now() - started < 5000]).toEqual([piece, true]);
    }
  });
});

describe('a target with more parts than any table has', () => {
  it.each([
    (name: string) => `UPDATE ${name} SET x = 1 WHERE b = 1`,
    (name: string) => `MERGE INTO ${name} USING s ON s.id = b WHEN MATCHED THEN UPDATE SET x = 1`,
  ])('is refused soon', (statement) => {
    expect(codeOf(statement(`${'a.'.repeat(7)}a`))).toBe('write');
    const started = performance.now();
    expect(codeOf(statement(`${'a.'.repeat(8)}a`))).toBe('UNKNOWN_STATEMENT');
    expect(codeOf(statement(`${'a.'.repeat(240_000)}a`))).toBe('UNKNOWN_STATEMENT');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('the conditions of a MERGE', () => {
  it.each([
    ['USING t AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['USING `T` s ON s.id = t.id WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['USING t VERSION AS OF 3 AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['USING t AS s ON t.id = s.id AND s.x > 5 WHEN MATCHED THEN UPDATE SET x = 1', 'write'],
    ['USING t AS s ON t.parent = s.id WHEN MATCHED THEN UPDATE SET x = 1', 'write'],
    ['USING t.u AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = 1', 'write'],
    ['USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING *', 'REMOVES'],
    ['USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = CASE WHEN a THEN delete + 1 END', 'write'],
  ])('with the table itself: %s is %s', (rest, code) => {
    expect(codeOf(`MERGE INTO t ${rest}`)).toBe(code);
  });

  it.each([
    ['ON t.id = s.id WHEN MATCHED THEN UPDATE SET *', 'write'],
    ['ON t.id = s.id AND true WHEN MATCHED THEN UPDATE SET *', 'write'],
    ['ON t.id = s.id WHEN MATCHED AND s.x > t.x THEN UPDATE SET x = s.x WHEN NOT MATCHED THEN INSERT *', 'write'],
    ['ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET gone = true', 'write'],
    ['ON false WHEN NOT MATCHED THEN INSERT *', 'write'],
    ['ON true WHEN MATCHED AND t.id = 5 THEN UPDATE SET x = 1', 'write'],
    ['ON CASE WHEN t.a = s.a THEN t.b = s.b ELSE false END WHEN MATCHED THEN UPDATE SET *', 'write'],
    ['ON true WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['ON (SELECT true) WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['ON true WHEN MATCHED AND (SELECT true) THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['ON true WHEN MATCHED AND t.x = x THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['ON (t.id) = t.id WHEN MATCHED THEN UPDATE SET *', 'UPDATES_ALL_ROWS'],
    ['ON s.id = 5 WHEN MATCHED THEN UPDATE SET *', 'UPDATES_ALL_ROWS'],
    ['ON s.id <> s.id2 WHEN MATCHED THEN UPDATE SET *', 'UPDATES_ALL_ROWS'],
    ['ON t.id = s.id OR t.id <> s.id WHEN MATCHED THEN UPDATE SET *', 'UPDATES_ALL_ROWS'],
    ['ON t.id IS NULL OR t.id IS NOT NULL WHEN MATCHED THEN UPDATE SET *', 'UPDATES_ALL_ROWS'],
    ['ON 1 = 0 WHEN NOT MATCHED BY SOURCE THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
    ['ON NOT (t.id <> t.id) WHEN NOT MATCHED THEN INSERT * WHEN MATCHED THEN UPDATE SET x = 1', 'UPDATES_ALL_ROWS'],
  ])('%s is %s', (rest, code) => {
    expect(codeOf(`MERGE INTO c.s.t USING (SELECT 1 AS id) AS s ${rest}`)).toBe(code);
    expect(codeOf(`MERGE INTO c.s.x AS t USING c.s.y s ${rest}`)).toBe(code);
  });
});
