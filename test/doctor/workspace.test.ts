import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, ANALYST } from '../local-workspace/grants.ts';
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

test('settings: which workspace is meant, or every mistake with its repair', async () => {
  expect(await someone.check('settings')).toMatchObject({
    state: 'ok',
    says: `The workspace is the local one with synthetic data, ${workspace.host}.`,
  });
  await someone.dotEnv('LAKEGOOSE_PORT=none\n');
  const broken = await someone.check('settings');
  expect(broken).toMatchObject({ state: 'failed', code: 'settings.bad' });
  expect(broken.fix).toContain('LAKEGOOSE_PORT is "none"');
  const [, right = ''] = /Right: (\S+)$/.exec(broken.fix ?? '') ?? [];
  await someone.dotEnv(`${right}\n`);
  expect(await someone.check('settings')).toMatchObject({ state: 'ok' });
  await someone.dotEnv('');
});

describe('host', () => {
  test('nobody there, and then somebody', async () => {
    const gone = await someone.check('host', { DATABRICKS_HOST: 'http://127.0.0.1:9' });
    expect(gone).toMatchObject({ state: 'failed', code: 'databricks.connection_refused' });
    expect(gone.fix).toMatch(/The local workspace is started with: lakegoose bootstrap$/);
    expect(await someone.check('host')).toMatchObject({ state: 'ok' });
  });

  test('one that is ill', async () => {
    let isIll = true;
    await using ill = await faultProxy(workspace.host, () => (isIll ? { status: 500, json: {} } : undefined));
    const told = await someone.check('host', { DATABRICKS_HOST: ill.host });
    expect(told).toMatchObject({ state: 'failed', code: 'doctor.host_broken' });
    expect(told.fix).toContain('Try again in a minute');
    isIll = false;
    expect(await someone.check('host', { DATABRICKS_HOST: ill.host })).toMatchObject({ state: 'ok' });
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
    await someone.dotEnv('DATABRICKS_SQL_WAREHOUSE_ID=10ca1000000000fe\n');
    const told = await someone.check('warehouse');
    expect(told).toMatchObject({ state: 'failed', code: 'doctor.warehouse_not_usable' });
    expect(told.fix).toContain('Ask an administrator for "Can use"');
    expect(await someone.check('warehouse', { DATABRICKS_TOKEN: tokenOf(ADMIN) })).toMatchObject({ state: 'ok' });
    const [, id = ''] = /that you may use: (\w+) \(Local Warehouse\)/.exec(told.fix ?? '') ?? [];
    await someone.dotEnv(`DATABRICKS_SQL_WAREHOUSE_ID=${id}\n`);
    expect(await someone.check('warehouse')).toMatchObject({ state: 'ok' });
    await someone.dotEnv('');
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

test('cluster: one that is not there, one that is by what is advised, and none', async () => {
  const withSet = async (id: string) => {
    await someone.dotEnv(`DATABRICKS_CLUSTER_ID=${id}\n`);
    return someone.check('cluster');
  };
  const gone = await withSet('gone');
  expect(gone).toMatchObject({ state: 'failed', code: 'doctor.no_such_cluster' });
  const [, id = ''] = /or set it to one that is there: (\S+) \(Local Cluster\)$/.exec(gone.fix ?? '') ?? [];
  expect(await withSet(id)).toMatchObject({ state: 'ok', says: `Local Cluster (${id}) is there: RUNNING.` });
  expect(await withSet('')).toMatchObject({ state: 'skipped', code: 'doctor.no_cluster_set' });
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
  await using proxy = await faultProxy(workspace.host, ({ url, body }) =>
    url.pathname.endsWith('/chat/completions') && body.includes('guide-large')
      ? apiError(403, 'PERMISSION_DENIED', 'Over the budget.')
      : undefined,
  );
  await someone.dotEnv('GOOSE_MODEL=lakegoose-guide-large\n');
  const told = await someone.check('model', { DATABRICKS_HOST: proxy.host });
  expect(told).toMatchObject({ state: 'failed', code: 'doctor.model_refused' });
  expect(told.fix).toContain('The workspace said: Over the budget.');
  const [, name = ''] = /in \.env to another one \(([\w.-]+)/.exec(told.fix ?? '') ?? [];
  await someone.dotEnv(`GOOSE_MODEL=${name}\n`);
  expect(await someone.check('model', { DATABRICKS_HOST: proxy.host })).toMatchObject({ state: 'ok' });
  await someone.dotEnv('');
});
