import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

const PATH = '/api/2.0/sql/statements';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(async () => {
  expect(await client.rows('SELECT 1')).toEqual([['1']]);
  await workspace.close();
});

describe('a body', () => {
  it.each([
    ['[]', 'INVALID_PARAMETER_VALUE'],
    ['null', 'INVALID_PARAMETER_VALUE'],
    ['"text"', 'INVALID_PARAMETER_VALUE'],
    ['', 'INVALID_PARAMETER_VALUE'],
    ['{"statement":', 'MALFORMED_REQUEST'],
    ['statement=SELECT+1', 'MALFORMED_REQUEST'],
    ['['.repeat(1_000_000), 'MALFORMED_REQUEST'],
  ])('%.20s is refused', async (body, error_code) => {
    expect(await client.refused('POST', PATH, body)).toMatchObject({ status: 400, error_code });
  });

  it.each([
    { statement: 5 },
    { statement: ['SELECT 1'] },
    { warehouse_id: {} },
    { catalog: 1 },
    { wait_timeout: 10 },
    { on_wait_timeout: 'LATER' },
    { row_limit: 'five' },
    { row_limit: 1.5 },
    { byte_limit: true },
    { query_tags: 'a' },
    { parameters: [{ value: '1' }] },
  ])('with %j is refused by the name of the field', async (wrong) => {
    const body = { statement: 'SELECT 1', warehouse_id: workspace.warehouseId, ...wrong };
    const refused = await client.refused('POST', PATH, body);
    expect(refused).toMatchObject({ status: 400, error_code: 'INVALID_PARAMETER_VALUE' });
    expect(refused.message).toContain(Object.keys(wrong)[0]);
  });

  it('with fields that nobody knows is answered without them', async () => {
    const more = { nonsense: { deep: [1] }, parameters: [{ name: 'unused', value: '1', kind: 'x' }] };
    expect(await client.rows('SELECT 1', more)).toEqual([['1']]);
  });
});

describe('wildcards without end', () => {
  it('in SHOW … LIKE and in a pattern of names find nothing, at once', async () => {
    const started = performance.now();
    expect(await client.rows(`SHOW TABLES IN samples.tpch LIKE '${'*'.repeat(40)}Q'`)).toEqual([]);
    const path = '/api/2.1/unity-catalog/table-summaries?catalog_name=samples&table_name_pattern=';
    expect(await client.get(`${path}${'%25'.repeat(40)}Q`)).toEqual({ tables: [] });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('parameters', () => {
  const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `p${index}`, value: '1' }));

  it('are as many as a SQL warehouse takes', async () => {
    expect(await client.rows('SELECT :p255', { parameters: named(256) })).toEqual([['1']]);
  });

  it('are refused where they are more, at once', async () => {
    const body = { statement: 'SELECT 1', warehouse_id: workspace.warehouseId, parameters: named(100_000) };
    const started = performance.now();
    expect(await client.refused('POST', PATH, body)).toMatchObject({
      status: 400,
      error_code: 'INVALID_PARAMETER_VALUE',
      message: expect.stringContaining('parameters'),
    });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a NUL character', () => {
  it('in SQL is refused by name, and stands in the history whole', async () => {
    expect(await client.failure("SELECT 'a\0b'")).toContain('NUL');
    const text = { name: 't', value: 'a\0b' };
    expect(await client.failure('SELECT :t', { parameters: [text] })).toContain('NUL');
    expect(await client.get('/api/2.0/sql/history/queries?max_results=2')).toMatchObject({
      res: [{ query_text: 'SELECT :t' }, { query_text: "SELECT 'a\0b'" }],
    });
  });

  it.each([`${PATH}/%00`, '/api/2.1/unity-catalog/tables/%00.%00.%00', '/api/2.0/sql/warehouses/%00'])(
    'in %s is one name that is not there',
    async (path) => {
      expect(await client.refused('GET', path)).toMatchObject({ status: 404 });
    },
  );
});

describe('a query', () => {
  it.each([
    ['/api/2.1/unity-catalog/catalogs?max_results=-1', 'max_results'],
    ['/api/2.1/unity-catalog/catalogs?max_results=x', 'max_results'],
    ['/api/2.1/unity-catalog/catalogs?page_token=%00', 'page_token'],
    ['/api/2.1/unity-catalog/schemas', 'catalog_name'],
    ['/api/2.0/lineage-tracking/table-lineage', 'table_name'],
    ['/api/2.0/sql/warehouses?page_size=x', 'page_size'],
  ])('%s is refused by the name of what is wrong', async (path, name) => {
    const refused = await client.refused('GET', path);
    expect(refused).toMatchObject({ status: 400, error_code: 'INVALID_PARAMETER_VALUE' });
    expect(refused.message).toContain(name);
  });

  it('with a parameter that nobody knows is answered without it', async () => {
    const { status } = await client.call('GET', '/api/2.1/unity-catalog/catalogs?nonsense=1');
    expect(status).toBe(200);
  });

  it('for a chunk that is no number, or not there, is refused', async () => {
    const { statement_id } = await client.execute('SELECT 1');
    for (const chunk of ['1', '-1', 'x', '1e999', '0.5', '__proto__'])
      expect(await client.refused('GET', `${PATH}/${statement_id}/result/chunks/${chunk}`)).toMatchObject({
        status: 400,
        error_code: 'INVALID_PARAMETER_VALUE',
      });
  });
});
