import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOUBLED, startWithFunctions } from './functions.ts';
import type { People } from './grants.ts';

let people: People;
beforeAll(async () => {
  people = await startWithFunctions();
});
afterAll(() => people.workspace.close());

describe('a function in SQL', () => {
  it('is called by its full name, and by its own in its schema', async () => {
    const { analyst } = people;
    expect(await analyst.rows(`SELECT ${DOUBLED}(4), \`main\`.lab.DOUBLED('5')`)).toEqual([['8', '10']]);
    expect(await analyst.rows('SELECT doubled(n), n FROM main.lab.numbers(3)', { schema: 'lab' })).toEqual([
      ['0', '0'],
      ['2', '1'],
      ['4', '2'],
    ]);
    expect(await analyst.failure('SELECT doubled(1)')).toContain('[UNRESOLVED_ROUTINE]');
    expect(await analyst.rows('SELECT n FROM main.lab.shown')).toEqual([['14']]);
  });

  it('is there again after it is replaced, and gone after it is dropped, alone or with its schema', async () => {
    const { analyst } = people;
    await analyst.rows('CREATE SCHEMA main.passing');
    await analyst.rows('CREATE FUNCTION main.passing.one() RETURN 1');
    expect(await analyst.failure('DROP SCHEMA main.passing')).toContain('[SCHEMA_NOT_EMPTY]');
    await analyst.rows("CREATE OR REPLACE FUNCTION main.passing.one() RETURNS STRING RETURN 'one'");
    expect(await analyst.rows('SELECT main.passing.one()')).toEqual([['one']]);
    await analyst.rows('DROP SCHEMA main.passing CASCADE');
    await analyst.rows('CREATE SCHEMA main.passing');
    expect(await analyst.failure('SELECT main.passing.one()')).toContain('[UNRESOLVED_ROUTINE]');
    expect(await analyst.failure('DROP FUNCTION main.passing.one')).toContain('[ROUTINE_NOT_FOUND]');
    await analyst.rows('DROP FUNCTION IF EXISTS main.passing.one');
  });

  it('never calls itself, by whatever way', async () => {
    const { analyst } = people;
    await analyst.rows('CREATE FUNCTION main.lab.a(x INT) RETURNS INT RETURN x');
    await analyst.rows('CREATE FUNCTION main.lab.b(x INT) RETURNS INT RETURN main.lab.a(x) + main.lab.a(x)');
    const round = 'CREATE OR REPLACE FUNCTION main.lab.a(x INT) RETURNS INT RETURN main.lab.b(x) + main.lab.b(x)';
    expect(await analyst.failure(round)).toContain('[CYCLIC_FUNCTION_REFERENCE]');
    expect(await analyst.rows('SELECT main.lab.b(1)')).toEqual([['2']]);
  });

  it.each([
    ['CREATE TEMPORARY FUNCTION f() RETURN 1', 'CREATE TEMPORARY'],
    ['CREATE FUNCTION main.lab.f(x INT) RETURNS INT LANGUAGE PYTHON RETURN x', 'CREATE FUNCTION … LANGUAGE'],
    ['CREATE FUNCTION main.lab.upper(x STRING) RETURN x', 'a function with the name `upper`'],
    [`SELECT ${DOUBLED}(CAST(rand() * 10 AS INT))`, 'doubled() of a random value'],
  ])('is refused by name: %s', async (statement, name) => {
    const message = await people.analyst.failure(statement);
    expect(message).toMatch(/^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/);
    expect(message).toContain(name);
  });
});

describe('a function in SQL, in what would be wrong rows or an error of the engine', () => {
  const make = (parameters: string, body: string, said = '') =>
    `CREATE FUNCTION main.lab.f(${parameters}) ${said} RETURN ${body}`;
  const ON = "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')";

  beforeAll(async () => {
    for (const statement of [
      'CREATE FUNCTION main.lab.g(x INT) RETURN transform(array(10, 20), z -> z + x)',
      'CREATE FUNCTION main.lab.summed(x INT) RETURN aggregate(main.lab.g(x), 0, (a, b) -> a + b)',
      'CREATE FUNCTION main.lab.most(x INT) RETURN (SELECT max(n) FROM main.lab.secret WHERE n > x)',
      'CREATE FUNCTION main.lab.inner_query(x INT) RETURN WITH t AS (SELECT x + 1 AS a) SELECT max(a + 1) FROM t',
      "CREATE FUNCTION main.lab.tidy(x STRING) RETURN x || '!'",
      `CREATE TABLE main.lab.plain (a INT, b INT DEFAULT 3) ${ON}`,
    ])
      await people.analyst.rows(statement);
  });

  it.each([
    ['SELECT transform(array(5), z -> z + 1)[0] AS a, to_json(main.lab.g(a)) AS b', '[16,26]'],
    ['SELECT 0, to_json(main.lab.g(5))', '[15,25]'],
    ['SELECT 0, main.lab.summed(1)', '32'],
    ['SELECT id, main.lab.most(id) FROM range(1) GROUP BY id, main.lab.most(id)', '7'],
    ['SELECT sum(id), main.lab.most(id) AS k FROM range(2) GROUP BY main.lab.most(id)', '7'],
    ['SELECT 0, main.lab.inner_query(3)', '5'],
    ['SELECT 0, main.lab.tidy(true)', 'true!'],
    ['SELECT id, n FROM range(2) AS r, LATERAL main.lab.numbers(id)', '0'],
    [
      'SELECT r.id, numbers.n FROM range(3) AS r LEFT ANTI JOIN range(2) AS s ON r.id = s.id JOIN main.lab.numbers(3) ON r.id = n',
      '2',
    ],
  ])('answers as Spark does: %s', async (statement, value) => {
    expect((await people.analyst.rows(statement)).map((row) => row[1])).toEqual([value]);
  });

  it.each([
    ['SELECT transform(array(1, 2), y -> main.lab.g(y))', 'UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF'],
    ['SELECT main.lab.g(transform(array(1), y -> y)[0])', 'UNSUPPORTED_FEATURE.LAMBDA_FUNCTION_WITH_SQL_UDF'],
    ['SELECT 1 AS a ORDER BY main.lab.g(1)', 'UNSUPPORTED_SQL_UDF_USAGE'],
    [`SELECT id FROM range(3) LIMIT ${DOUBLED}(1)`, 'UNSUPPORTED_SQL_UDF_USAGE'],
    ['SELECT explode(main.lab.g(1))', 'UNSUPPORTED_SQL_UDF_USAGE'],
    ['SELECT main.lab.g(1) OVER ()', 'UNSUPPORTED_SQL_UDF_USAGE'],
    [`SELECT * FROM VALUES (${DOUBLED}(1))`, 'INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE'],
    ['SELECT n FROM range(3) AS r, main.lab.numbers(r.id)', 'UNRESOLVED_COLUMN'],
    ['SELECT n FROM range(3) AS r RIGHT JOIN LATERAL main.lab.numbers(r.id)', 'INVALID_LATERAL_JOIN_TYPE'],
    ['SELECT * FROM main.lab.numbers(1) AS t(a, b)', 'NUM_TABLE_VALUE_ALIASES_MISMATCH'],
    [make('x VARCHAR(3)', 'x'), 'UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING'],
    [make('x INT NOT NULL', 'x'), 'USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS'],
    [make('x INT DEFAULT 1, y INT', 'x'), 'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION'],
    [make('x INT DEFAULT (SELECT 1)', 'x'), 'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION'],
    [make('x INT DEFAULT max(1)', 'x'), 'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS'],
    [make('x INT DEFAULT row_number() OVER (ORDER BY 1)', 'x'), 'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX'],
    [make('x INT', 'max(x)'), 'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS'],
    [make('x INT', 'explode(array(x))'), 'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS'],
    [make('x INT', 'array(x)', 'RETURNS INT'), 'DATATYPE_MISMATCH'],
    [make('x INT', 'x', "COMMENT 'a' COMMENT 'b'"), 'DUPLICATE_CLAUSES'],
    [make('', 'SELECT 1 AS a, 2 AS A', 'RETURNS TABLE'), 'DUPLICATE_ROUTINE_RETURNS_COLUMNS'],
    [make('', 'SELECT 1, 2', 'RETURNS TABLE (a INT, A INT)'), 'DUPLICATE_ROUTINE_RETURNS_COLUMNS'],
    [make('', 'SELECT 1 + 1', 'RETURNS TABLE'), 'USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_MISSING_COLUMN_NAMES'],
    [make('', 'SELECT 1', 'RETURNS TABLE (a INT, b INT)'), 'USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH'],
    [
      'CREATE OR REPLACE FUNCTION IF NOT EXISTS main.lab.f() RETURN 1',
      'INVALID_SQL_SYNTAX.CREATE_ROUTINE_WITH_IF_NOT_EXISTS_AND_REPLACE',
    ],
  ])('is refused as Spark does: %s', async (statement, errorClass) => {
    expect(await people.analyst.failure(statement)).toContain(`[${errorClass}`);
  });

  it.each([
    ['SELECT main.lab.most(max(n)) FROM main.lab.secret', 'most(), which has a subquery, beside aggregates'],
    [
      'SELECT 1 FROM range(1) AS a JOIN range(1) AS b ON main.lab.most(a.id) = 1',
      'most(), which has a subquery, in ON',
    ],
    [
      `CREATE OR REPLACE FUNCTION ${DOUBLED}(x BIGINT) RETURNS INT RETURN x`,
      'CREATE OR REPLACE FUNCTION with parameters of other types',
    ],
    [
      'SELECT main.lab.most(row_number() OVER (ORDER BY n)) FROM main.lab.secret',
      'most(), which has a subquery, of a window function',
    ],
    [
      'SELECT row_number() OVER (ORDER BY n) AS r, main.lab.most(r) FROM main.lab.secret',
      'most(), which has a subquery, of a window function',
    ],
    ['SELECT n FROM main.lab.numbers(max(3))', 'numbers() with aggregates or window functions as its arguments'],
    [
      'SELECT n FROM main.lab.numbers(row_number() OVER (ORDER BY 1))',
      'numbers() with aggregates or window functions as its arguments',
    ],
    [`CREATE TABLE main.lab.t (a INT DEFAULT ${DOUBLED}(1)) ${ON}`, "a function of one's own"],
    [`CREATE TABLE main.lab.t (a INT, b INT GENERATED ALWAYS AS (${DOUBLED}(a)))`, "a function of one's own"],
    [`ALTER TABLE main.lab.plain ADD CONSTRAINT c CHECK (${DOUBLED}(a) > 1)`, "a function of one's own"],
    [`ALTER TABLE main.lab.plain ALTER COLUMN a SET DEFAULT ${DOUBLED}(1)`, "a function of one's own"],
    [`CREATE FUNCTION main.lab.f(x INT DEFAULT ${DOUBLED}(1)) RETURN x`, "a function of one's own"],
  ])('is refused by name: %s', async (statement, name) => {
    const message = await people.analyst.failure(statement);
    expect(message).toMatch(/^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/);
    expect(message).toContain(name);
  });

  it('has defaults of a type that its parameter takes, which see no other parameter', async () => {
    const { analyst } = people;
    expect(await analyst.failure(make('x INT DEFAULT array(1)', "'x'"))).toContain('[DATATYPE_MISMATCH');
    expect(await analyst.failure(make('x INT, y INT DEFAULT x', "'x'"))).toContain('[UNRESOLVED_COLUMN');
    expect(await analyst.failure(make('x INT DEFAULT nothing(1)', "'x'"))).toContain('[UNRESOLVED_ROUTINE]');
  });

  it('leaves what DEFAULT stands for as it was', async () => {
    const { analyst } = people;
    await analyst.rows('INSERT INTO main.lab.plain VALUES (1, DEFAULT), (DEFAULT, 4)');
    await analyst.rows('UPDATE main.lab.plain SET b = DEFAULT WHERE b = 4');
    expect(await analyst.rows('SELECT a, b FROM main.lab.plain ORDER BY a NULLS LAST')).toEqual([
      ['1', '3'],
      [null, '3'],
    ]);
  });

  it('is called at most 1000 times in a statement, by functions too', async () => {
    const { analyst } = people;
    await analyst.rows('CREATE FUNCTION main.lab.d0(x INT) RETURNS INT RETURN 1');
    const calls = (name: string, of: string) => Array.from({ length: 10 }, (_, index) => `${name}(${of} ${index})`);
    for (let level = 1; level <= 2; level += 1)
      await analyst.rows(
        `CREATE FUNCTION main.lab.d${level}(x INT) RETURNS INT RETURN ${calls(`main.lab.d${level - 1}`, 'x *').join(' + ')}`,
      );
    expect(await analyst.rows('SELECT main.lab.d2(1)')).toEqual([['100']]);
    expect(await analyst.failure(`SELECT ${calls('main.lab.d2', '').join(' + ')}`)).toContain(
      'more than 1000 calls of SQL functions',
    );
  });
});
