import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { INTERN, lacks, type People, startWithPeople, UNITY } from './grants.ts';

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
    expect(await analyst.failure(round)).toContain('[ROUTINE_NOT_FOUND]');
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

  it('are told by REST, which does not tell of the function itself', async () => {
    const { json } = await people.analyst.call('GET', `${UNITY}/permissions/function/main.lab.told`);
    expect(json).toMatchObject({ privilege_assignments: [{ principal: INTERN, privileges: ['EXECUTE'] }] });
    const { status } = await people.analyst.call('GET', `${UNITY}/functions?catalog_name=main&schema_name=lab`);
    expect(status).toBe(501);
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
