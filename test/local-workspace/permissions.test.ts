import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectivePermissionsList, permissionsList } from '../../src/databricks-api/permissions.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { ADMIN, ANALYST, denied, INTERN, type People, startWithPeople, UNITY } from './grants.ts';
import type { WorkspaceClient } from './workspace-client.ts';

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(() => people.workspace.close());

const NOT_MAIN = denied('USE CATALOG', "Catalog 'main'");
const names = async (client: WorkspaceClient, path: string): Promise<unknown[]> => {
  const [list = []] = Object.values(await client.get(`${UNITY}${path}`));
  return Array.isArray(list) ? list.map((each) => each.full_name) : [];
};
const patch = (client: WorkspaceClient, path: string, body: unknown) => client.call('PATCH', `${UNITY}${path}`, body);
const change = (client: WorkspaceClient, path: string, add: string[], remove: string[] = []) =>
  patch(client, `/permissions/${path}`, { changes: [{ principal: INTERN, add, remove }] });

describe('the restricted user of a new workspace', () => {
  it.each([
    '/catalogs/main',
    '/schemas?catalog_name=main',
    '/schemas/main.nyctaxi',
    '/schemas/main.nope',
    '/tables?catalog_name=main&schema_name=nyctaxi',
    '/tables/main.nyctaxi.trips_raw',
    '/tables/main.nyctaxi.nope',
    '/tables/main.nyctaxi.trips_raw/exists',
    '/tables/main.nope.nope/exists',
    '/table-summaries?catalog_name=main',
    '/functions?catalog_name=main&schema_name=nyctaxi',
    '/volumes/main.nyctaxi.v',
    '/permissions/catalog/main',
    '/effective-permissions/table/main.nyctaxi.trips_raw',
    '/permissions/table/main.nope.nope',
  ])('is refused %s', async (path) => {
    expect(await people.intern.refused('GET', `${UNITY}${path}`)).toEqual(NOT_MAIN);
  });

  it('hears of what is nowhere that it is not there', async () => {
    const refused = (path: string) => people.intern.refused('GET', `${UNITY}${path}`);
    expect(await refused('/catalogs/nope')).toMatchObject({ status: 404, error_code: 'CATALOG_DOES_NOT_EXIST' });
    expect(await refused('/tables/samples.tpch.nope')).toMatchObject({ status: 404 });
  });

  it('sees in lists what it may use', async () => {
    expect(await names(people.intern, '/catalogs')).toEqual(['samples', 'system']);
    expect(await names(people.analyst, '/catalogs')).toEqual(['main', 'samples', 'system']);
    expect(await names(people.admin, '/catalogs')).toEqual(['main', 'samples', 'system']);
    expect(await names(people.intern, '/schemas?catalog_name=system')).toEqual(['system.information_schema']);
    expect(await people.intern.refused('GET', `${UNITY}/tables/system.access.table_lineage`)).toEqual(
      denied('USE SCHEMA', "Schema 'system.access'"),
    );
    expect(await names(people.admin, '/tables?catalog_name=main&schema_name=nyctaxi')).toHaveLength(3);
  });
});

describe('permissions', () => {
  it('are granted, told and taken away', async () => {
    const schema = 'schema/main.nyctaxi';
    expect((await change(people.analyst, 'catalog/main', ['USE_CATALOG'])).status).toBe(200);
    expect(await people.intern.refused('GET', `${UNITY}/schemas/main.nyctaxi`)).toEqual(
      denied('USE SCHEMA', "Schema 'main.nyctaxi'"),
    );
    await change(people.analyst, schema, ['USE_SCHEMA']);
    expect(await names(people.intern, '/schemas?catalog_name=main')).toEqual([
      ...['main.information_schema', 'main.nyctaxi'],
    ]);
    expect(await names(people.intern, '/tables?catalog_name=main&schema_name=nyctaxi')).toEqual([]);
    expect(await people.intern.refused('GET', `${UNITY}/tables/main.nyctaxi.trips_raw`)).toEqual(
      denied('SELECT', "Table 'main.nyctaxi.trips_raw'"),
    );
    await change(people.analyst, 'table/main.nyctaxi.trips_raw', ['SELECT', 'MODIFY']);
    expect(await names(people.intern, '/tables?catalog_name=main&schema_name=nyctaxi')).toEqual([
      'main.nyctaxi.trips_raw',
    ]);
    expect(await names(people.intern, '/table-summaries?catalog_name=main&schema_name_pattern=nyc%25')).toEqual([
      'main.nyctaxi.trips_raw',
    ]);
    const after = await change(people.analyst, 'table/main.nyctaxi.trips_raw', [], ['MODIFY']);
    expect(after).toMatchObject({
      status: 200,
      json: { privilege_assignments: [{ principal: INTERN, privileges: ['SELECT'] }] },
    });
    expect(permissionsList.parse(await people.analyst.get(`${UNITY}/permissions/${schema}`))).toEqual({
      privilege_assignments: [{ principal: INTERN, privileges: ['USE_SCHEMA'] }],
    });
    const effective = `${UNITY}/effective-permissions/table/main.nyctaxi.trips_raw`;
    expect(effectivePermissionsList.parse(await people.analyst.get(`${effective}?principal=${INTERN}`))).toEqual({
      privilege_assignments: [
        {
          principal: INTERN,
          privileges: [
            { privilege: 'SELECT' },
            { privilege: 'USE_SCHEMA', inherited_from_type: 'SCHEMA', inherited_from_name: 'main.nyctaxi' },
            { privilege: 'USE_CATALOG', inherited_from_type: 'CATALOG', inherited_from_name: 'main' },
          ],
        },
      ],
    });
    expect(JSON.stringify(await people.analyst.get(effective))).toContain(ANALYST);
    expect(JSON.stringify(await people.intern.get(effective))).not.toContain(ANALYST);
    expect(await people.intern.refused('GET', `${effective}?principal=${ANALYST}`)).toEqual(
      denied('MANAGE', "Table 'main.nyctaxi.trips_raw'"),
    );
  });

  it('may be BROWSE only, for those who ask for it', async () => {
    await change(people.analyst, 'catalog/main', ['BROWSE']);
    const table = `${UNITY}/tables/main.nyctaxi.trips_clean`;
    expect(await people.intern.refused('GET', table)).toEqual(denied('SELECT', "Table 'main.nyctaxi.trips_clean'"));
    expect(await people.intern.get(`${table}?include_browse=true`)).toMatchObject({ browse_only: true });
    const tables = '/tables?catalog_name=main&schema_name=nyctaxi';
    expect(await names(people.intern, tables)).toHaveLength(1);
    expect(await names(people.intern, `${tables}&include_browse=true`)).toHaveLength(3);
    expect(await people.intern.get(`${table}/exists`)).toEqual({ table_exists: true });
    await change(people.analyst, 'catalog/main', [], ['BROWSE']);
  });

  it.each([
    ['schema/main.nyctaxi', ['SELEC'], 400, 'Privilege SELEC is not applicable to this entity'],
    ['table/main.nyctaxi.trips_raw', ['USE_SCHEMA'], 400, 'Privilege USE_SCHEMA is not applicable to this entity'],
    ['share/x', ['SELECT'], 501, 'does not compute'],
    ['thing/x', ['SELECT'], 400, "Invalid value for securable_type: 'thing'"],
    ['volume/main.nyctaxi.v', ['READ_VOLUME'], 404, "Volume 'main.nyctaxi.v' does not exist."],
    ['metastore/x', ['CREATE_CATALOG'], 404, "Metastore 'x' does not exist."],
    ['table/main.nyctaxi', ['SELECT'], 400, 'catalog.schema.table is expected'],
    ['schema/main.nyctaxi.trips_raw', ['SELECT'], 400, 'catalog.schema is expected'],
    ['function/main.nyctaxi.f.g', ['EXECUTE'], 400, 'catalog.schema.table is expected'],
    ['catalog/samples', ['SELECT'], 403, "User does not have MANAGE on Catalog 'samples'."],
  ])('on %s: %s is refused with %d', async (path, add, status, message) => {
    const answer = await change(people.analyst, path, add);
    expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
  });

  it('go to who is there, and say one thing of a privilege', async () => {
    const refused = (body: unknown) => people.analyst.refused('PATCH', `${UNITY}/permissions/catalog/main`, body);
    expect(await refused({ changes: [{ principal: 'users', add: ['SELECT'] }] })).toEqual({
      status: 404,
      error_code: 'PRINCIPAL_DOES_NOT_EXIST',
      message: 'Could not find principal with name users',
    });
    expect(await refused({ changes: [{ principal: INTERN, add: ['SELECT'], remove: ['SELECT'] }] })).toMatchObject({
      status: 400,
      message: 'Duplicate privileges to add and delete.',
    });
    expect(await refused({ changes: [{ add: ['SELECT'] }] })).toMatchObject({ status: 400 });
    expect(await refused({ changes: 'x' })).toMatchObject({ status: 400 });
  });

  it('are read in pages that hold a principal whole', async () => {
    const path = `${UNITY}/permissions/catalog/main`;
    expect(await people.analyst.refused('GET', `${path}?max_results=10`)).toMatchObject({ status: 400 });
    expect(await people.analyst.get(`${path}?max_results=150`)).toMatchObject({
      privilege_assignments: [{ principal: ANALYST }, { principal: INTERN }],
    });
  });

  it('are changed by several at once without one lost', async () => {
    const privileges = ['APPLY_TAG', 'EXECUTE', 'READ_VOLUME', 'REFRESH', 'CREATE_FUNCTION', 'CREATE_MODEL'];
    const answers = await Promise.all(privileges.map((each) => change(people.analyst, 'schema/main.default', [each])));
    expect(answers.map(({ status }) => status)).toEqual(privileges.map(() => 200));
    const { privilege_assignments } = permissionsList.parse(
      await people.analyst.get(`${UNITY}/permissions/schema/main.default`),
    );
    expect(privilege_assignments?.[0]?.privileges?.sort()).toEqual(privileges.sort());
  });
});

describe('an owner', () => {
  it('is told, and changed', async () => {
    expect(await people.analyst.get(`${UNITY}/catalogs/main`)).toMatchObject({ owner: ANALYST });
    expect(await people.analyst.get(`${UNITY}/tables/samples.tpch.nation`)).toMatchObject({ owner: 'System user' });
    expect(await people.analyst.get(`${UNITY}/metastore_summary`)).toMatchObject({ owner: ADMIN });
    await people.analyst.rows('CREATE TABLE main.default.handed (a INT)');
    const path = '/tables/main.default.handed';
    expect(await patch(people.intern, path, { owner: INTERN })).toMatchObject({ status: 403 });
    expect(await patch(people.analyst, path, { owner: 'nobody' })).toMatchObject({ status: 404 });
    expect(await patch(people.analyst, path, { owner: INTERN, comment: 'x' })).toMatchObject({ status: 501 });
    expect(await patch(people.analyst, path, { owner: INTERN })).toMatchObject({
      status: 200,
      json: { owner: INTERN, created_by: ANALYST },
    });
    await people.analyst.rows('CREATE FUNCTION main.default.handy() RETURN 1');
    expect(await patch(people.intern, '/functions/main.default.handy', { owner: INTERN })).toMatchObject({
      status: 403,
    });
    expect(await patch(people.analyst, '/functions/main.default.handy', { owner: INTERN })).toMatchObject({
      status: 403,
      json: { message: expect.stringContaining('runs with the rights of its owner') },
    });
    expect(await patch(people.admin, '/functions/main.default.handy', { owner: 'analysts' })).toMatchObject({
      status: 200,
      json: { full_name: 'main.default.handy', owner: 'analysts', created_by: ANALYST },
    });
    expect(await patch(people.analyst, '/schemas/main.default', { owner: 'analysts' })).toMatchObject({
      json: { full_name: 'main.default', owner: 'analysts' },
    });
    expect(await patch(people.analyst, '/catalogs/main', { owner: ANALYST })).toMatchObject({ status: 200 });
  });
});

describe("what is not one's own", () => {
  it('is not in query history, but for administrators', async () => {
    await people.analyst.rows('SELECT 1 AS of_the_analyst');
    await people.intern.rows('SELECT 2 AS of_the_intern');
    const history = async (client: WorkspaceClient) =>
      JSON.stringify(await client.get('/api/2.0/sql/history/queries?max_results=1000'));
    expect(await history(people.intern)).toContain('of_the_intern');
    expect(await history(people.intern)).not.toContain('of_the_analyst');
    expect(await history(people.admin)).toContain('of_the_analyst');
    const others = await people.intern.get('/api/2.0/sql/history/queries?filter_by.user_ids=1000000000000001');
    expect(others).toMatchObject({ res: [], has_next_page: false });
  });

  it('is no statement either: its result is for who sent it', async () => {
    const { statement_id } = await people.analyst.execute('SELECT 1');
    const path = `/api/2.0/sql/statements/${statement_id}`;
    expect((await people.analyst.call('GET', path)).status).toBe(200);
    expect(await people.intern.refused('GET', path)).toMatchObject({ status: 404 });
    expect(await people.intern.refused('GET', `${path}/result/chunks/0`)).toMatchObject({ status: 404 });
    expect(await people.intern.refused('POST', `${path}/cancel`)).toMatchObject({ status: 404 });
  });
});

describe('lineage', () => {
  const of = (table: string) => `/api/2.0/lineage-tracking/table-lineage?table_name=${table}`;
  const CLEAN = 'main.nyctaxi.trips_clean';
  beforeAll(async () => {
    await people.workspace.close();
    people = await startWithPeople();
  });

  it('is for those who may browse the table', async () => {
    expect(await people.intern.refused('GET', of(CLEAN))).toEqual(NOT_MAIN);
    const column = `/api/2.0/lineage-tracking/column-lineage?table_name=${CLEAN}&column_name=fare_amount`;
    expect(await people.intern.refused('GET', column)).toEqual(NOT_MAIN);
  });

  it('says of what may not be seen only that it is there', async () => {
    for (const grant of ['catalog/main USE_CATALOG', 'schema/main.nyctaxi USE_SCHEMA', `table/${CLEAN} SELECT`]) {
      const [path = '', privilege = ''] = grant.split(' ');
      await change(people.analyst, path, [privilege]);
    }
    expect(await people.intern.get(of(CLEAN))).toEqual({ upstreams: [{}], downstreams: [{}] });
    const column = `/api/2.0/lineage-tracking/column-lineage?table_name=${CLEAN}&column_name=fare_amount`;
    expect(await people.intern.get(column)).toEqual({});
    await change(people.analyst, 'catalog/main', ['BROWSE']);
    expect(await people.intern.get(of(CLEAN))).toMatchObject({
      upstreams: [{ tableInfo: { name: 'trips_raw' } }],
      downstreams: [{ tableInfo: { name: 'fares_by_zip' } }],
    });
    expect(await people.intern.get(column)).toMatchObject({ upstream_cols: [{ table_name: 'trips_raw' }] });
  });
});

describe('a data directory', () => {
  it('keeps grants and owners, and forgets those of what is dropped', async () => {
    await using directory = await temporaryDirectory();
    const options = { dataDirectory: directory.path };
    const first = await startWithPeople(options);
    await change(first.analyst, 'catalog/main', ['USE_CATALOG']);
    await change(first.analyst, 'schema/main.nyctaxi', ['USE_SCHEMA', 'SELECT']);
    await first.analyst.rows('CREATE TABLE main.nyctaxi.gone (a INT)');
    await patch(first.analyst, '/tables/main.nyctaxi.gone', { owner: INTERN });
    await first.analyst.rows('DROP TABLE main.nyctaxi.gone');
    await patch(first.analyst, '/tables/main.nyctaxi.trips_raw', { owner: INTERN });
    await first.workspace.close();
    const second = await startWithPeople(options);
    try {
      expect(await second.intern.rows('SELECT count(*) FROM main.nyctaxi.trips_clean')).toHaveLength(1);
      expect(await second.intern.get(`${UNITY}/tables/main.nyctaxi.trips_raw`)).toMatchObject({ owner: INTERN });
      await second.analyst.rows('CREATE TABLE main.nyctaxi.gone (a INT)');
      expect(await second.intern.get(`${UNITY}/tables/main.nyctaxi.gone`)).toMatchObject({ owner: ANALYST });
      expect(await second.intern.refused('GET', `${UNITY}/schemas/main.default`)).toMatchObject({ status: 403 });
    } finally {
      await second.workspace.close();
    }
  });
});
