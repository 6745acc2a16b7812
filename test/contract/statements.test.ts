import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataArray, statementResponse } from '../../src/databricks-api/statements.ts';
import { workspaceUnderTest } from './workspace-under-test.ts';

const PATH = '/api/2.0/sql/statements';
const LONG = 'SELECT count(*) AS n FROM range(10000000) a CROSS JOIN range(1000000) b WHERE a.id + b.id = -1';
// A real warehouse may have to start first.
const patience = { timeout: 600_000 };

let under: Awaited<ReturnType<typeof workspaceUnderTest>>;
beforeAll(async () => {
  under = await workspaceUnderTest();
});
afterAll(() => under.close());

async function run(statement: string, extra: object = {}) {
  let answer = await under.client.execute(statement, { wait_timeout: '50s', ...extra });
  while (answer.status.state === 'PENDING' || answer.status.state === 'RUNNING') {
    await new Promise((resolve) => setTimeout(resolve, 500));
    answer = statementResponse.parse(await under.client.get(`${PATH}/${answer.statement_id}`));
  }
  return answer;
}

describe('statements', patience, () => {
  it('answer every cell as text or null, with the types of the columns', async () => {
    const answer = await run(
      "SELECT 1 AS i, 5L AS l, 1.50 AS d, true AS b, DATE'2026-09-15' AS day, TIMESTAMP'2026-09-15 11:43:36.409' AS at, 'a' AS s, CAST(NULL AS STRING) AS nothing",
    );
    expect(answer.status).toEqual({ state: 'SUCCEEDED' });
    expect(answer.result?.data_array).toEqual([
      ['1', '5', '1.50', 'true', '2026-09-15', '2026-09-15T11:43:36.409Z', 'a', null],
    ]);
    expect(answer.manifest?.schema.columns?.map(({ type_name, type_text }) => [type_name, type_text])).toEqual([
      ['INT', 'INT'],
      ['LONG', 'BIGINT'],
      ['DECIMAL', 'DECIMAL(3,2)'],
      ['BOOLEAN', 'BOOLEAN'],
      ['DATE', 'DATE'],
      ['TIMESTAMP', 'TIMESTAMP'],
      ['STRING', 'STRING'],
      ['STRING', 'STRING'],
    ]);
    expect(answer.manifest).toMatchObject({ format: 'JSON_ARRAY', total_row_count: 1, truncated: false });
  });

  it('take named parameters of a type', async () => {
    const parameters = [
      { name: 'n', value: '41', type: 'INT' },
      { name: 'word', value: "it's" },
      { name: 'nothing', type: 'STRING' },
    ];
    const answer = await run('SELECT :n + 1 AS n, :word AS word, :nothing AS nothing', { parameters });
    expect(answer.result?.data_array).toEqual([['42', "it's", null]]);
  });

  it('are cut at row_limit', async () => {
    const answer = await run('SELECT id FROM range(10)', { row_limit: 3 });
    expect(answer.manifest).toMatchObject({ total_row_count: 3, truncated: true });
  });

  it.each([
    ['SELECT * FROM nope_a.nope_b.nope_c', '[TABLE_OR_VIEW_NOT_FOUND]', '42P01'],
    ['SELEC 1', '[PARSE_SYNTAX_ERROR]', '42601'],
    ['SELECT 1 / 0', '[DIVIDE_BY_ZERO', '22012'],
    ['SELECT nope', '[UNRESOLVED_COLUMN', '42703'],
    ["SELECT CAST('x' AS INT)", '[CAST_INVALID_INPUT', '22018'],
  ])('%s is FAILED with its class and SQLSTATE', async (statement, errorClass, state) => {
    const answer = await run(statement);
    expect(answer.status).toMatchObject({ state: 'FAILED', error: { error_code: 'BAD_REQUEST' } });
    expect(answer.status.error?.message).toContain(errorClass);
    expect(answer.status.error?.message).toContain(`SQLSTATE: ${state}`);
  });

  it('are polled, and cancelled', async () => {
    const answer = await under.client.execute(LONG, { wait_timeout: '0s' });
    expect(answer.status.state).toBe('PENDING');
    const { status, json } = await under.client.call('POST', `${PATH}/${answer.statement_id}/cancel`);
    expect([status, json]).toEqual([200, {}]);
    const state = async () =>
      statementResponse.parse(await under.client.get(`${PATH}/${answer.statement_id}`)).status.state;
    await expect.poll(state, { timeout: 60_000 }).toBe('CANCELED');
  });

  it('come by links that are fetched without a token', async () => {
    const answer = await run('SELECT id FROM range(1000) ORDER BY id', { disposition: 'EXTERNAL_LINKS' });
    const [link] = answer.result?.external_links ?? [];
    expect(link).toMatchObject({ chunk_index: 0, row_offset: 0 });
    const expires = Date.parse(link?.expiration ?? '') - Date.now();
    expect(expires).toBeLessThanOrEqual(16 * 60_000);
    const got = await fetch(link?.external_link ?? '', { headers: link?.http_headers ?? {} });
    expect(dataArray.parse(await got.json())[999]).toEqual(['999']);
    const refused = await fetch(link?.external_link ?? '', { headers: { authorization: 'Bearer nothing' } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a request that is refused', patience, () => {
  it('says so in the form of the API', async () => {
    const body = { statement: 'SELECT 1', warehouse_id: 'nope' };
    expect(await under.client.refused('POST', PATH, body)).toMatchObject({
      status: 400,
      error_code: 'INVALID_PARAMETER_VALUE',
    });
    expect((await under.client.refused('GET', `${PATH}/00000000-0000-0000-0000-000000000000`)).status).toBe(404);
    expect(await under.client.refused('GET', '/api/2.0/nothing-of-this-name')).toMatchObject({
      status: 404,
      error_code: 'ENDPOINT_NOT_FOUND',
    });
  });
});
