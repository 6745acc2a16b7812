import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ANALYST, INTERN, lacks, type People, startWithPeople } from './grants.ts';

let people: People;
const grant = (what: string): Promise<unknown> => people.analyst.rows(`GRANT ${what} TO \`${INTERN}\``);
const failure = (text: string, client = people.intern): Promise<string> => client.failure(text);

beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(() => people.workspace.close());

describe('GRANT, REVOKE and SHOW GRANTS', () => {
  it('tell what is granted, and what is inherited from where', async () => {
    await grant('USE CATALOG, BROWSE ON CATALOG main');
    await grant('SELECT ON TABLE main.nyctaxi.trips_raw');
    const { manifest } = await people.analyst.execute('SHOW GRANTS ON TABLE main.nyctaxi.trips_raw');
    expect(manifest?.schema.columns?.map(({ name }) => name)).toEqual([
      ...['Principal', 'ActionType', 'ObjectType', 'ObjectKey'],
    ]);
    expect(await people.analyst.rows('SHOW GRANTS ON TABLE main.nyctaxi.trips_raw')).toEqual([
      [INTERN, 'SELECT', 'TABLE', 'main.nyctaxi.trips_raw'],
      [ANALYST, 'ALL PRIVILEGES', 'CATALOG', 'main'],
      [INTERN, 'BROWSE', 'CATALOG', 'main'],
      [INTERN, 'USE CATALOG', 'CATALOG', 'main'],
    ]);
    expect(await people.analyst.rows(`SHOW GRANT \`${INTERN}\` ON CATALOG main`)).toHaveLength(2);
    expect(await people.intern.rows('SHOW GRANTS ON CATALOG main')).toHaveLength(2);
    expect(await failure(`SHOW GRANTS \`${ANALYST}\` ON CATALOG main`)).toBe(lacks('MANAGE', "Catalog 'main'"));
    expect(
      await people.intern.rows(
        `SELECT grantor, grantee, privilege_type, is_grantable, inherited_from FROM system.information_schema.table_privileges
         WHERE table_name = 'trips_raw' ORDER BY privilege_type`,
      ),
    ).toEqual([
      [ANALYST, INTERN, 'BROWSE', 'NO', 'CATALOG'],
      [ANALYST, INTERN, 'SELECT', 'NO', 'NONE'],
      [ANALYST, INTERN, 'USE_CATALOG', 'NO', 'CATALOG'],
    ]);
    const privileges = 'SELECT grantee, privilege_type FROM main.information_schema.catalog_privileges ORDER BY 1, 2';
    expect(await people.analyst.rows(privileges)).toEqual([
      ...[
        [ANALYST, 'ALL_PRIVILEGES'],
        [INTERN, 'BROWSE'],
        [INTERN, 'USE_CATALOG'],
      ],
    ]);
  });

  it('are all told to who manages, and may use what it lies in', async () => {
    const asked = 'SHOW GRANTS ON TABLE main.closed.t';
    await people.analyst.rows('CREATE SCHEMA main.closed');
    await people.analyst.rows('CREATE TABLE main.closed.t (a INT)');
    await people.analyst.rows('GRANT SELECT ON TABLE main.closed.t TO analysts');
    await people.analyst.rows(`GRANT SELECT ON TABLE main.closed.t TO \`${ADMIN}\``);
    await grant('MANAGE ON TABLE main.closed.t');
    expect(JSON.stringify(await people.intern.rows(asked))).not.toContain(ADMIN);
    await grant('USE SCHEMA ON SCHEMA main.closed');
    expect(JSON.stringify(await people.intern.rows(asked))).toContain(ADMIN);
  });

  it('tell of a function who may call it, and of what is missing', async () => {
    await people.analyst.rows('CREATE SCHEMA main.maths');
    await people.analyst.rows('CREATE FUNCTION main.maths.one() RETURN 1');
    const asked = 'SHOW GRANTS ON FUNCTION main.maths.one';
    await grant('USE SCHEMA ON SCHEMA main.maths');
    await people.analyst.rows(`REVOKE BROWSE ON CATALOG main FROM \`${INTERN}\``);
    expect(await failure(asked)).toBe(lacks('EXECUTE', "Function 'main.maths.one'"));
    await grant('EXECUTE ON SCHEMA main.maths');
    expect(await people.intern.rows(asked)).toContainEqual([INTERN, 'EXECUTE', 'SCHEMA', 'main.maths']);
  });

  it('know USAGE by its new name', async () => {
    await grant('USAGE ON SCHEMA main.default');
    expect(await people.analyst.rows(`SHOW GRANTS \`${INTERN}\` ON DATABASE main.default`)).toContainEqual([
      ...[INTERN, 'USE SCHEMA', 'SCHEMA', 'main.default'],
    ]);
  });

  it.each([
    ['GRANT SELECT ON TABLE main.nyctaxi.trips_raw TO `nobody@x`', 'Could not find principal with name nobody@x'],
    ['GRANT SELECT ON CATALOG main TO admins', 'Could not find principal with name admins'],
    ['REVOKE SELECT ON CATALOG main FROM nobody', 'Could not find principal with name nobody'],
    ['SHOW GRANTS nobody ON CATALOG main', 'Could not find principal with name nobody'],
    ['GRANT SELEC ON CATALOG main TO analysts', 'Privilege SELEC is not applicable to this entity [CATALOG/'],
    ['GRANT USE CATALOG ON SCHEMA main.default TO analysts', 'Privilege USE_CATALOG is not applicable'],
    ['GRANT SELECT ON CATALOG nope TO analysts', '[NO_SUCH_CATALOG_EXCEPTION]'],
    ['GRANT SELECT ON SCHEMA main.nope TO analysts', '[SCHEMA_NOT_FOUND]'],
    ['GRANT SELECT ON TABLE main.default.nope TO analysts', '[TABLE_OR_VIEW_NOT_FOUND]'],
    ['GRANT EXECUTE ON FUNCTION main.default.f TO analysts', '[ROUTINE_NOT_FOUND]'],
    ['GRANT READ VOLUME ON VOLUME main.default.v TO analysts', '[UC_VOLUME_NOT_FOUND]'],
    ['GRANT CREATE CATALOG ON METASTORE TO analysts', "User does not have MANAGE on Metastore '"],
    ['GRANT USE CATALOG ON CATALOG samples TO analysts', "User does not have MANAGE on Catalog 'samples'"],
    [
      'GRANT READ FILES ON EXTERNAL LOCATION x TO analysts',
      'The local workspace cannot compute privileges on EXTERNAL',
    ],
    ['GRANT ON CATALOG main TO analysts', '[PARSE_SYNTAX_ERROR]'],
    ['GRANT SELECT, ON CATALOG main TO analysts', '[PARSE_SYNTAX_ERROR]'],
    ['GRANT SELECT ON CATALOG main TO intern@local', '[PARSE_SYNTAX_ERROR]'],
    ['GRANT SELECT ON CATALOG main FROM analysts', '[PARSE_SYNTAX_ERROR]'],
    ['ALTER TABLE main.default.nope OWNER TO analysts', '[TABLE_OR_VIEW_NOT_FOUND]'],
    ['ALTER CATALOG main OWNER TO admins', 'Could not find principal with name admins'],
  ])('refuse %s', async (statement, message) => {
    expect(await failure(statement, people.analyst)).toContain(message);
  });

  it.each([
    'SHOW GRANTS ON CATALOG main',
    'SHOW GRANTS ON TABLE main.nyctaxi.trips_raw',
    'GRANT SELECT ON TABLE main.nyctaxi.nope TO analysts',
    'GRANT SELECT ON SCHEMA main.nope TO analysts',
  ])('tell nothing to who may not look: %s', async (statement) => {
    await using other = await startWithPeople();
    expect(await other.intern.failure(statement)).toBe(lacks('USE CATALOG', "Catalog 'main'"));
  });

  it('take an unnamed catalog for the current one', async () => {
    await people.analyst.rows('GRANT BROWSE ON CATALOG TO analysts');
    expect(await people.analyst.rows('SHOW GRANTS analysts ON CATALOG main')).toEqual([
      ['analysts', 'BROWSE', 'CATALOG', 'main'],
    ]);
  });
});
