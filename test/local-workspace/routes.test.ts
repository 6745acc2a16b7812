import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization: `Bearer ${workspace.token}` };
    request({ port: workspace.port, path: '/api/2.0/token/list', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('who may ask', () => {
  it('tells anyone how to find the workspace', async () => {
    const response = await fetch(`${workspace.host}/.well-known/databricks-config`);
    const json = z.looseObject({}).parse(await response.json());
    expect(json).toMatchObject({ oidc_endpoint: `${workspace.host}/oidc`, host_type: 'workspace' });
    expect(json).not.toHaveProperty('account_id');
  });

  it('refuses a missing, unknown, deleted and expired token', async () => {
    const none = await fetch(`${workspace.host}/api/2.0/token/list`);
    expect(none.status).toBe(401);
    expect(await none.json()).toMatchObject({ error_code: 'UNAUTHENTICATED' });
    expect(await client.refused('GET', '/api/2.0/token/list', undefined, 'dapi0')).toMatchObject({
      status: 401,
      message: 'The token is not valid.',
    });
    const created = z
      .object({ token_value: z.string().startsWith('dapi'), token_info: z.object({ token_id: z.string() }) })
      .parse((await client.call('POST', '/api/2.0/token/create', { lifetime_seconds: 1 })).json);
    expect((await client.call('GET', '/api/2.0/token/list', undefined, created.token_value)).status).toBe(200);
    await expect
      .poll(async () => (await client.call('GET', '/api/2.0/token/list', undefined, created.token_value)).json, {
        timeout: 3000,
      })
      .toMatchObject({ error_code: 'UNAUTHENTICATED', message: 'The token is expired.' });
    expect((await client.call('POST', '/api/2.0/token/delete', { token_id: created.token_info.token_id })).status).toBe(
      200,
    );
    expect(await client.refused('GET', '/api/2.0/token/list', undefined, created.token_value)).toMatchObject({
      message: 'The token is not valid.',
    });
  });

  it('refuses a foreign Host header', async () => {
    expect(await statusForHost('evil.example')).toBe(403);
    expect(await statusForHost(`localhost:${workspace.port}`)).toBe(200);
  });

  it('names the user', async () => {
    const { json, headers } = await client.call('GET', '/api/2.0/preview/scim/v2/Me');
    expect(json).toMatchObject({ userName: 'analyst@local.lakegoose.test' });
    expect(headers.get('x-databricks-org-id')).toMatch(/^\d+$/);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/api/2.0/nothing', 404, 'ENDPOINT_NOT_FOUND', "No API found for 'GET /api/2.0/nothing'"],
    ['POST', '/api/2.0/lineage-tracking/table-lineage', 404, 'ENDPOINT_NOT_FOUND', 'No API found'],
    ['GET', '/api/2.1/jobs/list', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['GET', '/api/2.1/unity-catalog/models', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['POST', '/api/2.0/sql/warehouses', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['POST', '/api/2.0/sql/warehouses/x/nothing', 404, 'ENDPOINT_NOT_FOUND', 'No API found'],
    ['DELETE', '/api/2.0/sql/warehouses/x', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['POST', '/api/2.1/unity-catalog/catalogs', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['PATCH', '/api/2.1/unity-catalog/schemas/main.default', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['DELETE', '/api/2.1/unity-catalog/tables/main.default.t', 501, 'NOT_IMPLEMENTED', 'local workspace'],
    ['PUT', '/api/2.1/unity-catalog/tables/main.default.t', 404, 'ENDPOINT_NOT_FOUND', 'No API found'],
    ['GET', '/api/2.0/sql/warehouses/nope', 404, 'RESOURCE_DOES_NOT_EXIST', 'nope'],
    ['GET', '/api/2.1/unity-catalog/catalogs/nope', 404, 'CATALOG_DOES_NOT_EXIST', "Catalog 'nope' does not exist."],
    [
      'GET',
      '/api/2.1/unity-catalog/schemas/main.nope',
      404,
      'SCHEMA_DOES_NOT_EXIST',
      "Schema 'main.nope' does not exist.",
    ],
    [
      'GET',
      '/api/2.1/unity-catalog/tables/main.default.nope',
      404,
      'TABLE_DOES_NOT_EXIST',
      "Table 'main.default.nope' does not exist.",
    ],
    [
      'GET',
      '/api/2.0/lineage-tracking/table-lineage?table_name=main.default.nope',
      404,
      'TABLE_DOES_NOT_EXIST',
      'nope',
    ],
    [
      'GET',
      '/api/2.1/unity-catalog/schemas?catalog_name=main&page_token=bm9uc2Vuc2U',
      400,
      'INVALID_PARAMETER_VALUE',
      'page_token',
    ],
  ])('%s %s', async (method, path, status, code, message) => {
    const refused = await client.refused(method, path);
    expect(refused).toMatchObject({ status, error_code: code });
    expect(refused.message).toContain(message);
  });

  it('refuses bodies that are not JSON, lack a field, or are too large', async () => {
    const path = '/api/2.0/sql/statements';
    expect(await client.refused('POST', path, '{garbage')).toMatchObject({
      status: 400,
      error_code: 'MALFORMED_REQUEST',
    });
    const missing = await client.refused('POST', path, { warehouse_id: workspace.warehouseId });
    expect(missing).toMatchObject({ status: 400, error_code: 'INVALID_PARAMETER_VALUE' });
    expect(missing.message).toContain('statement');
    // Longer than what a socket takes in at once: it is still being sent when it is known to be too large.
    const large = await client.refused('POST', path, { statement: 'x'.repeat(20_000_000) });
    expect(large).toMatchObject({ status: 413, error_code: 'REQUEST_TOO_LARGE' });
    expect((await client.call('GET', '/api/2.0/token/list')).status).toBe(200);
  });
});

describe('Unity Catalog', () => {
  it('pages through catalogs', async () => {
    const first = z.object({ catalogs: z.array(z.looseObject({ name: z.string() })), next_page_token: z.string() });
    const one = first.parse(await client.get('/api/2.1/unity-catalog/catalogs?max_results=1'));
    expect(one.catalogs.map((entry) => entry.name)).toEqual(['main']);
    const two = await client.get(`/api/2.1/unity-catalog/catalogs?max_results=1&page_token=${one.next_page_token}`);
    expect(two).toMatchObject({ catalogs: [{ name: 'samples' }] });
    const three = await client.get(`/api/2.1/unity-catalog/catalogs?max_results=1&page_token=${two.next_page_token}`);
    expect(three).toMatchObject({ catalogs: [{ name: 'system' }] });
    expect(three).not.toHaveProperty('next_page_token');
    expect(
      (
        await client.refused(
          'GET',
          `/api/2.1/unity-catalog/schemas?catalog_name=main&page_token=${one.next_page_token}`,
        )
      ).status,
    ).toBe(400);
  });

  it('describes a table and says that it is synthetic', async () => {
    const table = await client.get('/api/2.1/unity-catalog/tables/samples.nyctaxi.trips');
    expect(table).toMatchObject({
      full_name: 'samples.nyctaxi.trips',
      table_type: 'MANAGED',
      comment: expect.stringContaining('Synthetic'),
      columns: [
        { name: 'tpep_pickup_datetime', type_text: 'timestamp', position: 0 },
        { name: 'tpep_dropoff_datetime', type_text: 'timestamp' },
        { name: 'trip_distance', type_text: 'double' },
        { name: 'fare_amount', type_text: 'double' },
        { name: 'pickup_zip', type_text: 'int' },
        { name: 'dropoff_zip', type_text: 'int', position: 5 },
      ],
    });
    const tpch = z
      .looseObject({ tables: z.array(z.looseObject({ name: z.string() })) })
      .parse(await client.get('/api/2.1/unity-catalog/tables?catalog_name=samples&schema_name=tpch'));
    expect(tpch.tables.map((entry) => entry.name)).toEqual([
      'customer',
      'lineitem',
      'nation',
      'orders',
      'part',
      'partsupp',
      'region',
      'supplier',
    ]);
  });
});

describe('lineage', () => {
  const lineage = (table: string) =>
    client.get(`/api/2.0/lineage-tracking/table-lineage?table_name=${table}&include_entity_lineage=true`);

  it('knows the seeded chain, which ran as statements', async () => {
    expect(await lineage('main.nyctaxi.trips_clean')).toMatchObject({
      upstreams: [{ tableInfo: { name: 'trips_raw', catalog_name: 'main', schema_name: 'nyctaxi' } }],
      downstreams: [{ tableInfo: { name: 'fares_by_zip' } }],
    });
    expect(await lineage('samples.tpch.region')).toEqual({});
  });

  it('records a statement that ran, and none that failed', async () => {
    await client.rows(
      'CREATE TABLE main.default.per_nation AS SELECT n.n_name, r.r_name FROM samples.tpch.nation n JOIN samples.tpch.region r ON n_regionkey = r_regionkey',
    );
    await client.rows(
      'CREATE VIEW main.default.per_region AS SELECT r_name, count(*) AS n FROM per_nation GROUP BY r_name',
    );
    expect(
      await client.failure(
        'INSERT INTO main.default.per_nation SELECT c_name, c_nationkey / 0 FROM samples.tpch.customer',
      ),
    ).toContain('DIVIDE_BY_ZERO');
    const made = z
      .looseObject({ upstreams: z.array(z.object({ tableInfo: z.looseObject({ name: z.string() }) })) })
      .parse(await lineage('main.default.per_nation'));
    expect(made.upstreams.map((edge) => edge.tableInfo.name).sort()).toEqual(['nation', 'region']);
    expect(made).toMatchObject({ downstreams: [{ tableInfo: { name: 'per_region', table_type: 'VIEW' } }] });
  });

  it('has no edge from a table to itself', async () => {
    await client.rows('CREATE TABLE main.default.own AS SELECT r_name FROM samples.tpch.region');
    await client.rows('INSERT INTO main.default.own SELECT r_name FROM main.default.own');
    const { upstreams, downstreams } = await lineage('main.default.own');
    expect(upstreams).toMatchObject([{ tableInfo: { name: 'region' } }]);
    expect(downstreams).toBeUndefined();
  });

  it('ends with its table: the next of that name starts anew, a replaced one does not', async () => {
    await client.rows('CREATE TABLE main.default.l1 AS SELECT 1 AS a');
    await client.rows('CREATE TABLE main.default.l2 AS SELECT * FROM main.default.l1');
    await client.rows('CREATE OR REPLACE TABLE main.default.l2 AS SELECT 1 AS a');
    expect(await lineage('main.default.l2')).toMatchObject({ upstreams: [{ tableInfo: { name: 'l1' } }] });
    await client.rows('DROP TABLE main.default.l2');
    expect(await lineage('main.default.l1')).toEqual({});
    await client.rows('CREATE TABLE main.default.l2 AS SELECT 1 AS a');
    expect(await lineage('main.default.l2')).toEqual({});
    expect(await lineage('main.default.l1')).toEqual({});
  });
});
