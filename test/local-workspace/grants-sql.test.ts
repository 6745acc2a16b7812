import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, ANALYST, INTERN, lacks, type People, startWithPeople } from './grants.ts';

let people: People;
const grant = (what: string): Promise<unknown> => people.analyst.rows(`GRANT ${what} TO \`${INTERN}\``);
const revoke = (what: string): Promise<unknown> => people.analyst.rows(`REVOKE ${what} FROM \`${INTERN}\``);
const failure = (text: string, client = people.intern): Promise<string> => client.failure(text);

/** Every test begins with what a new workspace has. */
async function afresh(): Promise<void> {
  await people?.workspace.close();
  people = await startWithPeople();
}
afterAll(() => people.workspace.close());

describe('a new workspace', () => {
  beforeAll(afresh);

  it('lets everyone read samples', async () => {
    expect(await people.intern.rows('SELECT count(*) FROM samples.nyctaxi.trips')).toEqual([['21932']]);
    expect(await people.intern.rows('SHOW CATALOGS')).toEqual([['samples'], ['system']]);
  });

  it('keeps main for its owner, and answers as a warehouse does', async () => {
    const { status } = await people.intern.execute('SELECT * FROM main.nyctaxi.trips_raw');
    expect(status).toEqual({
      state: 'FAILED',
      sql_state: '42501',
      error: { error_code: 'BAD_REQUEST', message: lacks('USE CATALOG', "Catalog 'main'") },
    });
    expect(await failure('SELECT 1', people.intern)).toBe('SUCCEEDED: [["1"]]');
    expect(await people.intern.failure('SELECT 1', { catalog: 'main' })).toBe(lacks('USE CATALOG', "Catalog 'main'"));
  });

  it.each([
    'SELECT * FROM main.nyctaxi.nope',
    'SELECT * FROM main.nope.nope',
    'SELECT * FROM trips_raw',
    'SELECT 1 WHERE EXISTS (SELECT 1 FROM main.nyctaxi.trips_raw)',
    'WITH x AS (SELECT * FROM main.nyctaxi.trips_raw) SELECT 1 FROM samples.tpch.region',
    'DESCRIBE main.nyctaxi.trips_raw',
    'SHOW SCHEMAS IN main',
    'SHOW TABLES IN main.nyctaxi',
    'SHOW TABLES IN main.nope',
    'CREATE TABLE main.default.t (a INT)',
    'CREATE TABLE main.nope.t (a INT)',
    'CREATE VIEW main.default.v AS SELECT 1 AS a',
    'CREATE SCHEMA main.mine',
    'INSERT INTO main.nyctaxi.trips_raw SELECT * FROM samples.nyctaxi.trips',
    'UPDATE main.nyctaxi.trips_raw SET fare_amount = 0',
    'DELETE FROM main.nyctaxi.trips_raw',
    'DROP TABLE main.nyctaxi.trips_raw',
    'DROP TABLE IF EXISTS main.nyctaxi.nope',
    'DROP SCHEMA main.nyctaxi CASCADE',
    "COMMENT ON TABLE main.nyctaxi.trips_raw IS 'mine'",
    'SELECT * FROM main.information_schema.tables',
  ])('tells nothing of what is in it: %s', async (statement) => {
    expect(await failure(statement)).toBe(lacks('USE CATALOG', "Catalog 'main'"));
  });

  it('has system schemas for those who were given them, and information_schema for all', async () => {
    const access = 'SELECT count(*) > 0 FROM system.access.table_lineage';
    expect(await failure(access)).toBe(lacks('USE SCHEMA', "Schema 'system.access'"));
    expect(await failure('SELECT * FROM system.query.history')).toBe(lacks('USE SCHEMA', "Schema 'system.query'"));
    expect(await people.admin.rows(access)).toEqual([['true']]);
    expect(await people.analyst.rows(access)).toEqual([['true']]);
    const catalogs = 'SELECT DISTINCT table_catalog FROM system.information_schema.tables ORDER BY 1';
    expect(await people.intern.rows(catalogs)).toEqual([['samples'], ['system']]);
    expect(await people.analyst.rows(catalogs)).toEqual([['main'], ['samples'], ['system']]);
    expect(await people.intern.rows('SELECT schema_name FROM system.information_schema.schemata ORDER BY 1')).toEqual([
      ...[['information_schema'], ['information_schema'], ['nyctaxi'], ['tpch']],
    ]);
  });

  it('does not let USE SCHEMA down from the catalog system', async () => {
    await people.admin.rows(`GRANT USE SCHEMA, SELECT ON CATALOG system TO \`${INTERN}\``);
    const statement = 'SELECT count(*) >= 0 FROM system.query.history';
    expect(await failure(statement)).toBe(lacks('USE SCHEMA', "Schema 'system.query'"));
    await people.admin.rows(`GRANT USE SCHEMA ON SCHEMA system.query TO \`${INTERN}\``);
    expect(await people.intern.rows(statement)).toEqual([['true']]);
  });

  it('has a metastore admin, who sees and grants everything, and reads what is granted', async () => {
    expect(await people.admin.rows('SHOW CATALOGS')).toEqual([['main'], ['samples'], ['system']]);
    const statement = 'SELECT count(*) FROM main.nyctaxi.trips_raw';
    expect(await failure(statement, people.admin)).toBe(lacks('USE CATALOG', "Catalog 'main'"));
    await people.admin.rows(`GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO \`${ADMIN}\``);
    expect(await people.admin.rows(statement)).toEqual([['21932']]);
    const written = 'INSERT INTO samples.tpch.region VALUES (9, NULL, NULL)';
    expect(await failure(written, people.admin)).toBe(lacks('MODIFY', "Table 'samples.tpch.region'"));
  });
});

describe('privileges', () => {
  beforeAll(afresh);

  it('take a reader in step by step, and out again', async () => {
    const statement = 'SELECT count(*) FROM main.nyctaxi.trips_raw';
    await grant('USE CATALOG ON CATALOG main');
    expect(await failure(statement)).toBe(lacks('USE SCHEMA', "Schema 'main.nyctaxi'"));
    await grant('USE SCHEMA ON SCHEMA main.nyctaxi');
    expect(await failure(statement)).toBe(lacks('SELECT', "Table 'main.nyctaxi.trips_raw'"));
    expect(await failure('SELECT * FROM main.nyctaxi.nope')).toContain('[TABLE_OR_VIEW_NOT_FOUND]');
    expect(await failure('DESCRIBE main.nyctaxi.trips_raw')).toBe(lacks('SELECT', "Table 'main.nyctaxi.trips_raw'"));
    await grant('SELECT ON TABLE main.nyctaxi.trips_raw');
    expect(await people.intern.rows(statement)).toEqual([['21932']]);
    expect(await people.intern.rows('SHOW TABLES IN main.nyctaxi')).toEqual([['nyctaxi', 'trips_raw', 'false']]);
    expect(await people.intern.rows('SHOW SCHEMAS IN main')).toEqual([['information_schema'], ['nyctaxi']]);
    expect(
      await failure('SELECT * FROM main.nyctaxi.trips_raw JOIN main.nyctaxi.fares_by_zip USING (pickup_zip)'),
    ).toBe(lacks('SELECT', "Table 'main.nyctaxi.fares_by_zip'"));
    await revoke('SELECT ON TABLE main.nyctaxi.trips_raw');
    expect(await failure(statement)).toBe(lacks('SELECT', "Table 'main.nyctaxi.trips_raw'"));
    await grant('SELECT ON SCHEMA main.nyctaxi');
    expect(await people.intern.rows(statement)).toEqual([['21932']]);
    await revoke('ALL PRIVILEGES ON SCHEMA main.nyctaxi');
    expect(await people.intern.rows(statement)).toEqual([['21932']]);
    await revoke('SELECT, USE SCHEMA ON SCHEMA main.nyctaxi');
  });

  it('write only what they cover', async () => {
    await people.analyst.rows('CREATE TABLE main.default.made (a INT)');
    const insert = 'INSERT INTO main.default.made VALUES (1)';
    await grant('USE SCHEMA ON SCHEMA main.default');
    expect(await failure(insert)).toBe(lacks('MODIFY', "Table 'main.default.made'"));
    await grant('MODIFY ON main.default.made');
    expect(await failure(insert)).toContain('SUCCEEDED');
    expect(await failure('UPDATE main.default.made SET a = 2')).toBe(lacks('SELECT', "Table 'main.default.made'"));
    expect(await failure('DELETE FROM main.default.made')).toBe(lacks('SELECT', "Table 'main.default.made'"));
    expect(await failure('INSERT INTO main.default.made SELECT a FROM main.default.made')).toBe(
      lacks('SELECT', "Table 'main.default.made'"),
    );
    await grant('SELECT ON TABLE main.default.made');
    expect(await failure('UPDATE main.default.made SET a = 2')).toContain('SUCCEEDED');
    expect(await people.analyst.rows('SELECT * FROM main.default.made')).toEqual([['2']]);
    expect(await failure('DROP TABLE main.default.made')).toBe(lacks('MANAGE', "Table 'main.default.made'"));
    expect(await failure('CREATE TABLE main.default.own (a INT)')).toBe(lacks('CREATE TABLE', "Schema 'main.default'"));
    await grant('CREATE TABLE ON SCHEMA main.default');
    expect(await failure('CREATE OR REPLACE TABLE main.default.made (b INT)')).toBe(
      lacks('MANAGE', "Table 'main.default.made'"),
    );
    expect(await failure('CREATE TABLE main.default.own AS SELECT * FROM main.nyctaxi.trips_raw')).toBe(
      lacks('USE SCHEMA', "Schema 'main.nyctaxi'"),
    );
    await grant('MANAGE ON TABLE main.default.made');
    expect(await failure('DROP TABLE main.default.made')).toContain('SUCCEEDED');
  });

  it('belong to an object, and end with it, and with what a view showed', async () => {
    await people.analyst.rows('CREATE TABLE main.default.short (a INT)');
    await grant('SELECT ON TABLE main.default.short');
    await people.analyst.rows('CREATE OR REPLACE TABLE main.default.short AS SELECT 7 AS a');
    expect(await people.intern.rows('SELECT * FROM main.default.short')).toEqual([['7']]);
    await people.analyst.rows('DROP TABLE main.default.short');
    await people.analyst.rows('CREATE TABLE main.default.short (a INT)');
    expect(await failure('SELECT * FROM main.default.short')).toBe(lacks('SELECT', "Table 'main.default.short'"));
    await people.analyst.rows('CREATE VIEW main.default.glance AS SELECT 1 AS a');
    await grant('SELECT ON VIEW main.default.glance');
    await people.analyst.rows('CREATE OR REPLACE VIEW main.default.glance AS SELECT 1 AS a, 2 AS not_shown_before');
    expect(await failure('SELECT * FROM main.default.glance')).toBe(lacks('SELECT', "Table 'main.default.glance'"));
    await people.analyst.rows('CREATE SCHEMA main.brief');
    await grant('USE SCHEMA, SELECT ON SCHEMA main.brief');
    await people.analyst.rows('DROP SCHEMA main.brief CASCADE');
    await people.analyst.rows('CREATE SCHEMA main.brief');
    expect(await failure('SHOW TABLES IN main.brief')).toBe(lacks('USE SCHEMA', "Schema 'main.brief'"));
  });

  it('make an owner of who makes something', async () => {
    await grant('CREATE SCHEMA ON CATALOG main');
    await people.intern.rows('CREATE SCHEMA main.interns');
    await people.intern.rows('CREATE TABLE main.interns.t AS SELECT 1 AS a');
    expect(await people.intern.rows('SELECT * FROM main.interns.t')).toEqual([['1']]);
    const owner = `SELECT table_owner, created_by FROM main.information_schema.tables WHERE table_schema = 'interns'`;
    expect(await people.analyst.rows(owner)).toEqual([[INTERN, INTERN]]);
    await people.intern.rows(`ALTER TABLE main.interns.t SET OWNER TO \`${ADMIN}\``);
    expect(await people.analyst.rows(owner)).toEqual([[ADMIN, INTERN]]);
    expect(await failure('SELECT * FROM main.interns.t')).toBe(lacks('SELECT', "Table 'main.interns.t'"));
    await people.intern.rows('ALTER SCHEMA main.interns OWNER TO analysts');
    await people.intern.rows(`GRANT SELECT ON TABLE main.interns.t TO \`${INTERN}\``);
    expect(await people.intern.rows('SELECT * FROM main.interns.t')).toEqual([['1']]);
    expect(await failure(`ALTER CATALOG main OWNER TO \`${INTERN}\``)).toBe(lacks('MANAGE', "Catalog 'main'"));
    await people.analyst.rows(`ALTER CATALOG main OWNER TO \`${ADMIN}\``);
    expect(await failure(`ALTER CATALOG main OWNER TO \`${ANALYST}\``, people.analyst)).toBe(
      lacks('MANAGE', "Catalog 'main'"),
    );
    await people.admin.rows(`ALTER CATALOG main OWNER TO \`${ANALYST}\``);
  });

  it('of groups are their members\', and of "account users" everyone\'s', async () => {
    await people.analyst.rows('CREATE TABLE main.default.shared AS SELECT 3 AS a');
    await people.analyst.rows('GRANT SELECT ON TABLE main.default.shared TO ANALYSTS');
    expect(await people.intern.rows('SELECT * FROM main.default.shared')).toEqual([['3']]);
    expect(await failure('SELECT * FROM main.default.shared', people.admin)).toBe(
      lacks('USE CATALOG', "Catalog 'main'"),
    );
    await people.analyst.rows('REVOKE SELECT ON TABLE main.default.shared FROM analysts');
    await people.analyst.rows('GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `account users`');
    expect(await people.admin.rows('SELECT * FROM main.default.shared')).toEqual([['3']]);
    await people.analyst.rows('REVOKE USE CATALOG, USE SCHEMA, SELECT ON CATALOG main FROM `account users`');
  });
});

describe('a view', () => {
  beforeAll(afresh);

  it('reads with the rights of its owner, whoever asks', async () => {
    await people.analyst.rows(
      'CREATE VIEW main.default.cheap AS SELECT count(*) AS n FROM main.nyctaxi.trips_raw WHERE fare_amount < 5',
    );
    await grant('USE CATALOG ON CATALOG main');
    await grant('USE SCHEMA ON SCHEMA main.default');
    expect(await failure('SELECT n > 0 FROM main.default.cheap')).toBe(lacks('SELECT', "Table 'main.default.cheap'"));
    await grant('SELECT ON VIEW main.default.cheap');
    expect(await people.intern.rows('SELECT n > 0 FROM main.default.cheap')).toEqual([['true']]);
    expect(await failure('SELECT * FROM main.nyctaxi.trips_raw')).toBe(lacks('USE SCHEMA', "Schema 'main.nyctaxi'"));
  });

  it('reads nothing any more when its owner may not', async () => {
    await people.admin.rows(`ALTER VIEW main.default.cheap OWNER TO \`${INTERN}\``);
    const message = await failure('SELECT n FROM main.default.cheap', people.analyst);
    expect(message).toContain('[INSUFFICIENT_PERMISSIONS] Insufficient privileges: The view does not have sufficient');
    expect(message).toContain("User does not have USE SCHEMA on Schema 'main.nyctaxi'.");
  });

  it('does not tell what lies behind it to who may not see that', async () => {
    await people.analyst.rows(`GRANT USE CATALOG ON CATALOG main TO \`${ADMIN}\``);
    await people.analyst.rows('CREATE TABLE main.default.hidden_name AS SELECT 1 AS a');
    await people.analyst.rows('CREATE VIEW main.default.shown AS SELECT a FROM main.default.hidden_name');
    await grant('SELECT ON VIEW main.default.shown');
    await people.admin.rows(`ALTER VIEW main.default.shown OWNER TO \`${ADMIN}\``);
    const message = await failure('SELECT a FROM main.default.shown');
    expect(message).toContain('[INSUFFICIENT_PERMISSIONS]');
    expect(message).not.toMatch(/hidden_name|USE SCHEMA/);
  });
});
