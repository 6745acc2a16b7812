import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { collectGarbage } from '../../src/local-workspace/engine/run/collect-garbage.ts';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { cutText, KEPT_TEXT } from '../../src/local-workspace/services/cut-text.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WorkspaceClient } from './workspace-client.ts';

const MIB = 1024 * 1024;
const PATH = '/api/2.0/sql/statements';
const history = z.object({ res: z.array(z.object({ query_text: z.string() })) });

function heap(): number {
  collectGarbage('major');
  return process.memoryUsage().heapUsed;
}

it('the texts of statements that have ended take no memory, whatever came of them', async () => {
  await using workspace = await started({});
  const { client } = workspace;
  await client.rows('SELECT 1');
  const before = heap();
  for (let index = 0; index < 12; index += 1) {
    const filling = `/* ${index} ${'x'.repeat(999_000 - 500)} */`;
    await client.rows(`SELECT 1 AS a_column_of_a_certain_length ${filling}`);
    await client.rows(
      `CREATE TABLE main.default.a_table_of_some_length_${index} (a_column_of_a_certain_length INT) ${filling}`,
    );
    await client.failure(`SELECT a_column_that_is_not_there ${filling}`);
    await client.failure(`SELECT 'x' ${filling} FROM FROM`);
  }
  expect((heap() - before) / MIB).toBeLessThan(12);
});

it('history and log keep the beginning of a long text', async () => {
  await using directory = await temporaryDirectory();
  const logFile = join(directory.path, 'log');
  await using workspace = await started({ logFile });
  const { client } = workspace;
  const text = `SELECT 1 /* ${'é'.repeat(KEPT_TEXT)} */`;
  await client.rows(text);
  const { res } = history.parse(await client.get('/api/2.0/sql/history/queries?max_results=1'));
  expect(res[0]?.query_text).toBe(cutText(text));
  const line = (await readFile(logFile, 'utf8')).split('\n').find((one) => one.includes('SELECT 1'));
  expect(Buffer.byteLength(line ?? '')).toBeLessThan(KEPT_TEXT + 1000);
});

it('statements under way that are too long together are refused until some have ended', async () => {
  await using workspace = await started({ coldStartSeconds: 60 });
  const { client } = workspace;
  const statement = `SELECT 1 /* ${'x'.repeat(15 * MIB)} */`;
  const sent: string[] = [];
  for (let index = 0; index < 4; index += 1)
    sent.push((await client.execute(statement, { wait_timeout: '0s' })).statement_id);
  const body = { statement, warehouse_id: workspace.id, wait_timeout: '0s' };
  expect(await client.refused('POST', PATH, body)).toMatchObject({ status: 429, error_code: 'REQUEST_LIMIT_EXCEEDED' });
  for (const id of sent) await client.call('POST', `${PATH}/${id}/cancel`);
  await expect.poll(async () => (await client.call('POST', PATH, body)).status).toBe(200);
});

it.each([
  ['short', 'short'],
  ['x'.repeat(100), /^x{10}… /],
  ['é'.repeat(100), /^é{5}… /],
  ['aé'.repeat(100), /^aéaéaéa… /],
  ['€'.repeat(100), /^€€€… /],
])('%.10s is cut between letters', (text, cut) => {
  expect(cutText(text, 10)).toMatch(cut);
});

async function started(options: { logFile?: string; coldStartSeconds?: number }) {
  const workspace = await startLocalWorkspace(options);
  return {
    client: new WorkspaceClient(workspace),
    id: workspace.warehouseId,
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}
