import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryHistory } from '../../src/databricks-api/query-history.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

const PATH = '/api/2.0/sql/history/queries';
const ENDLESS = 'SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

const list = async (query = '') => queryHistory.parse(await client.get(`${PATH}${query}`));

describe('query history', () => {
  it('tells who ran what, when, how long and with which tags', async () => {
    const answer = await client.execute('/* hi */ SELECT id FROM range(7)', {
      query_tags: [{ key: 'team', value: 'taxi' }, { key: 'nightly' }],
    });
    await client.failure('SELECT nope');
    const { res = [] } = await list('?include_metrics=true');
    expect(res.slice(0, 2)).toMatchObject([
      { status: 'FAILED', error_message: expect.stringContaining('[UNRESOLVED_COLUMN'), query_text: 'SELECT nope' },
      {
        query_id: answer.statement_id,
        status: 'FINISHED',
        statement_type: 'SELECT',
        user_name: 'analyst@local.lakegoose.test',
        client_application: 'node',
        rows_produced: 7,
        is_final: true,
        query_tags: [{ key: 'team', value: 'taxi' }, { key: 'nightly' }],
        metrics: { rows_produced_count: 7, total_time_ms: expect.any(Number) },
      },
    ]);
    expect(
      await client.rows(
        `SELECT execution_status, executed_by, statement_text, statement_type, client_application, produced_rows, query_tags,
         total_duration_ms >= 0, end_time >= start_time, compute FROM system.query.history WHERE statement_id = '${answer.statement_id}'`,
      ),
    ).toEqual([
      [
        ...['FINISHED', 'analyst@local.lakegoose.test', '/* hi */ SELECT id FROM range(7)', 'SELECT', 'node', '7'],
        ...['{"team":"taxi","nightly":null}', 'true', 'true'],
        `{"type":"WAREHOUSE","cluster_id":null,"warehouse_id":"${workspace.warehouseId}"}`,
      ],
    ]);
  });

  it('tells of what runs, and of what was cancelled', async () => {
    const running = await client.execute(ENDLESS, { wait_timeout: '0s' });
    const own = `?filter_by.statement_ids=${running.statement_id}`;
    await expect.poll(async () => (await list(own)).res?.[0]?.status).toBe('RUNNING');
    expect((await list(own)).res?.[0]).toMatchObject({ is_final: false });
    await client.call('POST', `/api/2.0/sql/statements/${running.statement_id}/cancel`);
    await expect.poll(async () => (await list(own)).res?.[0]?.status).toBe('CANCELED');
  });

  it('is paged and filtered', async () => {
    for (const n of [1, 2, 3, 4, 5]) await client.rows(`SELECT ${n}`);
    const failed = await list('?filter_by.statuses=FAILED&filter_by.statuses=CANCELED');
    expect(new Set(failed.res?.map((each) => each.status))).toEqual(new Set(['FAILED', 'CANCELED']));
    const texts: (string | undefined)[] = [];
    for (let token = ''; texts.length < 5; ) {
      const page = await list(`?max_results=2&page_token=${token}&filter_by.statuses=FINISHED`);
      texts.push(...(page.res ?? []).map((each) => each.query_text));
      expect(page.has_next_page).toBe(true);
      token = page.next_page_token ?? '';
    }
    expect(texts.slice(0, 5)).toEqual(['SELECT 5', 'SELECT 4', 'SELECT 3', 'SELECT 2', 'SELECT 1']);
    const late = await list(`?filter_by.query_start_time_range.start_time_ms=${Date.now() + 1000}`);
    expect(late).toEqual({ res: [], has_next_page: false });
    const { next_page_token: token } = await list('?max_results=1');
    for (const wrong of [
      `max_results=1&page_token=${token}&filter_by.statuses=FAILED`,
      'filter_by.statuses=NONE',
      'max_results=2000',
      'color=red',
    ])
      expect(await client.refused('GET', `${PATH}?${wrong}`)).toMatchObject({ status: 400 });
  });

  it('refuses to compute with what it only shows', async () => {
    for (const sql of [
      'SELECT CAST(query_tags AS STRING) FROM system.query.history',
      'CREATE TABLE main.default.copy AS SELECT * FROM system.query.history',
      'SELECT * FROM system.billing.usage',
      'CREATE VIEW main.default.shown AS SELECT query_tags FROM system.query.history',
      ...[
        'SELECT query_tags = query_tags FROM h',
        'SELECT * FROM h WHERE compute <=> compute',
        'SELECT query_tags BETWEEN query_tags AND query_tags FROM h',
        'SELECT compute IN (compute) FROM h',
        'SELECT compute IN (SELECT compute FROM h) FROM h',
        'SELECT DISTINCT query_tags FROM h',
        'SELECT count(*) FROM h GROUP BY compute',
        'SELECT compute, count(*) FROM h GROUP BY ALL',
        'SELECT compute FROM h ORDER BY compute',
        'SELECT compute FROM h ORDER BY 1',
        'SELECT compute FROM h UNION ALL SELECT compute FROM h ORDER BY 1',
        'SELECT compute FROM h UNION SELECT compute FROM h',
        'SELECT compute FROM h EXCEPT ALL SELECT compute FROM h',
        'SELECT compute FROM h INTERSECT SELECT compute FROM h',
        'SELECT max(compute) FROM h',
        'SELECT count(DISTINCT compute) FROM h',
        'SELECT coalesce(compute, compute) FROM h',
        'SELECT length(query_tags) FROM h',
        'SELECT CASE WHEN true THEN compute END FROM h',
        'SELECT row_number() OVER (PARTITION BY compute ORDER BY 1) FROM h',
        'SELECT rank() OVER (ORDER BY compute) FROM h',
        'SELECT 1 FROM h JOIN h AS g USING (compute)',
      ].map((sql) => sql.replaceAll(/\bh\b/g, 'system.query.history')),
    ])
      expect(await client.failure(sql)).toContain('[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE]');
    const shown = 'SELECT query_tags, compute FROM system.query.history WHERE query_tags IS NOT NULL';
    expect(await client.rows(`SELECT count(compute) > 0 FROM (${shown} UNION ALL ${shown})`)).toEqual([['true']]);
    expect(
      (await client.execute('SELECT query_tags FROM system.query.history')).manifest?.schema.columns?.[0],
    ).toMatchObject({
      type_name: 'MAP',
      type_text: 'MAP<STRING, STRING>',
    });
  });

  it('and lineage outlive a restart on a data directory', async () => {
    await using directory = await temporaryDirectory();
    const options = { dataDirectory: directory.path };
    const first = await startLocalWorkspace(options);
    await new WorkspaceClient(first).rows('SELECT 4321');
    await first.close();
    const second = await startLocalWorkspace(options);
    const { res = [] } = queryHistory.parse(await new WorkspaceClient(second).get(PATH));
    const columns = await new WorkspaceClient(second).get(
      '/api/2.0/lineage-tracking/column-lineage?table_name=main.nyctaxi.trips_clean&column_name=fare_amount',
    );
    await second.close();
    expect(res.map((each) => each.query_text)).toEqual(['SELECT 4321']);
    expect(columns).toMatchObject({ upstream_cols: [{ table_name: 'trips_raw' }] });
  });
});
