import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableLineage } from '../../src/databricks-api/lineage.ts';
import { queryHistory } from '../../src/databricks-api/query-history.ts';
import { catalogList, tableInfo, tableList } from '../../src/databricks-api/unity-catalog.ts';
import { workspaceUnderTest } from './workspace-under-test.ts';

const BASE = '/api/2.1/unity-catalog';
const patience = { timeout: 600_000 };

let under: Awaited<ReturnType<typeof workspaceUnderTest>>;
beforeAll(async () => {
  under = await workspaceUnderTest();
});
afterAll(() => under.close());

describe('Unity Catalog', patience, () => {
  it('lists catalogs page by page, until there is no token', async () => {
    const names: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const page = catalogList.parse(await under.client.get(`${BASE}/catalogs?max_results=1&page_token=${token}`));
      names.push(...(page.catalogs ?? []).map(({ name }) => name));
      token = page.next_page_token;
    }
    expect(names).toContain('samples');
    expect(new Set(names).size).toBe(names.length);
  });

  it('describes the sample tables alike', async () => {
    const list = tableList.parse(await under.client.get(`${BASE}/tables?catalog_name=samples&schema_name=tpch`));
    expect(list.tables?.map(({ name }) => name)).toEqual(expect.arrayContaining(['lineitem', 'nation', 'orders']));
    const trips = tableInfo.parse(await under.client.get(`${BASE}/tables/samples.nyctaxi.trips`));
    expect(trips.columns?.map(({ name, type_text, position }) => [name, type_text, position])).toEqual([
      ['tpep_pickup_datetime', 'timestamp', 0],
      ['tpep_dropoff_datetime', 'timestamp', 1],
      ['trip_distance', 'double', 2],
      ['fare_amount', 'double', 3],
      ['pickup_zip', 'int', 4],
      ['dropoff_zip', 'int', 5],
    ]);
  });

  it('names what does not exist', async () => {
    expect(await under.client.refused('GET', `${BASE}/catalogs/nope_a`)).toMatchObject({
      status: 404,
      error_code: 'CATALOG_DOES_NOT_EXIST',
      message: expect.stringContaining("Catalog 'nope_a' does not exist."),
    });
    expect(await under.client.refused('GET', `${BASE}/tables/samples.tpch.nope`)).toMatchObject({
      status: 404,
      error_code: 'TABLE_DOES_NOT_EXIST',
    });
  });

  it('answers information_schema', async () => {
    const sql =
      "SELECT column_name, full_data_type FROM samples.information_schema.columns WHERE table_schema = 'tpch' AND table_name = 'nation' ORDER BY ordinal_position";
    expect((await under.client.rows(sql, { wait_timeout: '50s' })).slice(0, 2)).toEqual([
      ['n_nationkey', 'bigint'],
      ['n_name', 'string'],
    ]);
  });
});

describe('what was done', patience, () => {
  it('is lineage, and history', async () => {
    const lineage = await under.client.get('/api/2.0/lineage-tracking/table-lineage?table_name=samples.tpch.nation');
    expect(tableLineage.safeParse(lineage).success).toBe(true);
    await under.client.rows('SELECT 1', { wait_timeout: '50s' });
    const history = queryHistory.parse(await under.client.get('/api/2.0/sql/history/queries?max_results=1'));
    expect(history.res?.length).toBe(1);
  });
});
