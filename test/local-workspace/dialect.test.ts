import { describe, expect, it } from 'vitest';
import { openClient } from './open-client.ts';

const client = await openClient();

/** Each expression with Spark's answer and type; most are where DuckDB alone would answer otherwise. */
const RIGHT: readonly (readonly [string, string | null, string])[] = [
  ['7 / 2', '3.5', 'DOUBLE'],
  ['-7 DIV 2', '-3', 'BIGINT'],
  ['-7 % 3', '-1', 'INT'],
  ['round(2.675D, 2)', '2.68', 'DOUBLE'],
  ['round(-2.5D)', '-3.0', 'DOUBLE'],
  ['round(2.5)', '3', 'DECIMAL(2,0)'],
  ['CAST(2.7 AS INT)', '2', 'INT'],
  ['CAST(-2.7D AS BIGINT)', '-2', 'BIGINT'],
  ["CAST(' 12 ' AS INT)", '12', 'INT'],
  ["CAST('2024-03' AS DATE)", '2024-03-01', 'DATE'],
  ["TRY_CAST('1.5' AS INT)", null, 'INT'],
  ["CAST('yes' AS BOOLEAN)", 'true', 'BOOLEAN'],
  ['CAST(1e16 AS DECIMAL(20,2))', '10000000000000000.00', 'DECIMAL(20,2)'],
  ['10 / 4.0', '2.500000', 'DECIMAL(9,6)'],
  ['CAST(10 AS DECIMAL(10,2)) / CAST(3 AS DECIMAL(10,2))', '3.3333333333333', 'DECIMAL(23,13)'],
  ['CAST(-2 AS DECIMAL(10,2)) / 3', '-0.666667', 'DECIMAL(14,6)'],
  ['0.1 + 0.2', '0.3', 'DECIMAL(2,1)'],
  ['CAST(2 AS DECIMAL(38,4)) * CAST(1.5 AS DECIMAL(19,2))', '3.000000', 'DECIMAL(38,6)'],
  ['0.1D + 0.2D', '0.30000000000000004', 'DOUBLE'],
  ["'5' + 3", '8', 'BIGINT'],
  ["dayofweek(DATE'2024-05-19')", '1', 'INT'],
  ["weekday(DATE'2024-05-19')", '6', 'INT'],
  ["extract(WEEK FROM DATE'2024-12-30')", '1', 'INT'],
  ["date_add(DATE'2024-02-28', 2)", '2024-03-01', 'DATE'],
  ["add_months(DATE'2024-01-31', 1)", '2024-02-29', 'DATE'],
  ["datediff(DATE'2024-03-01', DATE'2024-02-01')", '29', 'INT'],
  ["date_trunc('MONTH', TIMESTAMP'2024-05-19 10:00:00')", '2024-05-01T00:00:00.000Z', 'TIMESTAMP'],
  ["date_format(TIMESTAMP'2024-03-05 14:07:09', 'yyyy-MM-dd HH:mm')", '2024-03-05 14:07', 'STRING'],
  ["'a' || NULL", null, 'STRING'],
  ["concat('a', 1, true)", 'a1true', 'STRING'],
  ["concat_ws('-', NULL, 'b')", 'b', 'STRING'],
  ["'a\\tb'", 'a\tb', 'STRING'],
  ["r'a\\tb'", 'a\\tb', 'STRING'],
  ["\"double\" || 'it''s'", "doubleit's", 'STRING'],
  ["'50%' LIKE '50\\%'", 'true', 'BOOLEAN'],
  ["length('日本')", '2', 'INT'],
  ["upper('é日本')", 'É日本', 'STRING'],
  ["trim('  \t x ')", '\t x', 'STRING'],
  ['2 IN (1, NULL)', null, 'BOOLEAN'],
  ['1 <=> NULL', 'false', 'BOOLEAN'],
  ["'a' < 'B'", 'false', 'BOOLEAN'],
  ['if(NULL, 1, 2)', '2', 'INT'],
  ['coalesce(NULL, 1, 2.5)', '1.0', 'DECIMAL(11,1)'],
  ['greatest(1, NULL, 3)', '3', 'INT'],
  ["instr('日本', '本')", '2', 'INT'],
  ["'日本' LIKE '__'", 'true', 'BOOLEAN'],
  ["TIMESTAMP'2024-01-05 10:00:00' > '2024-01-05 09:30'", 'true', 'BOOLEAN'],
  ['typeof(1 + 1L)', 'bigint', 'STRING'],
  ['/* a /* b */ c */ 1 -- d', '1', 'INT'],
  ['array(1, 2)[0]', '1', 'INT'],
  ["split('a-b', '-')", '["a","b"]', 'ARRAY<STRING>'],
  ["'a.c' RLIKE 'a\\\\.c'", 'true', 'BOOLEAN'],
  ["date_format(DATE'2024-01-05', 'DDD')", '005', 'STRING'],
  ["DATE'2024-01-05' + INTERVAL '1' DAY", '2024-01-06', 'DATE'],
  ['5 & 3', '1', 'INT'],
  ["upper('straße')", 'STRASSE', 'STRING'],
  ["named_struct('a', 1, 'b', 'x')", '{"a":"1","b":"x"}', 'STRUCT<a: INT, b: STRING>'],
  ["map('k', 1.5)", '{"k":"1.5"}', 'MAP<STRING, DECIMAL(2,1)>'],
];

const FAILS: readonly (readonly [string, string])[] = [
  ['2147483647 + 1', 'ARITHMETIC_OVERFLOW'],
  ['9223372036854775807 * 2', 'ARITHMETIC_OVERFLOW'],
  ['CAST(99999999999 AS INT)', 'CAST_OVERFLOW'],
  ["CAST('1.5' AS INT)", 'CAST_INVALID_INPUT'],
  ["CAST('on' AS BOOLEAN)", 'CAST_INVALID_INPUT'],
  ["DATE'2024-02-30'", 'INVALID_TYPED_LITERAL'],
  ['1 % 0', 'REMAINDER_BY_ZERO'],
  ['1.0D / 0', 'DIVIDE_BY_ZERO'],
  ['1.0 / 0', 'DIVIDE_BY_ZERO'],
  ["'a' + 1", 'CAST_INVALID_INPUT'],
  ['row_number()', 'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE'],
  ['(SELECT id FROM range(2))', 'SCALAR_SUBQUERY_TOO_MANY_ROWS'],
  ["substring('a')", 'WRONG_NUM_ARGS.WITHOUT_SUGGESTION'],
];

const REFUSED: readonly (readonly [string, string])[] = [
  ['SELECT rand(42)', 'rand() with a seed'],
  ["SELECT to_xml(named_struct('a', 1))", 'to_xml()'],
  ["SELECT variant_set(parse_json('{}'), '$.a', 1)", 'variant_set()'],
  ["SELECT 'a' RLIKE 'a++b'", 'a++b'],
  ["SELECT INTERVAL '1 month 2 days'", 'intervals of months and days'],
  ["SELECT upper('a' COLLATE UTF8_LCASE)", 'COLLATE'],
  ["SELECT lpad(X'41', 2, 'x')", 'lpad() of bytes and a text'],
  ['SELECT * FROM samples.nyctaxi.trips TABLESAMPLE (10 ROWS) REPEATABLE (7)', 'TABLESAMPLE … REPEATABLE'],
  ['SELECT * FROM samples.nyctaxi.trips TABLESAMPLE (BUCKET 1 OUT OF 2)', 'TABLESAMPLE'],
  ['MERGE WITH SCHEMA EVOLUTION INTO t USING s ON a = b WHEN MATCHED THEN DELETE', 'MERGE'],
  ['VACUUM main.default.t', 'VACUUM'],
  ['SELECT * FROM samples.nyctaxi.trips VERSION AS OF 1', 'time travel'],
  ['SELECT * FROM system.access.audit', 'system.access.audit'],
];

describe('an answer is Spark’s answer', () => {
  it.each(RIGHT)('%s is %s, a %s', async (expression, value, type) => {
    const answer = await client.execute(`SELECT ${expression}`);
    expect(answer.status.error?.message).toBeUndefined();
    expect(answer.result?.data_array).toEqual([[value]]);
    expect(answer.manifest?.schema.columns?.[0]?.type_text).toBe(type);
  });

  it('aggregates as Spark, in type and name', async () => {
    const statement =
      'SELECT count(*), sum(v), avg(v), sum(d), avg(d), min(s) FROM VALUES (1, 1.10, "b"), (2, 2.25, "a"), (4, 4.00, NULL) AS t(v, d, s)';
    const answer = await client.execute(statement);
    expect(answer.result?.data_array).toEqual([['3', '7', '2.3333333333333335', '7.35', '2.450000', 'a']]);
    const columns = answer.manifest?.schema.columns ?? [];
    expect(columns.map((column) => column.name)).toEqual([
      'count(1)',
      'sum(v)',
      'avg(v)',
      'sum(d)',
      'avg(d)',
      'min(s)',
    ]);
    expect(columns.map((column) => column.type_text)).toEqual([
      'BIGINT',
      'BIGINT',
      'DOUBLE',
      'DECIMAL(13,2)',
      'DECIMAL(7,6)',
      'STRING',
    ]);
  });

  it('guards a division by the condition before it', async () => {
    const rows = 'VALUES (0, 1), (2, 8), (NULL, 3) AS t(a, b)';
    expect(await client.rows(`SELECT b FROM ${rows} WHERE a <> 0 AND b / a > 3`)).toEqual([['8']]);
    expect(await client.rows(`SELECT a = 0 OR b / a > 3 FROM ${rows}`)).toEqual([['true'], ['true'], [null]]);
    expect(await client.failure(`SELECT b FROM ${rows} WHERE b / a > 3`)).toContain('[DIVIDE_BY_ZERO]');
  });

  it('samples so many rows, or each with a chance', async () => {
    const trips = 'FROM samples.nyctaxi.trips TABLESAMPLE';
    expect(await client.rows(`SELECT count(t.trip_distance) ${trips} (10 ROWS) AS t`)).toEqual([['10']]);
    expect(
      await client.rows(`SELECT count(*) = (SELECT count(*) FROM samples.nyctaxi.trips) ${trips} (100 PERCENT)`),
    ).toEqual([['true']]);
    expect(await client.rows(`SELECT count(*) ${trips} (0 PERCENT)`)).toEqual([['0']]);
    expect(await client.rows(`SELECT count(*) BETWEEN 5000 AND 15000 ${trips} (50 PERCENT)`)).toEqual([['true']]);
    const first = '(SELECT id FROM range(100000)) TABLESAMPLE (10 ROWS)';
    expect(await client.rows(`SELECT count(*) < 10 FROM ${first} WHERE id < 100`)).toEqual([['true']]);
  });

  it('makes random values anew for each row, and sorts by them as they are shown', async () => {
    const rows = await client.rows('SELECT rand() AS r, random() = random() AS same FROM range(50) ORDER BY r');
    const values = rows.map(([value]) => Number(value));
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(new Set(values).size).toBe(50);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(rows.every(([, same]) => same === 'false')).toBe(true);
    expect(await client.failure('SELECT rand() AS r, r + 1')).toContain('one random value has two places');
  });

  it('orders NULLs first, joins by USING, and keeps two columns of one name', async () => {
    expect(await client.rows('SELECT x FROM VALUES (2), (NULL), (1) AS t(x) ORDER BY x')).toEqual([
      [null],
      ['1'],
      ['2'],
    ]);
    const joined = await client.execute(
      'SELECT * FROM VALUES (1, 2) AS a(k, v) FULL JOIN VALUES (3, 4) AS b(k, v) USING (k) ORDER BY k',
    );
    expect(joined.manifest?.schema.columns?.map((column) => column.name)).toEqual(['k', 'v', 'v']);
    expect(joined.result?.data_array).toEqual([
      ['1', '2', null],
      ['3', null, '4'],
    ]);
  });
});

describe('an error is Spark’s error', () => {
  it.each(FAILS)('%s fails with %s', async (expression, errorClass) => {
    expect(await client.failure(`SELECT ${expression}`)).toContain(`[${errorClass}]`);
  });
  it('for grouping', async () => {
    expect(await client.failure('SELECT id, sum(id) FROM range(3)')).toContain('[MISSING_GROUP_BY]');
    expect(await client.failure('SELECT id, id % 2 AS m, sum(id) FROM range(3) GROUP BY m')).toContain(
      '[MISSING_AGGREGATION]',
    );
    expect(await client.failure('SELECT id FROM range(3) WHERE sum(id) > 1')).toContain('[INVALID_WHERE_CONDITION]');
  });
});

describe('what is not computed is refused by name', () => {
  it.each(REFUSED)('%s', async (statement, name) => {
    const message = await client.failure(statement);
    expect(message).toMatch(/^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/);
    expect(message).toContain(name);
  });
});

describe('tables', () => {
  it('are made, filled, changed, described and dropped', async () => {
    await client.rows("CREATE TABLE main.default.T (Id INT NOT NULL COMMENT 'the key', name STRING)");
    expect(await client.rows("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, NULL)")).toEqual([['3', '3']]);
    expect(await client.rows("UPDATE t SET name = concat(name, '!') WHERE id < 3")).toEqual([['2']]);
    expect(await client.rows("DELETE FROM t WHERE name = 'b!'")).toEqual([['1']]);
    expect(await client.rows('SELECT ID, Name FROM main.default.t ORDER BY id')).toEqual([
      ['1', 'a!'],
      ['3', null],
    ]);
    expect(await client.rows('DESCRIBE t')).toEqual([
      ['Id', 'int', 'the key'],
      ['name', 'string', null],
    ]);
    expect(await client.failure('INSERT INTO t VALUES (NULL, 1)')).toContain('DELTA_NOT_NULL_CONSTRAINT_VIOLATED');
    expect(await client.failure("INSERT INTO t VALUES ('x', 'y')")).toContain('CAST_INVALID_INPUT');
    expect(await client.rows("SHOW TABLES IN main.default LIKE 't'")).toEqual([['default', 't', 'false']]);
    await client.rows('CREATE OR REPLACE TABLE t AS SELECT id FROM t');
    expect(await client.rows('SELECT * FROM t ORDER BY 1')).toEqual([['1'], ['3']]);
    await client.rows('DROP TABLE t');
    expect(await client.failure('SELECT * FROM t')).toContain('TABLE_OR_VIEW_NOT_FOUND');
    expect(await client.rows('SHOW SCHEMAS IN main')).toEqual([['default'], ['information_schema'], ['nyctaxi']]);
    expect(await client.rows('SHOW CATALOGS')).toEqual([['main'], ['samples'], ['system']]);
  });
});

describe('hostile text gets a sentence', () => {
  it.each([
    ['parentheses', `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['signs', `SELECT ${'- '.repeat(5000)}1`],
    ['NOTs', `SELECT ${'NOT '.repeat(5000)}true`],
    ['a long sum', `SELECT ${'1 + '.repeat(100_000)}1`],
    ['divisions', `SELECT ${'id / '.repeat(60)}1 FROM range(1)`],
    ['subqueries', `SELECT * FROM ${'(SELECT * FROM '.repeat(500)}range(1)${')'.repeat(500)}`],
    ['nested CASE', `SELECT ${'CASE WHEN true THEN '.repeat(500)}1${' END'.repeat(500)}`],
    ['an open comment', `SELECT 1 ${'/* '.repeat(100_000)}`],
    ['an open string', `SELECT '${'x'.repeat(500_000)}`],
    ['too much text', `SELECT '${'x'.repeat(1_100_000)}'`],
  ])('%s', async (_name, statement) => {
    expect(await client.failure(statement)).toMatch(/^\[[A-Z_.]+\] .* SQLSTATE/s);
    expect(await client.rows('SELECT 1')).toEqual([['1']]);
  });

  it('and a long list is no trouble', async () => {
    const list = Array.from({ length: 20_000 }, (_, index) => index).join(', ');
    expect(await client.rows(`SELECT 19999 IN (${list})`)).toEqual([['true']]);
  });
});
