import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { WorkspaceClient } from './workspace-client.ts';

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

const refusal = /^\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]/;
const list = Array.from({ length: 80_000 }, (_, index) => index).join(', ');

describe('a text without end is refused in a sentence', () => {
  it.each([
    `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`,
    `SELECT ${'array('.repeat(5000)}1${')'.repeat(5000)}`,
    `SELECT x${'[0]'.repeat(5000)} FROM VALUES (array(1)) AS t(x)`,
    `SELECT 1${' << 1'.repeat(5000)}`,
    `SELECT ${'~'.repeat(5000)}1`,
    `SELECT CAST(1 AS ${'ARRAY<'.repeat(5000)}INT${'>'.repeat(5000)})`,
    `SELECT * FROM ${'('.repeat(5000)}SELECT 1${')'.repeat(5000)}`,
    `SELECT 1${' |> WHERE true'.repeat(5000)}`,
    `SELECT 1${' + 1'.repeat(5000)}`,
    `SELECT 1 FROM VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14) AS t GROUP BY CUBE (${Array.from({ length: 14 }, (_, index) => `col${index + 1}`).join(', ')})`,
  ])('%.60s', async (statement) => {
    expect(await client.failure(statement)).toMatch(refusal);
  });

  it('and one of 500 KB is answered', async () => {
    expect(await client.rows(`SELECT 79999 IN (${list})`)).toEqual([['true']]);
  });
});

describe('what would take for ever or for all memory', () => {
  it.each(['(a+)+b', '(a|a)*b', '(a*)*b', '(.|a)+b', '([a-z]+)*1'])('is refused: the pattern %s', async (pattern) => {
    const started = performance.now();
    expect(await client.failure(`SELECT repeat('a', 40) RLIKE '${pattern}'`)).toMatch(refusal);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each([
    "SELECT length(repeat('x', 2000000000))",
    "SELECT lpad('x', 2000000000, 'y')",
    'SELECT size(sequence(1, 1000000000))',
    "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))",
    "SELECT length(concat_ws(',', collect_list(repeat('x', 1000000)))) FROM range(100000)",
  ])(
    'is refused: %s',
    async (statement) => {
      expect(await client.failure(statement)).toMatch(refusal);
    },
    60_000,
  );

  it('is cancelled, also while it is JavaScript that computes', async () => {
    const endless = "SELECT count(initcap(concat(a.id, 'x', b.id))) FROM range(1000000) a CROSS JOIN range(1000000) b";
    const { statement_id } = await client.execute(endless, { wait_timeout: '0s' });
    await setTimeout(300);
    const started = performance.now();
    expect(await client.rows('SELECT 2')).toEqual([['2']]);
    expect(performance.now() - started).toBeLessThan(5000);
    await client.call('POST', `/api/2.0/sql/statements/${statement_id}/cancel`, {});
    await expect
      .poll(async () => (await client.get(`/api/2.0/sql/statements/${statement_id}`)).status, { timeout: 15_000 })
      .toMatchObject({ state: 'CANCELED' });
  }, 30_000);
});
