import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { ADMIN, ANALYST, denied, INTERN, lacks, type People, startWithPeople, UNITY } from './grants.ts';

const F = 'main.lab.doubled';

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
  for (const statement of [
    'CREATE SCHEMA main.lab',
    'CREATE TABLE main.lab.secret AS SELECT 7 AS n',
    `CREATE FUNCTION ${F}(x INT) RETURNS INT COMMENT 'twice' RETURN x + x`,
    'CREATE FUNCTION main.lab.told() RETURNS INT RETURN (SELECT max(n) FROM main.lab.secret)',
    'CREATE FUNCTION main.lab.numbers(most INT) RETURNS TABLE (n BIGINT) RETURN SELECT id FROM range(10) WHERE id < most',
    'CREATE TABLE main.lab.plain_rows AS SELECT 4 AS n',
    'CREATE FUNCTION main.lab.all_rows() RETURNS TABLE (m INT) RETURN SELECT n FROM main.lab.secret',
    `CREATE VIEW main.lab.shown AS SELECT ${F}(n) AS n FROM main.lab.secret`,
  ])
    await people.analyst.rows(statement);
});
afterAll(() => people.workspace.close());

describe('a function in SQL', () => {
  it('is called by its full name, and by its own in its schema', async () => {
    const { analyst } = people;
    expect(await analyst.rows(`SELECT ${F}(4), \`main\`.lab.DOUBLED('5')`)).toEqual([['8', '10']]);
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
    [`SELECT ${F}(CAST(rand() * 10 AS INT))`, 'doubled() of a random value'],
    ["SELECT upper(str => 'a')", 'named arguments of this function'],
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
    [`SELECT id FROM range(3) LIMIT ${F}(1)`, 'UNSUPPORTED_SQL_UDF_USAGE'],
    ['SELECT explode(main.lab.g(1))', 'UNSUPPORTED_SQL_UDF_USAGE'],
    ['SELECT main.lab.g(1) OVER ()', 'UNSUPPORTED_SQL_UDF_USAGE'],
    [`SELECT * FROM VALUES (${F}(1))`, 'INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE'],
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
      `CREATE OR REPLACE FUNCTION ${F}(x BIGINT) RETURNS INT RETURN x`,
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
    [`CREATE TABLE main.lab.t (a INT DEFAULT ${F}(1)) ${ON}`, "a function of one's own"],
    [`CREATE TABLE main.lab.t (a INT, b INT GENERATED ALWAYS AS (${F}(a)))`, "a function of one's own"],
    [`ALTER TABLE main.lab.plain ADD CONSTRAINT c CHECK (${F}(a) > 1)`, "a function of one's own"],
    [`ALTER TABLE main.lab.plain ALTER COLUMN a SET DEFAULT ${F}(1)`, "a function of one's own"],
    [`CREATE FUNCTION main.lab.f(x INT DEFAULT ${F}(1)) RETURN x`, "a function of one's own"],
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

describe('the rights to a function', () => {
  it('are EXECUTE to call it, its owner’s for what it reads, and CREATE FUNCTION to make one', async () => {
    const { analyst, intern } = people;
    const call = 'SELECT main.lab.told()';
    expect(await intern.failure(call)).toContain(lacks('USE CATALOG', "Catalog 'main'"));
    await analyst.rows(`GRANT USE CATALOG ON CATALOG main TO \`${INTERN}\``);
    await analyst.rows(`GRANT USE SCHEMA ON SCHEMA main.lab TO \`${INTERN}\``);
    expect(await intern.failure(call)).toContain(lacks('EXECUTE', "Function 'main.lab.told'"));
    expect(await intern.failure('CREATE FUNCTION main.lab.mine() RETURN 1')).toContain(
      lacks('CREATE FUNCTION', "Schema 'main.lab'"),
    );
    expect(await intern.rows('SHOW USER FUNCTIONS IN main.lab')).toEqual([]);
    await analyst.rows(`GRANT EXECUTE ON FUNCTION main.lab.told TO \`${INTERN}\``);
    expect(await intern.rows(call)).toEqual([['7']]);
    expect(await intern.rows("SHOW USER FUNCTIONS IN main.lab LIKE 't*'")).toEqual([['main.lab.told']]);
    expect(await intern.failure('SELECT n FROM main.lab.secret')).toContain('does not have SELECT');
    expect(await intern.failure('DROP FUNCTION main.lab.told')).toContain('does not have MANAGE');
    expect(await analyst.rows('SHOW GRANTS ON FUNCTION main.lab.told')).toContainEqual([
      INTERN,
      'EXECUTE',
      'FUNCTION',
      'main.lab.told',
    ]);
  });

  it('leave current_user() to whoever asks, in a function as in a view', async () => {
    const { analyst, intern } = people;
    await analyst.rows('CREATE FUNCTION main.lab.me() RETURN current_user()');
    await analyst.rows('CREATE VIEW main.lab.mirror AS SELECT current_user() AS name');
    await analyst.rows(`GRANT EXECUTE ON FUNCTION main.lab.me TO \`${INTERN}\``);
    await analyst.rows(`GRANT SELECT ON TABLE main.lab.mirror TO \`${INTERN}\``);
    expect(await intern.rows('SELECT name, main.lab.me() FROM main.lab.mirror')).toEqual([[INTERN, INTERN]]);
  });

  it('are told by REST, as is the function: what is in it, to its owner only', async () => {
    const { analyst, intern } = people;
    const { json } = await analyst.call('GET', `${UNITY}/permissions/function/main.lab.told`);
    expect(json).toMatchObject({ privilege_assignments: [{ principal: INTERN, privileges: ['EXECUTE'] }] });
    expect(await analyst.get(`${UNITY}/functions/main.lab.Doubled`)).toMatchObject({
      full_name: F,
      comment: 'twice',
      owner: ANALYST,
      data_type: 'INT',
      full_data_type: 'int',
      input_params: { parameters: [{ name: 'x', type_name: 'INT', type_text: 'int', position: 0 }] },
      routine_definition: 'x + x',
    });
    expect(await analyst.get(`${UNITY}/functions/main.lab.numbers`)).toMatchObject({
      data_type: 'TABLE_TYPE',
      full_data_type: 'table<n bigint>',
      return_params: { parameters: [{ name: 'n', type_text: 'bigint' }] },
    });
    const list = `${UNITY}/functions?catalog_name=main&schema_name=lab`;
    expect(JSON.stringify(await analyst.get(list))).toMatch(/main.lab.doubled.*main.lab.numbers.*main.lab.told/);
    const told = await intern.get(list);
    expect(told).toMatchObject({ functions: [{ full_name: 'main.lab.me' }, { full_name: 'main.lab.told' }] });
    expect(JSON.stringify(told)).not.toMatch(/secret|doubled/);
    expect(await intern.refused('GET', `${UNITY}/functions/${F}`)).toEqual(denied('EXECUTE', `Function '${F}'`));
  });
});

describe('lineage', () => {
  it('goes through functions to what they read, but names it only to who may see it', async () => {
    const { analyst, intern } = people;
    await analyst.rows(
      'CREATE TABLE main.lab.one AS SELECT main.lab.told() + 1 AS total, main.lab.doubled(n) AS d FROM main.lab.plain_rows',
    );
    await analyst.rows('CREATE TABLE main.lab.many AS SELECT * FROM main.lab.all_rows()');
    const upstream = async (table: string, client = analyst) => {
      const path = `/api/2.0/lineage-tracking/table-lineage?table_name=main.lab.${table}&lineage_direction=UPSTREAM`;
      return JSON.stringify(await client.get(path)).match(/"name":"\w+"/g);
    };
    const columns = async (table: string, column: string) => {
      const path = '/api/2.0/lineage-tracking/column-lineage';
      const told = await analyst.get(
        `${path}?table_name=main.lab.${table}&column_name=${column}&lineage_direction=UPSTREAM`,
      );
      return JSON.stringify(told).match(/"(name|table_name)":"\w+"/g);
    };
    expect((await upstream('one'))?.sort()).toEqual(['"name":"plain_rows"', '"name":"secret"']);
    expect(await upstream('many')).toEqual(['"name":"secret"']);
    expect(await columns('one', 'total')).toEqual(['"name":"n"', '"table_name":"secret"']);
    expect(await columns('one', 'd')).toEqual(['"name":"n"', '"table_name":"plain_rows"']);
    expect(await columns('many', 'm')).toEqual(['"name":"n"', '"table_name":"secret"']);
    await analyst.rows(`GRANT SELECT ON TABLE main.lab.one TO \`${INTERN}\``);
    expect(await upstream('one', intern)).toBeNull();
  });
});

describe('what runs with its owner’s rights', () => {
  const INTERNS = [
    ['FUNCTION', 'CREATE FUNCTION main.pub.it() RETURN (SELECT max(n) FROM main.lab.secret)', 'main.pub.it'],
    ['VIEW', 'CREATE VIEW main.pub.seen AS SELECT n FROM main.lab.secret', 'main.pub.seen'],
  ] as const;
  const REFUSED = '[INSUFFICIENT_PERMISSIONS]';

  beforeAll(async () => {
    for (const statement of [
      'CREATE SCHEMA main.pub',
      `GRANT USE CATALOG ON CATALOG main TO \`${INTERN}\``,
      `GRANT USE SCHEMA, CREATE TABLE, CREATE FUNCTION, MANAGE ON SCHEMA main.pub TO \`${INTERN}\``,
      `GRANT USE SCHEMA ON SCHEMA main.lab TO \`${INTERN}\``,
      `GRANT SELECT ON TABLE main.lab.secret TO \`${INTERN}\``,
    ])
      await people.analyst.rows(statement);
  });

  it.each(INTERNS)('is given to somebody else by an administrator only: a %s', async (kind, create, name) => {
    const { admin, analyst, intern } = people;
    await analyst.rows(`GRANT SELECT ON TABLE main.lab.secret TO \`${INTERN}\``);
    await intern.rows(create);
    await analyst.rows(`REVOKE SELECT ON TABLE main.lab.secret FROM \`${INTERN}\``);
    const read = kind === 'VIEW' ? `SELECT n FROM ${name}` : `SELECT ${name}()`;
    expect(await intern.failure(read)).toContain(REFUSED);
    expect(await intern.failure(`ALTER ${kind} ${name} OWNER TO \`${ANALYST}\``)).toContain(REFUSED);
    await intern.rows(`ALTER ${kind} ${name} OWNER TO analysts`);
    expect(await intern.failure(read)).toContain(REFUSED);
    await intern.rows(`ALTER ${kind} ${name} OWNER TO \`${INTERN}\``);
    expect(await analyst.failure(`ALTER ${kind} ${name} OWNER TO \`${ADMIN}\``)).toContain(REFUSED);
    await admin.rows(`ALTER ${kind} ${name} OWNER TO \`${ANALYST}\``);
    expect(await analyst.rows(read)).toEqual([['7']]);
  });

  it('is given away as little by REST', async () => {
    const { analyst, intern } = people;
    await intern.rows('CREATE VIEW main.pub.rest AS SELECT 1 AS a');
    const path = `${UNITY}/tables/main.pub.rest`;
    expect(await intern.call('PATCH', path, { owner: ANALYST })).toMatchObject({ status: 403 });
    expect(await analyst.call('PATCH', path, { owner: ANALYST })).toMatchObject({ status: 200 });
  });

  it.each([
    [
      'CREATE FUNCTION main.pub.own() RETURN 1',
      'CREATE OR REPLACE FUNCTION main.pub.own() RETURN 2',
      "Function 'main.pub.own'",
    ],
    [
      'CREATE VIEW main.pub.mine AS SELECT 1 AS a',
      'CREATE OR REPLACE VIEW main.pub.mine AS SELECT 2 AS a',
      "Table 'main.pub.mine'",
    ],
  ])('is replaced by its owner only: %s', async (create, replace, named) => {
    const { admin, analyst, intern } = people;
    await analyst.rows(create);
    await analyst.rows(replace);
    for (const other of [intern, admin]) {
      const message = await other.failure(replace);
      expect(message).toContain(REFUSED);
    }
    expect(await intern.failure(replace)).toContain(`User is not an owner of ${named}.`);
  });
});

it('keeps its functions and their rights over a restart', async () => {
  await using directory = await temporaryDirectory();
  for (const statements of [
    [
      'CREATE FUNCTION main.default.f(x INT, y INT DEFAULT 2) RETURN x * y',
      `GRANT EXECUTE ON FUNCTION f TO \`${INTERN}\``,
    ],
    [],
  ]) {
    await using again = await startWithPeople({ dataDirectory: directory.path });
    for (const statement of statements) await again.analyst.rows(statement);
    expect(await again.analyst.rows('SELECT f(4), typeof(f(4, 5))')).toEqual([['8', 'int']]);
    expect(await again.analyst.rows('SHOW GRANTS ON FUNCTION f')).toContainEqual([
      INTERN,
      'EXECUTE',
      'FUNCTION',
      'main.default.f',
    ]);
  }
});
