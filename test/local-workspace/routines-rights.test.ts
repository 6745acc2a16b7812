import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { DOUBLED, startWithFunctions } from './functions.ts';
import { ADMIN, ANALYST, denied, INTERN, lacks, type People, startWithPeople, UNITY } from './grants.ts';

let people: People;
beforeAll(async () => {
  people = await startWithFunctions();
});
afterAll(() => people.workspace.close());

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
      full_name: DOUBLED,
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
    expect(await intern.refused('GET', `${UNITY}/functions/${DOUBLED}`)).toEqual(
      denied('EXECUTE', `Function '${DOUBLED}'`),
    );
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
