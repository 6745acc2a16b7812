import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';
import { answerConsent } from './consent.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

type Workspace = Awaited<ReturnType<typeof testWorkspace>>;

const anything = z.unknown();

/** What a command prints as JSON; it must succeed. */
async function json(cli: DatabricksCli, ...words: string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await cli.run(...words, '--profile', 'local', '--output', 'json');
  expect({ words, exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return anything.parse(JSON.parse(stdout));
}

const tools = ['experimental', 'aitools', 'tools'] as const;

async function accessToken(cli: DatabricksCli, ...more: string[]): Promise<string> {
  const answer = await cli.run('auth', 'token', '--profile', 'local', ...more);
  expect(answer).toMatchObject({ exitCode: 0 });
  return z.object({ access_token: z.string() }).parse(JSON.parse(answer.stdout)).access_token;
}

async function statusWith(host: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${host}/api/2.0/preview/scim/v2/Me`, { headers })).status;
}

describe('signed in by a scripted browser', () => {
  let workspace: Workspace;
  let cli: DatabricksCli;
  let logFile: string;
  beforeAll(async () => {
    cli = await databricksCli();
    logFile = join(cli.environment.HOME ?? '', 'workspace.log');
    workspace = await testWorkspace({ consent: 'given', logFile });
    const login = await cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    expect(login).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]();
    await cli[Symbol.asyncDispose]();
  });

  it('gives a token, and another one when told to refresh', async () => {
    const first = await accessToken(cli);
    expect(await accessToken(cli)).toBe(first);
    const second = await accessToken(cli, '--force-refresh');
    expect(second).not.toBe(first);
    expect(await statusWith(workspace.host, second)).toBe(200);
  });

  it('takes two processes that refresh at once', async () => {
    const [one, other] = await Promise.all([accessToken(cli, '--force-refresh'), accessToken(cli, '--force-refresh')]);
    expect(await statusWith(workspace.host, one)).toBe(200);
    expect(await statusWith(workspace.host, other)).toBe(200);
    expect(await statusWith(workspace.host, await accessToken(cli, '--force-refresh'))).toBe(200);
  });

  it('says who one is', async () => {
    expect(await json(cli, 'auth', 'describe')).toMatchObject({
      status: 'success',
      username: 'analyst@local.lakegoose.test',
      details: { host: workspace.host, auth_type: 'databricks-cli' },
    });
    expect(await json(cli, 'current-user', 'me')).toMatchObject({
      userName: 'analyst@local.lakegoose.test',
      groups: expect.arrayContaining([expect.objectContaining({ display: 'analysts' })]),
    });
    expect(await json(cli, 'users', 'list', '--filter', 'userName eq "INTERN@local.lakegoose.test"')).toMatchObject([
      { displayName: 'Local Intern' },
    ]);
    expect(await json(cli, 'groups', 'get', '2000000000000002')).toMatchObject({
      displayName: 'admins',
      members: [{ display: 'Local Administrator' }],
    });
  });

  it('reads users, groups and service principals', async () => {
    expect(await json(cli, 'users', 'list')).toHaveLength(3);
    expect(await json(cli, 'users', 'get', '1000000000000003')).toMatchObject({ groups: [{}, { display: 'admins' }] });
    expect(await json(cli, 'groups', 'list')).toHaveLength(3);
    const { clientId: applicationId } = workspace.servicePrincipal;
    expect(await json(cli, 'service-principals', 'list')).toMatchObject([{ applicationId }]);
    expect(await json(cli, 'service-principals', 'get', '1000000000000004')).toMatchObject({ applicationId });
    const missing = await cli.run('users', 'get', '9', '--profile', 'local');
    expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('User with id 9 not found.') });
  });

  it('makes a personal token, lists it and takes it away', async () => {
    const made = z
      .looseObject({ token_value: z.string(), token_info: z.looseObject({ token_id: z.string() }) })
      .parse(await json(cli, 'tokens', 'create', '--comment', 'by the CLI', '--lifetime-seconds', '60'));
    expect(await statusWith(workspace.host, made.token_value)).toBe(200);
    expect(await json(cli, 'tokens', 'list')).toContainEqual(expect.objectContaining({ comment: 'by the CLI' }));
    const deleted = await cli.run('tokens', 'delete', made.token_info.token_id, '--profile', 'local');
    expect(deleted).toMatchObject({ exitCode: 0 });
    expect(await statusWith(workspace.host, made.token_value)).toBe(401);
  });

  it('reads Unity Catalog', async () => {
    expect(await json(cli, 'catalogs', 'list')).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'main' }), expect.objectContaining({ name: 'samples' })]),
    );
    expect(await json(cli, 'catalogs', 'get', 'main')).toMatchObject({ name: 'main' });
    expect(await json(cli, 'schemas', 'list', 'samples')).toEqual(
      expect.arrayContaining([expect.objectContaining({ full_name: 'samples.nyctaxi' })]),
    );
    expect(await json(cli, 'schemas', 'get', 'main.nyctaxi')).toMatchObject({ full_name: 'main.nyctaxi' });
    expect(await json(cli, 'tables', 'list', 'samples', 'nyctaxi')).toEqual(
      expect.arrayContaining([expect.objectContaining({ full_name: 'samples.nyctaxi.trips' })]),
    );
    expect(await json(cli, 'tables', 'get', 'samples.nyctaxi.trips')).toMatchObject({ table_type: 'MANAGED' });
    const missing = await cli.run('tables', 'get', 'main.default.nope', '--profile', 'local');
    expect(missing).toMatchObject({ exitCode: 1 });
    expect(missing.stderr).toContain("'main.default.nope' does not exist");
  });

  it('lists and gets clusters, and does not start one that runs', async () => {
    const own = { cluster_id: workspace.clusterId, cluster_name: 'Local Cluster', state: 'RUNNING' };
    expect(await json(cli, 'clusters', 'list')).toMatchObject([own]);
    expect(await json(cli, 'clusters', 'list', '--cluster-sources', 'JOB')).toEqual([]);
    expect(await json(cli, 'clusters', 'get', workspace.clusterId)).toMatchObject(own);
    const refused = await cli.run('clusters', 'start', workspace.clusterId, '--profile', 'local');
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is in unexpected state Running') });
  });

  it('lists, gets and starts warehouses, and is refused the one that it may not use', async () => {
    expect(await json(cli, 'warehouses', 'list')).toMatchObject([{ name: 'Local Warehouse' }, { state: 'STOPPED' }]);
    expect(await json(cli, 'warehouses', 'get', workspace.warehouseId)).toMatchObject({ state: 'RUNNING' });
    expect(await json(cli, 'warehouses', 'start', workspace.warehouseId)).toMatchObject({ state: 'RUNNING' });
    expect(await json(cli, ...tools, 'get-default-warehouse')).toMatchObject({ id: workspace.warehouseId });
    const refused = await cli.run('warehouses', 'start', '10ca1000000000fe', '--profile', 'local');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toContain('does not have CAN USE permission');
    const deleted = await cli.run('warehouses', 'delete', workspace.warehouseId, '--profile', 'local');
    expect(deleted).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('local workspace') });
    const edited = await cli.run('warehouses', 'edit', workspace.warehouseId, '--name', 'x', '--profile', 'local');
    expect(edited).toMatchObject({ exitCode: 1 });
    expect(edited.stderr).toContain('local workspace');
  });

  it('queries, and discovers a schema', async () => {
    const trips = await json(cli, ...tools, 'query', 'SELECT count(*) AS n FROM samples.nyctaxi.trips');
    expect(trips).toEqual([{ n: '21932' }]);
    const discovered = await cli.run(...tools, 'discover-schema', 'samples.nyctaxi.trips', '--profile', 'local');
    expect(discovered).toMatchObject({ exitCode: 0 });
    // It writes for people, on standard error.
    expect(discovered.stderr).toContain('fare_amount: double');
    expect(discovered.stderr).toContain('total_rows: 21932');
    const wrong = await cli.run(...tools, 'query', 'SELECT nope FROM samples.nyctaxi.trips', '--profile', 'local');
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.stderr + wrong.stdout).toContain('UNRESOLVED_COLUMN');
  });

  it('submits a statement, asks after it, gets its rows, and cancels another', async () => {
    const statement = [...tools, 'statement'] as const;
    const id = z.looseObject({ statement_id: z.string() });
    const submitted = id.parse(await json(cli, ...statement, 'submit', 'SELECT 2 AS two'));
    await expect
      .poll(() => json(cli, ...statement, 'status', submitted.statement_id))
      .toMatchObject({ state: 'SUCCEEDED' });
    expect(await json(cli, ...statement, 'get', submitted.statement_id)).toMatchObject({ rows: [['2']] });
    const endless = 'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';
    const running = id.parse(await json(cli, ...statement, 'submit', endless));
    await json(cli, ...statement, 'cancel', running.statement_id);
    await expect
      .poll(() => json(cli, ...statement, 'status', running.statement_id))
      .toMatchObject({ state: 'CANCELED' });
  });

  it('calls any path', async () => {
    expect(await json(cli, 'api', 'get', '/api/2.0/preview/scim/v2/Me')).toMatchObject({ active: true });
    const missing = await cli.run('api', 'get', '/api/2.0/nothing', '--profile', 'local');
    expect(missing.stderr).toContain('No API found');
  });

  it('signs out', async () => {
    expect(await cli.run('auth', 'logout', '--profile', 'local', '--auto-approve')).toMatchObject({ exitCode: 0 });
    expect(await cli.run('auth', 'token', '--profile', 'local')).toMatchObject({ exitCode: 1 });
  });

  it('has driven what docs/parity.md says', async () => {
    const routes = await recordWitness('databricks CLI', workspace, logFile);
    expect(routes).toEqual(expect.arrayContaining(['GET /oidc/v1/authorize', 'POST /oidc/v1/token']));
  });
});

describe('the consent page', () => {
  it('lets a person sign in as whom they choose, or not at all', async () => {
    await using workspace = await testWorkspace();
    await using cli = await databricksCli();
    const login = cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    const html = await answerConsent(cli.page, workspace.host, { user: '1000000000000002', decision: 'allow' });
    expect(html).toContain('local workspace');
    expect(await login).toMatchObject({ exitCode: 0 });
    expect(await json(cli, 'current-user', 'me')).toMatchObject({ userName: 'intern@local.lakegoose.test' });

    await using other = await databricksCli();
    const denied = other.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    await answerConsent(other.page, workspace.host, { decision: 'deny' });
    expect(await denied).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('access_denied') });
  });
});

describe('a short life', () => {
  it('makes the Databricks CLI refresh by itself', async () => {
    await using workspace = await testWorkspace({ consent: 'given', tokenSeconds: 2 });
    await using cli = await databricksCli();
    await cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    const first = await accessToken(cli);
    await sleep(2500);
    expect(await statusWith(workspace.host, first)).toBe(401);
    expect(await json(cli, 'current-user', 'me')).toMatchObject({ active: true });
  });
});

describe('a cold start', () => {
  it('is waited for by the Databricks CLI, by start and by a query', async () => {
    await using workspace = await testWorkspace({ consent: 'given', coldStartSeconds: 3 });
    await using cli = await databricksCli();
    await cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    const id = workspace.warehouseId;
    expect(await json(cli, 'warehouses', 'get', id)).toMatchObject({ state: 'STOPPED' });
    const started = performance.now();
    expect(await json(cli, ...tools, 'query', 'SELECT 1 AS one')).toEqual([{ one: '1' }]);
    expect(performance.now() - started).toBeGreaterThan(3000);
    expect(await json(cli, 'warehouses', 'stop', id)).toMatchObject({ state: 'STOPPED' });
    expect(await json(cli, 'warehouses', 'start', id)).toMatchObject({ state: 'RUNNING' });
  });

  it('of a cluster is waited for by the Databricks CLI', async () => {
    await using workspace = await testWorkspace({ consent: 'given', clusterStartSeconds: 2 });
    await using cli = await databricksCli();
    await cli.run('auth', 'login', '--host', workspace.host, '--profile', 'local');
    const id = workspace.clusterId;
    expect(await json(cli, 'clusters', 'get', id)).toMatchObject({ state: 'TERMINATED' });
    expect(await json(cli, 'clusters', 'list', '--cluster-states', 'RUNNING')).toEqual([]);
    await cli.run('clusters', 'start', id, '--no-wait', '--profile', 'local');
    expect(await json(cli, 'clusters', 'get', id)).toMatchObject({ state: 'PENDING' });
    const again = await cli.run('clusters', 'start', id, '--profile', 'local');
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is in unexpected state Pending') });
    await expect.poll(() => json(cli, 'clusters', 'get', id)).toMatchObject({ state: 'RUNNING' });
  });
});

describe('a restart', () => {
  it('costs nobody a new sign-in where data is kept', async () => {
    await using cli = await databricksCli();
    const dataDirectory = join(cli.environment.HOME ?? '', 'data');
    const first = await testWorkspace({ consent: 'given', dataDirectory });
    await cli.run('auth', 'login', '--host', first.host, '--profile', 'local');
    await first.close();
    await using second = await testWorkspace({ dataDirectory, port: first.port });
    expect(await json(cli, 'current-user', 'me')).toMatchObject({ active: true });
    expect(await statusWith(second.host, await accessToken(cli, '--force-refresh'))).toBe(200);
  });
});
