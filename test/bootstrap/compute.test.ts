import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'ini';
import { expect, test } from 'vitest';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { remoteWorkspace } from '../support/remote-workspace.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const me = 'analyst@local.lakegoose.test';
const shared = {
  data_security_mode: 'USER_ISOLATION',
  state: 'TERMINATED',
  last_restarted_time: 1,
  terminated_time: 2,
};

const used = { ...shared, cluster_id: 'used', cluster_name: 'Used last', terminated_time: 9 };
const stale = { ...shared, cluster_id: 'stale', cluster_name: 'Stale' };
const runs = { ...shared, cluster_id: 'runs', cluster_name: 'Runs', state: 'RUNNING', terminated_time: undefined };
const mine = { ...runs, cluster_id: 'mine', data_security_mode: 'SINGLE_USER', single_user_name: me };
const ours = { ...mine, cluster_id: 'ours', single_user_name: 'analysts' };
const theirs = { ...mine, cluster_id: 'theirs', single_user_name: 'intern@local.lakegoose.test' };
const legacy = { ...runs, cluster_id: 'legacy', data_security_mode: 'NONE' };
const broken = { ...shared, cluster_id: 'broken', state: 'ERROR' };

type Stage = { readonly profile?: string; readonly dotEnv?: string; readonly get?: object };

/** The step `profile` of somebody who is signed in to a workspace with these clusters, once and once more. */
async function chosenOf(clusters: readonly object[], { profile = '', dotEnv = '', get }: Stage = {}) {
  await using home = await temporaryDirectory();
  const lists = { '/clusters/list': { clusters }, ...(get === undefined ? {} : { '/clusters/get': get }) };
  await using workspace = await remoteWorkspace(lists);
  const databricks = await databricksStandIn(home.path, workspace.token);
  const path = join(home.path, '.databrickscfg');
  await writeFile(path, `[DEFAULT]\nhost = ${workspace.host}\n${profile}`);
  await writeFile(join(home.path, '.env'), `DATABRICKS_HOST=${workspace.host}\n${dotEnv}`);
  const environment = { ...workspace.environment, ...databricks.environment };
  const step = () => runCli(['bootstrap', '--only', 'profile'], { environment, directory: home.path });
  const first = await step();
  const kept = parse(await readFile(path, 'utf8')).DEFAULT;
  return { ...first, again: (await step()).stdout, cluster: kept.cluster_id, warehouse: kept.warehouse_id };
}

test.each([
  ['one that runs, before the one that was used last', [used, runs, stale], 'runs'],
  ['the one that was used last, where none runs', [stale, used, broken], 'used'],
  ['one that is theirs alone', [used, mine], 'mine'],
  ['one of a group of theirs', [used, ours], 'ours'],
  ["none that is another's, without Unity Catalog, or broken", [theirs, legacy, broken], undefined],
  ['none where there is none', [], undefined],
])('a cluster is chosen: %s', async (_which, clusters, cluster) => {
  const answer = await chosenOf(clusters);
  expect(answer).toMatchObject({ exitCode: 0, cluster });
  expect(answer.again).toMatch(/^· Profile/);
});

test('it is said which, and how to take another', async () => {
  const { stdout, again } = await chosenOf([used, runs]);
  expect(stdout).toContain('Cluster: Runs (runs).');
  expect(stdout).toContain('DATABRICKS_CLUSTER_ID in .env to one of these: Used last (used)');
  expect(again).not.toContain('Used last');
});

test('the one of the profile stays while it is there', async () => {
  expect(await chosenOf([used, runs], { profile: 'cluster_id = used\n' })).toMatchObject({ cluster: 'used' });
  expect(await chosenOf([legacy, runs], { profile: 'cluster_id = legacy\n' })).toMatchObject({ cluster: 'legacy' });
  expect(await chosenOf([used, runs], { profile: 'cluster_id = gone\n' })).toMatchObject({ cluster: 'runs' });
  expect(await chosenOf([], { profile: 'cluster_id = unseen\n' })).toMatchObject({ cluster: 'unseen' });
});

test('the one of .env wins; one that is not there is told with those that are', async () => {
  const dotEnv = 'DATABRICKS_CLUSTER_ID=theirs\n';
  const profile = 'cluster_id = runs\n';
  expect(await chosenOf([runs], { dotEnv, profile, get: theirs })).toMatchObject({ cluster: 'theirs', exitCode: 0 });
  const error = { error_code: 'INVALID_PARAMETER_VALUE', message: 'Cluster theirs does not exist' };
  const { exitCode, stdout, cluster } = await chosenOf([runs], { dotEnv, profile, get: error });
  expect({ exitCode, cluster }).toEqual({ exitCode: 1, cluster: 'runs' });
  expect(stdout).toContain('has no cluster theirs that you may use.');
  expect(stdout).toContain('to one of these: runs (Runs)');
});

test('a SQL warehouse of the profile that is gone is replaced', async () => {
  const { exitCode, warehouse } = await chosenOf([], { profile: 'warehouse_id = gone\n' });
  expect({ exitCode, warehouse }).toEqual({ exitCode: 0, warehouse: '10ca1000000000ff' });
});

test('a machine without a profile gets one with the host, so that the Databricks CLI finds it bare', async () => {
  await using home = await temporaryDirectory();
  await using workspace = await remoteWorkspace();
  const { host, token: DATABRICKS_TOKEN, warehouseId, clusterId } = workspace;
  const environment = { ...workspace.environment, HOME: home.path, DATABRICKS_HOST: host, DATABRICKS_TOKEN };
  const answer = await runCli(['bootstrap', '--only', 'profile'], { environment, directory: home.path });
  expect(answer).toMatchObject({ exitCode: 0, stderr: '' });
  expect(parse(await readFile(join(home.path, '.databrickscfg'), 'utf8'))).toEqual({
    DEFAULT: { host, warehouse_id: warehouseId, cluster_id: clusterId },
    __settings__: { default_profile: 'DEFAULT' },
  });
});
