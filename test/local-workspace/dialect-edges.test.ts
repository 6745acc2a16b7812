import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../src/local-workspace/engine/dialect/functions/catalogue.ts';
import { openClient } from './open-client.ts';

const client = await openClient();

const refusal = /^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/;

describe('a predicate ends where Spark’s grammar ends it', () => {
  it.each([
    ['true IS DISTINCT FROM false AND false', 'false'],
    ['1 IS NOT DISTINCT FROM 1 AND true', 'true'],
    ['1 IS DISTINCT FROM 1 OR true', 'true'],
    ['true IS NOT DISTINCT FROM 1 = 1', 'true'],
    ['true BETWEEN false AND 1 = 1', 'true'],
    ['NOT 1 BETWEEN 2 AND 3 AND true', 'true'],
    ['NOT 1 IN (2) OR false', 'true'],
    ['1 = 2 IS NULL', 'false'],
    ['true OR false AND false', 'true'],
    ['-1::string', '-1'],
    ['- 1.5::int', '-1'],
  ])('%s is %s', async (expression, value) => {
    expect(await client.rows(`SELECT ${expression}`)).toEqual([[value]]);
  });

  it('in WHERE', async () => {
    const rows = 'VALUES (1, true), (1, false), (2, true) AS t(a, f)';
    expect(await client.rows(`SELECT a, f FROM ${rows} WHERE a IS NOT DISTINCT FROM 1 AND f`)).toEqual([['1', 'true']]);
  });
});

describe('a text is cast as Spark casts it', () => {
  it.each([
    [' tRue ', 'boolean', 'true'],
    ['t rue', 'boolean', 'malformed'],
    ['ye\u017F', 'boolean', 'malformed'],
    ['n a n', 'double', 'malformed'],
    ['i n f', 'double', 'malformed'],
    [' -inf ', 'double', '-Infinity'],
    ['1d', 'double', '1.0'],
    ['-.5F', 'double', '-0.5'],
    ['1 2', 'int', 'malformed'],
    ['\u007F12 ', 'int', '12'],
    ['1.2345e1', 'decimal(5,1)', '12.3'],
    ['0x1p3', 'double', 'refused'],
    ['15e-1', 'decimal(1,0)', '2'],
    ['2024-01-01T12:00:00+09:00', 'timestamp', '2024-01-01T03:00:00.000Z'],
    ['2024-01-01 00:00:00-9', 'timestamp', '2024-01-01T09:00:00.000Z'],
    ['2024-01-01 00:00:00 UTC+9:5', 'timestamp', '2023-12-31T14:55:00.000Z'],
    ['2024-01-01 00:00:00 UTC', 'timestamp', '2024-01-01T00:00:00.000Z'],
    ['2024-1-1T1:2:3.Z', 'timestamp', '2024-01-01T01:02:03.000Z'],
    ['2024-01-01 10:00:00.1239999', 'timestamp', '2024-01-01T10:00:00.123Z'],
    ['2024', 'timestamp', '2024-01-01T00:00:00.000Z'],
    ['2024-03', 'timestamp', '2024-03-01T00:00:00.000Z'],
    [' 2024-03-05 7 ', 'timestamp', '2024-03-05T07:00:00.000Z'],
    ['2024-03-05 23:59', 'timestamp', '2024-03-05T23:59:00.000Z'],
    ['2024-03-05 23:59Z', 'timestamp', 'malformed'],
    ['2024-01-01 24:00:00', 'timestamp', 'malformed'],
    ['2024-02-30 00:00:00', 'timestamp', 'malformed'],
    ['noon', 'timestamp', 'malformed'],
    ['2024-01-01 00:00:00 Asia/Tokyo', 'timestamp', '2023-12-31T15:00:00.000Z'],
    ['2024-01-01 00:00:00+0900', 'timestamp', '2023-12-31T15:00:00.000Z'],
    ['10', 'timestamp', 'malformed'],
    ['25:00', 'timestamp', 'malformed'],
    ['12024-01-01', 'timestamp', 'refused'],
    ['12024-01-01', 'date', 'refused'],
    ['-2024', 'date', 'refused'],
    ['2024-02-3T12:00\nx', 'date', '2024-02-03'],
    ['2024-13', 'date', 'malformed'],
  ])('%j as %s: %s', async (text, type, told) => {
    const parameters = [{ name: 'text', value: text }];
    const cast = await client.execute(`SELECT cast(:text AS ${type})`, { parameters });
    const tried = await client.execute(`SELECT try_cast(:text AS ${type})`, { parameters });
    const [message, lenient] = [cast.status.error?.message, tried.status.error?.message];
    if (told === 'refused') {
      expect(message).toMatch(refusal);
      expect(lenient).toMatch(refusal);
    } else if (told === 'malformed') {
      expect(message).toContain('[CAST_INVALID_INPUT]');
      expect(tried.result?.data_array).toEqual([[null]]);
    } else {
      expect([message, cast.result?.data_array]).toEqual([undefined, [[told]]]);
      expect(tried.result?.data_array).toEqual([[told]]);
    }
  });

  it('with the error of a number that is too large, and whatever expression it comes from', async () => {
    expect(await client.failure("SELECT cast('123' AS decimal(2,0))")).toContain('[NUMERIC_VALUE_OUT_OF_RANGE');
    expect(await client.rows("SELECT try_cast('123' AS decimal(2,0))")).toEqual([[null]]);
    const chosen = "CASE WHEN id = 1 THEN '1' ELSE '2' END";
    expect(await client.rows(`SELECT cast(${chosen} AS double) FROM range(2) ORDER BY id`)).toEqual([['2.0'], ['1.0']]);
  });

  it.each([
    ["TIMESTAMP'2024'", '2024-01-01T00:00:00.000Z'],
    ["TIMESTAMP'2024-01-01 10'", '2024-01-01T10:00:00.000Z'],
    ["TIMESTAMP'2024-01-01 10:00:00.1234567'", '2024-01-01T10:00:00.123Z'],
    ["TIMESTAMP'2024-01-01 10:00:00 UTC'", '2024-01-01T10:00:00.000Z'],
    ["DATE'2024-01-05 xyz'", '2024-01-05'],
    ["DATE'0000-01-01'", '0000-01-01'],
  ])('%s is %s', async (literal, value) => {
    expect(await client.rows(`SELECT ${literal}`)).toEqual([[value]]);
  });
});

describe('names and positions', () => {
  it.each([
    ['SELECT 1 UNION SELECT 2 ORDER BY 5', 'ORDER_BY_POS_OUT_OF_RANGE'],
    ['SELECT 1 UNION SELECT 2 ORDER BY 0', 'ORDER_BY_POS_OUT_OF_RANGE'],
    ['SELECT id AS a, id + 1 AS a FROM range(2) ORDER BY a', 'UNRESOLVED_COLUMN.WITH_SUGGESTION'],
    ['SELECT x.id, y.id FROM range(2) x, range(2) y ORDER BY id', 'AMBIGUOUS_REFERENCE'],
    ['SELECT count(*) a, sum(id) a FROM range(2) HAVING a > 0', 'AMBIGUOUS_REFERENCE'],
    ['SELECT 1 a, 2 a, a + 1', 'AMBIGUOUS_LATERAL_COLUMN_ALIAS'],
  ])('%s fails with %s', async (statement, errorClass) => {
    expect(await client.failure(statement)).toContain(`[${errorClass}]`);
  });

  it.each([
    ['SELECT id, * FROM range(1, 2) ORDER BY id', [['1', '1']]],
    ['SELECT 1 a, 2 a ORDER BY 2', [['1', '2']]],
    ["SELECT 1 UNION SELECT 2 ORDER BY '1', 1L, 1 DESC", [['2'], ['1']]],
    ["SELECT id FROM range(2) ORDER BY 'a', id DESC", [['1'], ['0']]],
    ["SELECT 1 ORDER BY 'a'", [['1']]],
    ["SELECT cast(0.0 AS string), concat('a', -0.25), 0.5 || 'b', string(10.5)", [['0.0', 'a-0.25', '0.5b', '10.5']]],
    ["SELECT trunc(NULL, 'MONTH')", [[null]]],
    ['SELECT date_add(DATE"2024-01-01", NULL)', [[null]]],
  ])('%s', async (statement, rows) => {
    expect(await client.rows(statement)).toEqual(rows);
  });
});

describe('what Spark computes by rules that are not here is refused by name', () => {
  it.each([
    ["SELECT 'a%b' ILIKE 'aX%b' ESCAPE 'X'", 'ILIKE'],
    ['SELECT * FROM csv.`/path`', 'tables that are paths'],
    ['CREATE TABLE delta.`/path` (a INT)', 'tables that are paths'],
    ["SELECT DATE'12024-01-01'", 'the DATE of the text'],
    ['SELECT t.* EXCEPT (id) FROM range(3) t', 'EXCEPT'],
    ['SELECT 1 UNION SELECT 2 ORDER BY count(*)', 'an aggregate'],
  ])('%s', async (statement, name) => {
    const message = await client.failure(statement);
    expect(message).toMatch(refusal);
    expect(message).toContain(name);
  });
});

describe('IN (a query) that a NULL leaves open', () => {
  const OPEN = 'n IN (SELECT CAST(NULL AS INT))';
  const rows = 'SELECT n FROM VALUES (1), (2) AS t(n)';
  it.each([
    `(${OPEN}) IS NULL`,
    `(${OPEN}) <=> NULL`,
    `coalesce(${OPEN}, true)`,
    `isnull(${OPEN})`,
    `if(${OPEN}, true, true)`,
    `NOT isnull(${OPEN})`,
    `n = 1 AND (${OPEN}) IS NULL`,
  ])('is refused as a value: %s', async (condition) => {
    expect(await client.failure(`${rows} WHERE ${condition}`)).toContain('where a NULL leaves it open');
  });

  it.each([
    [OPEN, []],
    ['n NOT IN (SELECT CAST(NULL AS INT))', []],
    [`NOT (${OPEN})`, []],
    [`n = 1 OR ${OPEN}`, [['1']]],
    [`NOT (n = 1 AND ${OPEN})`, [['2']]],
    ['n NOT IN (SELECT 2)', [['1']]],
    ['(n IN (SELECT 2)) IS NOT NULL AND n IN (SELECT 1)', [['1']]],
  ])('is no as a condition: %s', async (condition, answer) => {
    expect(await client.rows(`${rows} WHERE ${condition}`)).toEqual(answer);
  });

  it('is refused as a value of UPDATE, and is no in its WHERE', async () => {
    await client.rows('CREATE TABLE open_in (n INT, b BOOLEAN)');
    await client.rows('INSERT INTO open_in VALUES (1, true)');
    expect(await client.failure(`UPDATE open_in SET b = ${OPEN}`)).toContain('where a NULL leaves it open');
    await client.rows(`UPDATE open_in SET b = false WHERE ${OPEN}`);
    expect(await client.rows('SELECT * FROM open_in')).toEqual([['1', 'true']]);
  });
});

describe('a change of rows keeps the texts of the statement', () => {
  it.each([
    ["UPDATE own_text SET n = length('[CAST_OVERFLOW]')", '15'],
    ["UPDATE own_text SET n = length('[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION]')", '44'],
    ["MERGE INTO own_text USING (SELECT 1) ON true WHEN MATCHED THEN UPDATE SET n = length('[CAST_OVERFLOW]')", '15'],
    ["INSERT OVERWRITE own_text SELECT length('[CAST_OVERFLOW]')", '15'],
  ])('%s', async (statement, length) => {
    await client.rows('CREATE OR REPLACE TABLE own_text (n SMALLINT)');
    await client.rows('INSERT INTO own_text VALUES (0)');
    await client.rows(statement);
    expect(await client.rows('SELECT n FROM own_text')).toEqual([[length]]);
  });

  it('and names what is out of the range of a column, not of a cast within', async () => {
    await client.rows('CREATE OR REPLACE TABLE own_text (n SMALLINT)');
    await client.rows('INSERT INTO own_text VALUES (0)');
    const failure = (value: string) => client.failure(`UPDATE own_text SET n = ${value}`);
    expect(await failure('n + 40000')).toContain('[DELTA_CAST_OVERFLOW_IN_TABLE_WRITE]');
    expect(await failure('CAST(n + 40000 AS SMALLINT)')).toContain('[CAST_OVERFLOW]');
  });
});

it('no function takes more arguments than it knows', async () => {
  const taken: string[] = [];
  for (const name of [...FUNCTIONS.keys()].filter((each) => /^\w+$/.test(each))) {
    const { status } = await client.execute(`SELECT ${name}(${Array(20).fill('NULL')})`);
    if (status.state === 'SUCCEEDED') taken.push(name);
  }
  // Those of any number of them.
  expect(taken.join(' ')).toBe(
    'concat concat_ws format_string printf elt array arrays_zip struct xxhash64 hash coalesce greatest least decode',
  );
});

it('an interval that is divided by 0 is told so, and a text of the statement is kept', async () => {
  const divided = (id: string) => client.execute(`SELECT INTERVAL '6' DAY / if('DIVIDE_BY_ZERO' = '${id}', 0, 2) AS i`);
  expect((await divided('x')).result?.data_array).toEqual([["INTERVAL '3 00:00:00' DAY TO SECOND"]]);
  expect((await divided('DIVIDE_BY_ZERO')).status.error?.message).toContain('[INTERVAL_DIVIDED_BY_ZERO]');
});

it.each([
  ['10000000000', '2777777 hours 46 minutes 40 seconds'],
  ['-999999999999.999999', '-277777777 hours -46 minutes -39.999999 seconds'],
])('an interval is made of %s seconds', async (seconds, shown) => {
  expect(await client.rows(`SELECT make_interval(0, 0, 0, 0, 0, 0, ${seconds})`)).toEqual([[shown]]);
});
