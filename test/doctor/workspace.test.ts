import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, ANALYST, INTERN } from '../local-workspace/grants.ts';
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

const tokenOf = (who: string) => workspace.users.find(({ userName }) => userName === who)?.token ?? '';
/** Runs what was handed to an administrator. */
async function administer(script: readonly string[] | null): Promise<void> {
  const administrator = new WorkspaceClient({ ...workspace, token: tokenOf(ADMIN) });
  for (const line of script ?? []) await administrator.rows(line);
}
const asIntern = () => ({ DATABRICKS_TOKEN: tokenOf(INTERN) });

test('settings: which workspace is meant, or every mistake with its repair', async () => {
  expect(await someone.check('settings')).toMatchObject({
    state: 'ok',
    says: `The workspace is the local one with synthetic data, ${workspace.host}.`,
  });
  await someone.dotEnv('LAKEGOOSE_PORT=none\n');
  const broken = await someone.check('settings');
  expect(broken).toMatchObject({ state: 'failed', code: 'settings.bad' });
  expect(broken.fix).toContain('LAKEGOOSE_PORT is "none"');
  await someone.dotEnv('LAKEGOOSE_PORT=8765\n');
  expect(await someone.check('settings')).toMatchObject({ state: 'ok' });
});

describe('host', () => {
  test('nobody there, and then somebody', async () => {
    const gone = await someone.check('host', { DATABRICKS_HOST: 'http://127.0.0.1:9' });
    expect(gone).toMatchObject({ state: 'failed', code: 'databricks.connection_refused' });
    expect(gone.fix).toMatch(/The local workspace is started with: lakegoose bootstrap$/);
    expect(await someone.check('host')).toMatchObject({ state: 'ok' });
  });

  test('one that is ill', async () => {
    await using ill = await faultProxy(workspace.host, () => ({ status: 500, json: {} }));
    const told = await someone.check('host', { DATABRICKS_HOST: ill.host });
    expect(told).toMatchObject({ state: 'failed', code: 'doctor.host_broken' });
    expect(told.fix).toContain('Try again in a minute');
  });
});

describe('sign-in', () => {
  test('a token that the workspace refuses, and then its own', async () => {
    const wrong = await someone.check('sign-in', { DATABRICKS_TOKEN: 'dapi-wrong' });
    expect(wrong).toMatchObject({ state: 'failed', code: 'databricks.token_refused' });
    expect(wrong.fix).toContain(`sign in with: lakegoose login ${workspace.host}`);
    expect(await someone.check('sign-in')).toMatchObject({
      state: 'ok',
      says: `You are ${ANALYST}. The token does not tell when it ends.`,
    });
  });

  test('a token that tells its end: soon is said before it is too late', async () => {
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      url.pathname.endsWith('/Me') ? { json: { userName: 'machine' } } : undefined,
    );
    const ending = (minutes: number) => {
      const claims = JSON.stringify({ exp: Math.round(Date.now() / 1000) + minutes * 60 });
      const token = `e30.${Buffer.from(claims).toString('base64url')}.x`;
      return someone.check('sign-in', { DATABRICKS_HOST: proxy.host, DATABRICKS_TOKEN: token });
    };
    expect(await ending(5)).toMatchObject({ state: 'warn', code: 'doctor.token_ends_soon' });
    const good = await ending(50);
    expect(good).toMatchObject({ state: 'ok', code: 'doctor.signed_in_until' });
    expect(good.says).toMatch(/good until \d{4}-\d\d-\d\d \d\d:\d\d\.$/);
  });
});

describe('SQL warehouse', () => {
  test('one that is not there: the fix names those that may be used', async () => {
    await someone.dotEnv('DATABRICKS_SQL_WAREHOUSE_ID=1234\n');
    const missing = await someone.check('warehouse');
    expect(missing).toMatchObject({ state: 'failed', code: 'doctor.no_such_warehouse' });
    const [, id = ''] = /that you may use: (\w+) \(Local Warehouse\)/.exec(missing.fix ?? '') ?? [];
    await someone.dotEnv(`DATABRICKS_SQL_WAREHOUSE_ID=${id}\n`);
    expect(await someone.check('warehouse')).toMatchObject({ state: 'ok', code: 'doctor.warehouse_runs' });
    await someone.dotEnv('');
  });

  test('one for administrators', async () => {
    const restricted = { DATABRICKS_WAREHOUSE_ID: '10ca1000000000fe' };
    const told = await someone.check('warehouse', restricted);
    expect(told).toMatchObject({ state: 'failed', code: 'doctor.warehouse_not_usable' });
    expect(told.fix).toContain('Ask an administrator for "Can use"');
    expect(await someone.check('warehouse', { ...restricted, DATABRICKS_TOKEN: tokenOf(ADMIN) })).toMatchObject({
      state: 'ok',
    });
  });

  test('one that is stopped is right: the first query starts it', async () => {
    await using cold = await testWorkspace({ coldStartSeconds: 60 });
    const { DATABRICKS_HOST = '', DATABRICKS_TOKEN = '' } = cold.environment;
    expect(await someone.check('warehouse', { DATABRICKS_HOST, DATABRICKS_TOKEN })).toMatchObject({
      state: 'ok',
      code: 'doctor.warehouse_stopped',
    });
  });
});

test('cluster: none is set, one that is not there, one that is', async () => {
  await using proxy = await faultProxy(workspace.host, ({ url }) => {
    if (!url.pathname.endsWith('/clusters/get')) return undefined;
    const cluster_id = url.searchParams.get('cluster_id') ?? '';
    return cluster_id === 'there'
      ? { json: { cluster_id, cluster_name: 'Shared', state: 'TERMINATED' } }
      : apiError(400, 'INVALID_PARAMETER_VALUE', `Cluster ${cluster_id} does not exist`);
  });
  const with_ = (id: string) =>
    someone.check('cluster', { DATABRICKS_HOST: proxy.host, ...(id === '' ? {} : { DATABRICKS_CLUSTER_ID: id }) });
  expect(await with_('')).toMatchObject({ state: 'skipped', code: 'doctor.no_cluster_set' });
  const gone = await with_('gone');
  expect(gone).toMatchObject({ state: 'failed', code: 'doctor.no_such_cluster' });
  expect(gone.fix).toContain('Set DATABRICKS_CLUSTER_ID in .env to one that is there, or leave it empty.');
  expect(await with_('there')).toMatchObject({ state: 'ok', says: 'Shared (there) is there: TERMINATED.' });
});

test('model: one that is not served is told with those that are', async () => {
  await using proxy = await faultProxy(workspace.host, ({ url }) =>
    url.pathname.endsWith('/model-services')
      ? { json: { model_services: [{ name: 'model-services/system.ai.lakegoose-guide' }] } }
      : undefined,
  );
  const asked = { DATABRICKS_HOST: proxy.host };
  await someone.dotEnv('GOOSE_MODEL=databricks-claude-3-retired\n');
  const retired = await someone.check('model', asked);
  expect(retired).toMatchObject({ state: 'failed', code: 'doctor.model_not_served' });
  const [, name = ''] = /one that it serves \(([\w.-]+)\)/.exec(retired.fix ?? '') ?? [];
  await someone.dotEnv(`GOOSE_MODEL=${name}\n`);
  expect(await someone.check('model', asked)).toMatchObject({
    state: 'ok',
    says: 'system.ai.lakegoose-guide answers.',
  });
  await someone.dotEnv('');
});

test('a model that the workspace does not let answer is told in its words', async () => {
  await using proxy = await faultProxy(workspace.host, ({ url }) =>
    url.pathname.endsWith('/chat/completions') ? apiError(403, 'PERMISSION_DENIED', 'Over the budget.') : undefined,
  );
  const told = await someone.check('model', { DATABRICKS_HOST: proxy.host });
  expect(told).toMatchObject({ state: 'failed', code: 'doctor.model_refused' });
  expect(told.fix).toContain('The workspace said: Over the budget.');
});

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
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      url.pathname.endsWith('/catalogs') ? { json: {} } : undefined,
    );
    expect(await someone.check('catalogs', { DATABRICKS_HOST: proxy.host })).toMatchObject({
      state: 'failed',
      code: 'doctor.no_catalogs',
      script: [`GRANT BROWSE, USE CATALOG, USE SCHEMA, SELECT ON CATALOG <catalog> TO \`${ANALYST}\`;`],
    });
  });

  test('lineage is switched off altogether', async () => {
    await using proxy = await faultProxy(workspace.host, ({ url }) =>
      url.pathname.includes('lineage') ? apiError(404, 'ENDPOINT_NOT_FOUND', 'It is off.') : undefined,
    );
    const told = await someone.check('lineage', { DATABRICKS_HOST: proxy.host });
    expect(told).toMatchObject({ state: 'warn', code: 'doctor.lineage_unavailable' });
    expect(told.fix).toContain('switch on the schema access of the catalog system');
  });
});
