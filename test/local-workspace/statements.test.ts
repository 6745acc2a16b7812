import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataArray, statementResponse } from '../../src/databricks-api/statements.ts';
import { PLACES } from '../../src/local-workspace/engine/run/gate.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

const PATH = '/api/2.0/sql/statements';
const ENDLESS = 'SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1';

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

const look = async (id: string) => statementResponse.parse(await client.get(`${PATH}/${id}`));

describe('a statement', () => {
  it('answers typed columns and text cells', async () => {
    const answer = await client.execute(
      "SELECT 1 AS i, 5L AS l, 1.50 AS d, 1e10 AS x, 2.0D AS y, true AS b, DATE'2026-09-15' AS day, TIMESTAMP'2026-09-15 11:43:36.409' AS ts, 'a' AS s, NULL AS nothing",
    );
    expect(answer.result?.data_array).toEqual([
      ['1', '5', '1.50', '1.0E10', '2.0', 'true', '2026-09-15', '2026-09-15T11:43:36.409Z', 'a', null],
    ]);
    const columns = answer.manifest?.schema.columns ?? [];
    expect(columns.map((column) => `${column.type_name} ${column.type_text}`)).toEqual([
      'INT INT',
      'LONG BIGINT',
      'DECIMAL DECIMAL(3,2)',
      'DOUBLE DOUBLE',
      'DOUBLE DOUBLE',
      'BOOLEAN BOOLEAN',
      'DATE DATE',
      'TIMESTAMP TIMESTAMP',
      'STRING STRING',
      'NULL VOID',
    ]);
    expect(columns[2]).toMatchObject({ type_precision: 3, type_scale: 2, position: 2 });
  });

  it('computes on the seeded trips', async () => {
    expect(await client.rows('SELECT count(*) FROM samples.nyctaxi.trips')).toEqual([['21932']]);
    const [row] = await client.rows(
      'SELECT min(fare_amount) > 0, max(trip_distance) < 40, count(DISTINCT pickup_zip) > 20 FROM samples.nyctaxi.trips',
    );
    expect(row).toEqual(['true', 'true', 'true']);
  });

  it('that answers no rows has no chunk', async () => {
    const answer = await client.execute('CREATE TABLE main.default.empty_one (a INT)');
    expect(answer).toMatchObject({
      status: { state: 'SUCCEEDED' },
      manifest: { total_chunk_count: 0, total_row_count: 0 },
      result: {},
    });
    expect(answer.result).not.toHaveProperty('data_array');
  });

  it('with wait_timeout 0s is polled', async () => {
    const answer = await client.execute('SELECT 7 AS n', { wait_timeout: '0s' });
    expect(answer.status.state).toBe('PENDING');
    await expect.poll(async () => (await look(answer.statement_id)).status.state).toBe('SUCCEEDED');
    expect((await look(answer.statement_id)).result?.data_array).toEqual([['7']]);
  });

  it('that is cancelled stops the engine', async () => {
    const answer = await client.execute(ENDLESS, { wait_timeout: '0s' });
    await expect.poll(async () => (await look(answer.statement_id)).status.state).toBe('RUNNING');
    const { json } = await client.call('POST', `${PATH}/${answer.statement_id}/cancel`);
    expect(json).toEqual({});
    await expect.poll(async () => (await look(answer.statement_id)).status.state).toBe('CANCELED');
    expect(await client.rows('SELECT 1')).toEqual([['1']]);
  });

  it('waits its turn when the engine is full, and can be cancelled there', async () => {
    const full = await Promise.all(
      Array.from({ length: PLACES }, () => client.execute(ENDLESS, { wait_timeout: '0s' })),
    );
    const waiting = await client.execute('SELECT 1', { wait_timeout: '0s' });
    expect((await look(waiting.statement_id)).status.state).toBe('PENDING');
    await client.call('POST', `${PATH}/${waiting.statement_id}/cancel`);
    expect((await look(waiting.statement_id)).status.state).toBe('CANCELED');
    for (const answer of full) await client.call('POST', `${PATH}/${answer.statement_id}/cancel`);
    expect(await client.rows('SELECT 2')).toEqual([['2']]);
  });

  it('may be cancelled twice, and after its end', async () => {
    const answer = await client.execute(ENDLESS, { wait_timeout: '0s' });
    const cancel = () => client.call('POST', `${PATH}/${answer.statement_id}/cancel`);
    expect((await Promise.all([cancel(), cancel()])).map(({ json }) => json)).toEqual([{}, {}]);
    await expect.poll(async () => (await look(answer.statement_id)).status.state).toBe('CANCELED');
    expect((await cancel()).json).toEqual({});
    const done = await client.execute('SELECT 1');
    await client.call('POST', `${PATH}/${done.statement_id}/cancel`);
    expect((await look(done.statement_id)).status.state).toBe('SUCCEEDED');
  });

  it('ends at its wait_timeout where it says so', { timeout: 10_000 }, async () => {
    const asked = { wait_timeout: '5s', on_wait_timeout: 'CANCEL' };
    expect((await client.execute(ENDLESS, asked)).status).toEqual({ state: 'CANCELED' });
  });

  it('does not wait for writes that wait for each other', async () => {
    await client.rows('CREATE TABLE main.default.slow (n BIGINT)');
    const slow = `INSERT INTO main.default.slow ${ENDLESS}`;
    const writes = await Promise.all([1, 2, 3, 4].map(() => client.execute(slow, { wait_timeout: '0s' })));
    expect(await client.rows('SELECT 1')).toEqual([['1']]);
    for (const { statement_id } of writes) await client.call('POST', `${PATH}/${statement_id}/cancel`);
    for (const { statement_id } of writes)
      await expect.poll(async () => (await look(statement_id)).status.state).toBe('CANCELED');
    expect(await client.rows('SELECT count(*) FROM main.default.slow')).toEqual([['0']]);
  });

  it('is cut at row_limit and says so', async () => {
    const cut = await client.execute('SELECT id FROM range(10) ORDER BY id', { row_limit: 3 });
    expect(cut.manifest).toMatchObject({ truncated: true, total_row_count: 3 });
    const whole = await client.execute('SELECT id FROM range(3)', { row_limit: 3 });
    expect(whole.manifest).toMatchObject({ truncated: false, total_row_count: 3 });
  });

  it('comes in chunks that together are the result', async () => {
    const answer = await client.execute('SELECT id FROM range(120000) ORDER BY id');
    expect(answer.manifest).toMatchObject({ total_chunk_count: 3, total_row_count: 120_000 });
    const last = await client.get(`${PATH}/${answer.statement_id}/result/chunks/2`);
    expect(last).toMatchObject({ chunk_index: 2, row_offset: 100_000, row_count: 20_000 });
    expect(last).not.toHaveProperty('next_chunk_index');
    expect(dataArray.parse(last.data_array).at(-1)).toEqual(['119999']);
    expect(answer.result?.next_chunk_internal_link).toContain(`${PATH}/${answer.statement_id}/result/chunks/1`);
  });

  it('over 25 MiB is refused as the real API refuses it', async () => {
    const text = 'x'.repeat(1000);
    expect(await client.failure(`SELECT '${text}' FROM range(40000)`)).toContain('Inline byte limit exceeded');
  });
});

describe('parameters', () => {
  const parameters = [
    { name: 'zip', value: '10001', type: 'INT' },
    { name: 'word', value: "it's; DROP TABLE x --" },
    { name: 'day', value: '2016-01-05', type: 'DATE' },
    { name: 'nothing', type: 'STRING' },
    { name: 'amount', value: '2.50', type: 'DECIMAL(5,2)' },
  ];
  it('are values, never text', async () => {
    expect(await client.rows('SELECT :zip + 1, :word, :day, :nothing, :amount * 2', { parameters })).toEqual([
      ['10002', "it's; DROP TABLE x --", '2016-01-05', null, '5.00'],
    ]);
  });
  it.each([
    [[{ name: 'x', value: 'abc', type: 'INT' }], 'CAST_INVALID_INPUT'],
    [[{ name: 'x', value: '2016-13-01', type: 'DATE' }], 'CAST_INVALID_INPUT'],
    [[{ name: 'x', value: '1', type: 'NONSENSE' }], 'UNSUPPORTED_DATATYPE'],
    [[], 'UNBOUND_SQL_PARAMETER'],
  ])('%j fails with %s', async (given, errorClass) => {
    expect(await client.failure('SELECT :x', { parameters: given })).toContain(`[${errorClass}]`);
  });
});

describe('a request that is wrong', () => {
  it.each([
    [{ warehouse_id: 'nope' }, 400, 'INVALID_PARAMETER_VALUE', 'nope is not a valid endpoint id.'],
    [{ wait_timeout: '3s' }, 400, 'INVALID_PARAMETER_VALUE', 'wait_timeout'],
    [{ wait_timeout: '51s' }, 400, 'INVALID_PARAMETER_VALUE', 'wait_timeout'],
    [{ disposition: 'POST' }, 400, 'INVALID_PARAMETER_VALUE', 'disposition'],
    [{ format: 'ARROW_STREAM' }, 400, 'INVALID_PARAMETER_VALUE', 'EXTERNAL_LINKS only'],
    [{ row_limit: 0 }, 400, 'INVALID_PARAMETER_VALUE', 'row_limit'],
    [{ byte_limit: -1 }, 400, 'INVALID_PARAMETER_VALUE', 'byte_limit'],
    [{ query_tags: [{ value: 'no key' }] }, 400, 'INVALID_PARAMETER_VALUE', 'query_tags'],
    [{ parameters: [{ name: 'a', value: 1 }] }, 400, 'INVALID_PARAMETER_VALUE', 'parameters[0].value'],
    [{ parameters: [{ name: 'a' }, { name: 'a' }] }, 400, 'INVALID_PARAMETER_VALUE', "'a' stands there twice"],
    [{ parameters: 'x' }, 400, 'INVALID_PARAMETER_VALUE', 'parameters'],
  ])('%j', async (extra, status, code, message) => {
    const body = { statement: 'SELECT 1', warehouse_id: workspace.warehouseId, ...extra };
    const refused = await client.refused('POST', PATH, body);
    expect(refused).toMatchObject({ status, error_code: code });
    expect(refused.message).toContain(message);
  });

  it.each([
    ['é', 8 * 1024 * 1024, 400, 'INVALID_PARAMETER_VALUE'],
    ['x', 20_000_000, 413, 'REQUEST_TOO_LARGE'],
  ])('by its length: %s, %d times', async (letter, times, status, error_code) => {
    const body = { statement: `SELECT '${letter.repeat(times)}'`, warehouse_id: workspace.warehouseId };
    expect(await client.refused('POST', PATH, body)).toMatchObject({ status, error_code });
    expect(await client.rows('SELECT 1')).toEqual([['1']]);
  });

  it('names an unknown statement', async () => {
    expect(await client.refused('GET', `${PATH}/nope`)).toMatchObject({
      status: 404,
      error_code: 'RESOURCE_DOES_NOT_EXIST',
    });
  });

  it.each([
    ['', '[PARSE_EMPTY_STATEMENT]', '42617'],
    ['-- nothing', '[PARSE_SYNTAX_ERROR]', '42601'],
    [
      'SELECT 1; SELECT 2',
      "[PARSE_SYNTAX_ERROR] Syntax error at or near 'SELECT'. SQLSTATE: 42601 (line 1, pos 10)",
      '42601',
    ],
    [
      'SELECT * FROM main.default.nope',
      '[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`default`.`nope` cannot be found.',
      '42P01',
    ],
    ['SELECT nope FROM samples.nyctaxi.trips', '[UNRESOLVED_COLUMN.WITH_SUGGESTION]', '42703'],
    ['SELECT 1 / 0', '[DIVIDE_BY_ZERO]', '22012'],
    ['DELETE FROM samples.nyctaxi.trips', '[INSUFFICIENT_PERMISSIONS]', '42501'],
    ['DROP TABLE samples.nyctaxi.trips', "MANAGE on Table 'samples.nyctaxi.trips'", '42501'],
    ['DROP SCHEMA samples.tpch', "MANAGE on Schema 'samples.tpch'", '42501'],
    ['CREATE SCHEMA samples.own', "CREATE SCHEMA on Catalog 'samples'", '42501'],
  ])('%s is FAILED, not an HTTP error', async (statement, message, state) => {
    const answer = await client.execute(statement);
    expect(answer.status).toMatchObject({ state: 'FAILED', sql_state: state, error: { error_code: 'BAD_REQUEST' } });
    expect(answer.status.error?.message).toContain(message);
  });

  it('takes a trailing semicolon', async () => {
    expect(await client.rows('SELECT 1;')).toEqual([['1']]);
  });
});
