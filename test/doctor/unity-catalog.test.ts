import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, INTERN } from '../local-workspace/grants.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { apiError, faultProxy } from '../support/fault-proxy.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { patient } from './patient.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
let someone: Awaited<ReturnType<typeof patient>>;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  workspace = stack.use(await testWorkspace());
  someone = stack.use(await patient(workspace.environment));
});
afterAll(() => stack.disposeAsync());

const tokenOf = (who: string, where = workspace) => where.users.find(({ userName }) => userName === who)?.token ?? '';
/** Runs what was handed to an administrator. */
async function administer(script: readonly string[] | null, where = workspace): Promise<void> {
  const administrator = new WorkspaceClient({ ...where, token: tokenOf(ADMIN, where) });
  for (const line of script ?? []) await administrator.rows(line);
}
const asIntern = () => ({ DATABRICKS_TOKEN: tokenOf(INTERN) });

describe('what Unity Catalog lets somebody see and do', () => {
  test('lineage: the exact GRANT for either source, of which that of the system table is run', async () => {
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      url.pathname.includes('/lineage-tracking/') ? apiError(403, 'PERMISSION_DENIED', 'No BROWSE.') : undefined,
    );
    const asked = { ...asIntern(), DATABRICKS_HOST: proxy.host };
    const closed = await someone.check('lineage', asked);
    expect(closed).toMatchObject({ state: 'failed', code: 'doctor.lineage_not_permitted' });
    expect(closed.script).toEqual([
      `GRANT BROWSE ON CATALOG \`samples\` TO \`${INTERN}\`;`,
      `GRANT USE SCHEMA ON SCHEMA \`system\`.\`access\` TO \`${INTERN}\`; -- on CATALOG system it would have no effect`,
      `GRANT SELECT ON TABLE \`system\`.\`access\`.\`table_lineage\` TO \`${INTERN}\`;`,
    ]);
    await administer(closed.script);
    expect(await someone.check('lineage', asked)).toMatchObject({ state: 'ok', code: 'doctor.lineage_by_system' });
    expect(await someone.check('lineage', asIntern())).toMatchObject({ state: 'ok', code: 'doctor.lineage_by_api' });
  });

  test('a reader reads; what they could write by themselves or by a group is told, with what takes it away', async () => {
    expect(await someone.check('permissions', asIntern())).toMatchObject({
      state: 'ok',
      code: 'doctor.permissions_read',
    });
    await administer([
      `GRANT USE CATALOG, BROWSE ON CATALOG main TO \`analysts\``,
      `GRANT USE SCHEMA, MODIFY ON SCHEMA main.nyctaxi TO \`analysts\``,
      `GRANT CREATE SCHEMA ON CATALOG main TO \`${INTERN}\``,
    ]);
    const wide = await someone.check('permissions', asIntern());
    expect(wide).toMatchObject({ state: 'warn', code: 'doctor.permissions_write' });
    expect(wide.says).toContain('main (CREATE_SCHEMA)');
    expect(wide.says).toContain('main.nyctaxi (MODIFY)');
    expect(wide.says).toMatch(/\d+ of \d+ visible catalogs and schemas/);
    expect(wide.script).toEqual([
      `REVOKE CREATE SCHEMA ON CATALOG \`main\` FROM \`${INTERN}\`;`,
      'REVOKE MODIFY ON SCHEMA `main`.`nyctaxi` FROM `analysts`;',
    ]);
    await administer(wide.script);
    expect(await someone.check('permissions', asIntern())).toMatchObject({ state: 'ok' });
    const intern = new WorkspaceClient({ ...workspace, token: tokenOf(INTERN) });
    expect(await intern.failure('DELETE FROM main.nyctaxi.trips_clean')).toContain('does not have');
  });

  test('an owner is left with reading, and an administrator is advised not to be one', async () => {
    const owner = await someone.check('permissions');
    expect(owner).toMatchObject({ state: 'warn', code: 'doctor.permissions_write' });
    await administer(owner.script);
    expect(await someone.check('permissions')).toMatchObject({ state: 'ok', code: 'doctor.permissions_read' });
    const analyst = new WorkspaceClient(workspace);
    expect(await analyst.rows('SELECT count(*) FROM main.nyctaxi.trips_clean')).toHaveLength(1);
    expect(await analyst.failure('CREATE TABLE main.nyctaxi.mine AS SELECT 1 AS n')).toContain('does not have');
    const administrator = { DATABRICKS_TOKEN: tokenOf(ADMIN) };
    expect(await someone.check('permissions', administrator)).toMatchObject({
      state: 'warn',
      code: 'doctor.permissions_administrator',
    });
  });

  test('of many catalogs and schemas 50 are looked at, and it is said of how many', async () => {
    const schemas = Array.from({ length: 80 }, (_, at) => ({
      name: `s${at}`,
      catalog_name: 'samples',
      full_name: `samples.s${at}`,
    }));
    await using proxy = await faultProxy(workspace.host, ({ url }) => {
      if (url.pathname.endsWith('/schemas')) return { json: { schemas } };
      if (url.pathname.includes('/effective-permissions/')) return { json: {} };
      return undefined;
    });
    const told = await someone.check('permissions', { ...asIntern(), DATABRICKS_HOST: proxy.host });
    expect(told.says).toMatch(/^Reading only, in 50 of 1\d\d visible/);
    expect(proxy.asked.filter(({ url }) => url.pathname.includes('/effective-permissions/'))).toHaveLength(50);
  });

  test('nothing is visible: what to ask for', async () => {
    expect(await someone.check('catalogs')).toMatchObject({
      state: 'ok',
      says: 'Visible catalogs: 2 (main, samples).',
    });
    await using closed = await testWorkspace();
    await administer(
      ['REVOKE BROWSE, SELECT, USE CATALOG, USE SCHEMA ON CATALOG samples FROM `account users`'],
      closed,
    );
    const asked = { DATABRICKS_HOST: closed.host, DATABRICKS_TOKEN: tokenOf(INTERN, closed) };
    const blind = await someone.check('catalogs', asked);
    expect(blind).toMatchObject({
      state: 'failed',
      code: 'doctor.no_catalogs',
      script: [`GRANT BROWSE, USE CATALOG, USE SCHEMA, SELECT ON CATALOG <catalog> TO \`${INTERN}\`;`],
    });
    await administer(blind.script?.map((line) => line.replace('<catalog>', 'samples')) ?? [], closed);
    expect(await someone.check('catalogs', asked)).toMatchObject({ state: 'ok' });
  });

  test('lineage is switched off altogether', async () => {
    let isOff = true;
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      isOff && url.pathname.includes('lineage') ? apiError(404, 'ENDPOINT_NOT_FOUND', 'It is off.') : undefined,
    );
    const told = await someone.check('lineage', { DATABRICKS_HOST: proxy.host });
    expect(told).toMatchObject({ state: 'warn', code: 'doctor.lineage_unavailable' });
    expect(told.fix).toContain('switch on the schema access of the catalog system');
    isOff = false;
    expect(await someone.check('lineage', { DATABRICKS_HOST: proxy.host })).toMatchObject({ state: 'ok' });
  });

  test('names that command a terminal or look like another line do neither', async () => {
    const name = 'odd\u001b[2J`\n✓ Host';
    await using proxy = await faultProxy(workspace.host, ({ url }) => {
      if (url.pathname.endsWith('/catalogs')) return { json: { catalogs: [{ name, owner: INTERN }] } };
      if (url.pathname.endsWith('/schemas')) return { json: {} };
      return url.pathname.includes('/effective-permissions/') ? { json: {} } : undefined;
    });
    const asked = { ...asIntern(), DATABRICKS_HOST: proxy.host };
    const told = await someone.check('permissions', asked);
    expect(told.says).toContain('odd·[2J`·✓ Host (OWNER)');
    expect(told.script?.[0]).toMatch(/^ALTER CATALOG `odd·\[2J``·✓ Host` OWNER TO `[^\n]*;$/);
    const shown = await someone.shell('lakegoose doctor --only permissions --seconds 30', asked);
    expect(shown).toContain('ALTER CATALOG');
    expect(shown).not.toContain('\u001b');
    expect(shown).not.toContain('\n✓ Host`');
  });

  test('permissions that a workspace tells nobody are told as unknown', async () => {
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      url.pathname.includes('/effective-permissions/') ? apiError(403, 'PERMISSION_DENIED', 'No.') : undefined,
    );
    const told = await someone.check('permissions', { ...asIntern(), DATABRICKS_HOST: proxy.host });
    expect(told).toMatchObject({ state: 'warn', code: 'doctor.permissions_unknown' });
    expect(told.fix).toContain('Ask an administrator');
  });
});
