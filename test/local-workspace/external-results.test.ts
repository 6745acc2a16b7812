import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataArray, externalLink, type StatementResponse } from '../../src/databricks-api/statements.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

const LINKS = { disposition: 'EXTERNAL_LINKS' };
const MANY = `SELECT id, concat('row ', id) AS text, CAST(id AS DECIMAL(20,2)) AS money FROM range(250000)`;
const chunkAnswer = z.object({ external_links: z.array(externalLink).length(1) });

let workspace: LocalWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
  client = new WorkspaceClient(workspace);
});
afterAll(() => workspace.close());

/** Every chunk of an answer, each fetched by its link, the way the API says: following next_chunk_internal_link. */
async function fetchAll(answer: StatementResponse): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let [link] = chunkAnswer.parse(answer.result).external_links;
  while (link) {
    const got = await fetch(link.external_link);
    expect(got.status).toBe(200);
    const bytes = Buffer.from(await got.arrayBuffer());
    expect(bytes.length).toBe(link.byte_count);
    chunks.push(bytes);
    const next = link.next_chunk_internal_link;
    link = next === undefined ? undefined : chunkAnswer.parse(await client.get(next)).external_links[0];
  }
  return chunks;
}

const linkOf = (answer: StatementResponse): string =>
  chunkAnswer.parse(answer.result).external_links[0]?.external_link ?? '';

describe('a result by EXTERNAL_LINKS', () => {
  it('comes whole in chunks of JSON', async () => {
    const answer = await client.execute(MANY, LINKS);
    const chunks = await fetchAll(answer);
    expect(answer.manifest).toMatchObject({ total_row_count: 250_000, total_chunk_count: chunks.length });
    expect(answer.manifest?.total_byte_count).toBe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    expect(chunks.length).toBeGreaterThan(2);
    const rows = chunks.flatMap((chunk) => dataArray.parse(JSON.parse(chunk.toString())));
    expect(rows.length).toBe(250_000);
    expect(rows[123_456]).toEqual(['123456', 'row 123456', '123456.00']);
    expect(answer.result?.data_array).toBeUndefined();
  });

  it('comes whole in chunks of Arrow, exact to the last digit', async () => {
    const answer = await client.execute(
      `SELECT id, concat('row ', id) AS text, CAST(id AS DECIMAL(38,4)) - 0.5BD AS money, id % 2 = 0 AS even,
       TIMESTAMP'2026-01-01 00:00:00.123456' AS at, DATE'1969-12-30' AS day, CASE WHEN id % 3 = 0 THEN NULL ELSE CAST(id AS INT) END AS holes,
       NULL AS nothing, CAST(id AS DOUBLE) / 8D AS eighth FROM range(150000)`,
      { ...LINKS, format: 'ARROW_STREAM' },
    );
    const tables = (await fetchAll(answer)).map((chunk) => tableFromIPC(chunk));
    expect(tables.reduce((sum, table) => sum + table.numRows, 0)).toBe(150_000);
    const [first] = tables;
    expect(first?.schema.fields.map((field) => String(field.type))).toEqual([
      'Int64',
      'Utf8',
      'Decimal[38e+4]',
      'Bool',
      'Timestamp<MICROSECOND, Etc/UTC>',
      'Date32<DAY>',
      'Int32',
      'Null',
      'Float64',
    ]);
    const at = (name: string, row: number): unknown => first?.getChild(name)?.get(row);
    expect([at('id', 5000), at('text', 5000), at('even', 5001), at('holes', 3), at('holes', 4)]).toEqual([
      5000n,
      'row 5000',
      false,
      null,
      4,
    ]);
    expect(String(at('money', 0))).toBe('-5000');
    expect(at('eighth', 3)).toBe(0.375);
    expect([at('at', 0), at('day', 0)]).toEqual([Date.parse('2026-01-01T00:00:00.123Z') + 0.456, -2 * 86_400_000]);
  });

  it('comes as CSV whose first chunk has the header', async () => {
    const small = await client.execute(
      `SELECT concat('id-', id) AS strCol, id AS intCol, null AS nullCol, 'a"b,c' AS odd FROM range(1, 3)`,
      { ...LINKS, format: 'CSV' },
    );
    expect(String((await fetchAll(small))[0])).toBe(
      'strCol,intCol,nullCol,odd\r\nid-1,1,null,"a""b,c"\r\nid-2,2,null,"a""b,c"\r\n',
    );
    const chunks = await fetchAll(await client.execute(MANY, { ...LINKS, format: 'CSV' }));
    expect(chunks.map((chunk) => chunk.subarray(0, 2).toString() === 'id')).toEqual([
      true,
      ...chunks.slice(1).map(() => false),
    ]);
  });

  it('may be empty, and is cut by row_limit and byte_limit', async () => {
    const empty = await client.execute('SELECT 1 AS a WHERE false', LINKS);
    expect([empty.manifest?.total_chunk_count, empty.result]).toEqual([0, {}]);
    for (const format of ['JSON_ARRAY', 'CSV', 'ARROW_STREAM']) {
      const cut = await client.execute(MANY, { ...LINKS, format, row_limit: 130_000 });
      expect(cut.manifest).toMatchObject({ total_row_count: 130_000, truncated: true, format });
      const bytes = await client.execute(MANY, { ...LINKS, format, byte_limit: 1000 });
      expect(bytes.manifest).toMatchObject({ total_row_count: 38, truncated: true });
    }
  });

  it('takes every format only by links, and tells no format apart that it does not know', async () => {
    const body = { statement: 'SELECT 1', warehouse_id: workspace.warehouseId };
    for (const format of ['CSV', 'ARROW_STREAM', 'PARQUET']) {
      const refused = await client.refused('POST', '/api/2.0/sql/statements', { ...body, format });
      expect(refused).toMatchObject({ status: 400, error_code: 'INVALID_PARAMETER_VALUE' });
    }
  });
});

describe('a link', () => {
  it('refuses an Authorization header, as a presigned link of S3 does', async () => {
    const link = linkOf(await client.execute('SELECT 1', LINKS));
    const answer = await fetch(link, { headers: { authorization: `Bearer ${workspace.token}` } });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Only one auth mechanism')]);
    expect(await (await fetch(link)).json()).toEqual([['1']]);
  });

  it('works for its own chunk only, unchanged', async () => {
    const link = new URL(linkOf(await client.execute('SELECT 1', LINKS)));
    const other = linkOf(await client.execute('SELECT 2', LINKS));
    const wrong = [
      link.href.replace(/signature=../, 'signature=zz'),
      link.href.replace(/expires=\d/, 'expires=9'),
      link.href.replace(/\/0\?/, '/1?'),
      `${other.split('?')[0]}${link.search}`,
      `${workspace.host}/external/../0${link.search}`,
      `${workspace.host}/external/x/0`,
    ];
    for (const each of wrong) {
      const status = (await fetch(each)).status;
      expect([401, 403, 404]).toContain(status);
    }
  });

  it('ends, with its result', async () => {
    await using short = await startLocalWorkspaceFor({ linkSeconds: 1, resultSeconds: 2 });
    const answer = await short.client.execute('SELECT 1', LINKS);
    const link = linkOf(answer);
    expect((await fetch(link)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    const late = await fetch(link);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await short.client.get(`/api/2.0/sql/statements/${answer.statement_id}`)).toEqual({
      statement_id: answer.statement_id,
      status: { state: 'CLOSED' },
    });
    const chunk = await short.client.refused('GET', `/api/2.0/sql/statements/${answer.statement_id}/result/chunks/0`);
    expect(chunk).toMatchObject({ status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' });
  });
});

async function startLocalWorkspaceFor(options: Parameters<typeof startLocalWorkspace>[0]) {
  const started = await startLocalWorkspace(options);
  return { started, client: new WorkspaceClient(started), [Symbol.asyncDispose]: () => started.close() };
}

describe('the files of results', () => {
  it('stand in the data directory, bounded in size, and are gone after close', async () => {
    await using directory = await temporaryDirectory();
    const small = await startLocalWorkspaceFor({ dataDirectory: directory.path, resultBytes: 100_000 });
    const fits = await small.client.execute('SELECT 1', LINKS);
    expect(await readdir(join(directory.path, 'results'))).toEqual([fits.statement_id]);
    const large = await small.client.execute(MANY, LINKS);
    expect(large.status).toMatchObject({ state: 'FAILED', error: { error_code: 'RESOURCE_EXHAUSTED' } });
    await expect.poll(() => readdir(join(directory.path, 'results'))).toEqual([fits.statement_id]);
    await small.started.close();
    expect(await readdir(directory.path)).not.toContain('results');
  });
});
