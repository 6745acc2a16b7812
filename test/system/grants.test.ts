import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pythonWith } from '../support/python-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { recordWitness } from '../support/witnesses.ts';
import { type DatabricksCli, databricksCli } from './databricks-cli.ts';

const ANALYST = 'analyst@local.lakegoose.test';
const INTERN = 'intern@local.lakegoose.test';
const TABLE = 'main.nyctaxi.trips_clean';
const anything = z.unknown();
type Workspace = Awaited<ReturnType<typeof testWorkspace>>;

function tokenOf({ users }: Workspace, name: string): string {
  return users.find(({ userName }) => userName === name)?.token ?? '';
}

const lacks = (privilege: string, on: string): string => `User does not have ${privilege} on ${on}.`;
const sqlLacks = (privilege: string, on: string): string =>
  `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: ${lacks(privilege, on)} SQLSTATE: 42501`;

describe('the Databricks CLI, signed in by the environment', () => {
  let workspace: Workspace;
  let cli: DatabricksCli;
  let logFile: string;
  beforeAll(async () => {
    cli = await databricksCli();
    logFile = join(cli.environment.HOME ?? '', 'workspace.log');
    workspace = await testWorkspace({ logFile });
  });
  afterAll(async () => {
    await workspace[Symbol.asyncDispose]();
    await cli[Symbol.asyncDispose]();
  });

  async function run(name: string, ...words: string[]) {
    const env = { ...cli.environment, DATABRICKS_HOST: workspace.host, DATABRICKS_TOKEN: tokenOf(workspace, name) };
    const options = { env, extendEnv: false, reject: false, timeout: 60_000, stdin: 'ignore' } as const;
    const { exitCode, stdout, stderr } = await execa('databricks', [...words, '--output', 'json'], options);
    return { exitCode, stdout, stderr };
  }
  async function json(name: string, ...words: string[]): Promise<unknown> {
    const { exitCode, stdout, stderr } = await run(name, ...words);
    expect({ words, exitCode, stderr }).toMatchObject({ exitCode: 0 });
    return anything.parse(JSON.parse(stdout));
  }
  const grant = (on: readonly [type: string, name: string], ...add: string[]) =>
    json(ANALYST, 'grants', 'update', ...on, '--json', JSON.stringify({ changes: [{ principal: INTERN, add }] }));
  const query = ['experimental', 'aitools', 'tools', 'query', `SELECT count(*) > 0 AS some FROM ${TABLE}`];
  const warehouse = () => ['--warehouse', workspace.warehouseId];

  it('is refused what the restricted user may not see', async () => {
    expect(await run(INTERN, 'tables', 'get', TABLE)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(lacks('USE CATALOG', "Catalog 'main'")),
    });
    expect(await json(INTERN, 'catalogs', 'list')).toMatchObject([{ name: 'samples' }, { name: 'system' }]);
    const refused = await run(INTERN, ...query, ...warehouse());
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain(sqlLacks('USE CATALOG', "Catalog 'main'"));
    expect(await run(INTERN, 'grants', 'get', 'catalog', 'main')).toMatchObject({ exitCode: 1 });
  });

  it('grants, tells what is granted, and is let in', async () => {
    expect(await grant(['catalog', 'main'], 'USE_CATALOG')).toMatchObject({
      privilege_assignments: expect.arrayContaining([{ principal: INTERN, privileges: ['USE_CATALOG'] }]),
    });
    await grant(['schema', 'main.nyctaxi'], 'USE_SCHEMA');
    expect(await run(INTERN, 'tables', 'get', TABLE)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(lacks('SELECT', `Table '${TABLE}'`)),
    });
    await grant(['table', TABLE], 'SELECT');
    expect(await json(ANALYST, 'grants', 'get', 'table', TABLE)).toEqual({
      privilege_assignments: [{ principal: INTERN, privileges: ['SELECT'] }],
    });
    expect(await json(ANALYST, 'grants', 'get-effective', 'table', TABLE, '--principal', INTERN)).toEqual({
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
    expect(await json(INTERN, 'tables', 'get', TABLE)).toMatchObject({ full_name: TABLE });
    expect(await json(INTERN, 'tables', 'list', 'main', 'nyctaxi')).toMatchObject([{ full_name: TABLE }]);
    expect(await json(INTERN, ...query, ...warehouse())).toEqual([{ some: 'true' }]);
  });

  it('lists functions, tells one, and who may call it', async () => {
    const name = 'main.default.fare_with_tip';
    const make = `CREATE FUNCTION ${name}(fare DOUBLE, tip DOUBLE DEFAULT 0.1) RETURNS DOUBLE RETURN fare * (1 + tip)`;
    const statement = JSON.stringify({ statement: make, warehouse_id: workspace.warehouseId, wait_timeout: '30s' });
    expect(await json(ANALYST, 'api', 'post', '/api/2.0/sql/statements', '--json', statement)).toMatchObject({
      status: { state: 'SUCCEEDED' },
    });
    expect(await json(ANALYST, 'functions', 'list', 'main', 'default')).toMatchObject([{ full_name: name }]);
    expect(await json(ANALYST, 'functions', 'get', name)).toMatchObject({
      owner: ANALYST,
      full_data_type: 'double',
      routine_definition: 'fare * (1 + tip)',
      input_params: { parameters: [{ name: 'fare' }, { name: 'tip', parameter_default: '0.1' }] },
    });
    expect(await run(INTERN, 'functions', 'get', name)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(lacks('USE SCHEMA', "Schema 'main.default'")),
    });
    await grant(['schema', 'main.default'], 'USE_SCHEMA');
    expect(await json(INTERN, 'functions', 'list', 'main', 'default')).toEqual([]);
    expect(await run(INTERN, 'functions', 'get', name)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(lacks('EXECUTE', `Function '${name}'`)),
    });
    await grant(['catalog', 'main'], 'BROWSE');
    const browsed = await json(INTERN, 'functions', 'list', 'main', 'default', '--include-browse');
    expect(browsed).toMatchObject([{ full_name: name, browse_only: true }]);
    expect(JSON.stringify(browsed)).not.toContain('fare * ');
    await grant(['function', name], 'EXECUTE');
    expect(await json(INTERN, 'functions', 'get', name)).toMatchObject({ full_name: name, owner: ANALYST });
    expect(await json(INTERN, 'grants', 'get-effective', 'function', name)).toEqual({
      privilege_assignments: [
        {
          principal: INTERN,
          privileges: [
            { privilege: 'EXECUTE' },
            { privilege: 'USE_SCHEMA', inherited_from_type: 'SCHEMA', inherited_from_name: 'main.default' },
            { privilege: 'BROWSE', inherited_from_type: 'CATALOG', inherited_from_name: 'main' },
            { privilege: 'USE_CATALOG', inherited_from_type: 'CATALOG', inherited_from_name: 'main' },
          ],
        },
      ],
    });
    expect(await run(INTERN, 'functions', 'update', name, '--owner', INTERN)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(lacks('MANAGE', `Function '${name}'`)),
    });
    expect(await json(ANALYST, 'functions', 'update', name, '--owner', 'analysts')).toMatchObject({
      owner: 'analysts',
    });
  });

  it('hears of a principal that is not there', async () => {
    const changes = JSON.stringify({ changes: [{ principal: 'nobody', add: ['SELECT'] }] });
    expect(await run(ANALYST, 'grants', 'update', 'catalog', 'main', '--json', changes)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Could not find principal with name nobody'),
    });
  });

  it('changes an owner', async () => {
    expect(await json(ANALYST, 'schemas', 'update', 'main.default', '--owner', 'analysts')).toMatchObject({
      owner: 'analysts',
    });
  });

  it('has driven what docs/parity.md says', async () => {
    const routes = await recordWitness('databricks CLI (grants)', workspace, logFile);
    expect(routes).toContain('PATCH /api/2.1/unity-catalog/permissions/:securable_type/:full_name');
    expect(routes).toContain('GET /api/2.1/unity-catalog/functions/:full_name');
  });
});

describe('the official Python SDK', () => {
  it('grants, is refused in its own error, and is let in', async () => {
    const python = await pythonWith([join(import.meta.dirname, 'python-sdk-requirements.txt')]);
    await using home = await temporaryDirectory();
    const logFile = join(home.path, 'workspace.log');
    await using workspace = await testWorkspace({ logFile });
    const env = {
      ...{ HOME: home.path, PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1' },
      ...{ DATABRICKS_HOST: workspace.host, WAREHOUSE: workspace.warehouseId },
      ...{ OWNER_TOKEN: tokenOf(workspace, ANALYST), INTERN_TOKEN: tokenOf(workspace, INTERN) },
    };
    const { stdout } = await execa(python, [join(import.meta.dirname, 'grants.py')], {
      env,
      extendEnv: false,
      timeout: 120_000,
    });
    const noCatalog = ['PermissionDenied', 'PERMISSION_DENIED', lacks('USE CATALOG', "Catalog 'main'")];
    const inherited = [
      ['SELECT', null, null],
      ['USE_SCHEMA', 'SCHEMA', 'main.nyctaxi'],
      ['USE_CATALOG', 'CATALOG', 'main'],
    ];
    expect(JSON.parse(stdout)).toEqual({
      before: {
        catalogs: ['samples', 'system'],
        catalog: noCatalog,
        tables: noCatalog,
        table: noCatalog,
        exists: noCatalog,
        lineage: noCatalog,
        query: ['BAD_REQUEST', sqlLacks('USE CATALOG', "Catalog 'main'")],
        grants: noCatalog,
        own_grant: ['PermissionDenied', 'PERMISSION_DENIED', lacks('MANAGE', "Catalog 'main'")],
      },
      granted: [
        { [ANALYST]: ['ALL_PRIVILEGES'], [INTERN]: ['USE_CATALOG'] },
        { [INTERN]: ['USE_SCHEMA'] },
        { [INTERN]: ['SELECT'] },
      ],
      after: {
        catalogs: ['main', 'samples', 'system'],
        tables: ['trips_clean'],
        table: TABLE,
        browse: ['PermissionDenied', 'PERMISSION_DENIED', lacks('SELECT', "Table 'main.nyctaxi.trips_raw'")],
        query: [['true']],
        other: ['BAD_REQUEST', sqlLacks('SELECT', "Table 'main.nyctaxi.trips_raw'")],
        lineage: { upstreams: [{}], downstreams: [{}] },
      },
      direct: { [INTERN]: ['SELECT'] },
      paged: { [ANALYST]: ['ALL_PRIVILEGES'], [INTERN]: ['USE_CATALOG'] },
      effective: inherited,
      own: inherited,
      others: ['PermissionDenied', 'PERMISSION_DENIED', lacks('MANAGE', `Table '${TABLE}'`)],
      nobody: ['NotFound', 'PRINCIPAL_DOES_NOT_EXIST', 'Could not find principal with name nobody'],
      not_applicable: ['InvalidParameterValue', 'INVALID_PARAMETER_VALUE', expect.stringContaining('USE_SCHEMA')],
      page_size: ['InvalidParameterValue', 'INVALID_PARAMETER_VALUE', expect.any(String)],
      owner: ['analysts', ANALYST, INTERN],
      functions: {
        listed: ['main.default.twice'],
        told: ['main.default.twice', 'x * 2', ['x']],
        hidden: [],
        refused: ['PermissionDenied', 'PERMISSION_DENIED', lacks('EXECUTE', "Function 'main.default.twice'")],
        granted: { [INTERN]: ['EXECUTE'] },
        effective: [
          ['EXECUTE', null, null],
          ['USE_SCHEMA', 'SCHEMA', 'main.default'],
          ['USE_CATALOG', 'CATALOG', 'main'],
        ],
        let_in: ['main.default.twice', null],
        owner: 'analysts',
      },
    });
    const routes = await recordWitness('databricks-sdk-py (grants)', workspace, logFile);
    expect(routes).toContain('GET /api/2.1/unity-catalog/effective-permissions/:securable_type/:full_name');
    expect(routes).toContain('PATCH /api/2.1/unity-catalog/functions/:full_name');
  });
});
