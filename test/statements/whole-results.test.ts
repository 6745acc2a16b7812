import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ResultData,
  resultData,
  type StatementResponse,
  statementResponse,
} from '../../src/databricks-api/statements.ts';
import { collectRows } from '../../src/statements/collect-rows.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { faultProxy } from '../support/fault-proxy.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { patient, rules, sessionOn, statement } from './session-on.ts';

let workspace: Awaited<ReturnType<typeof testWorkspace>>;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

type Damage = {
  /** Of the answer that tells of the end of a statement. */
  readonly finished?: (answer: StatementResponse) => StatementResponse;
  /** Of every part of a result, the first and those asked for. */
  readonly data?: (part: ResultData) => ResultData;
};

/** The workspace, but what it tells of results is damaged. */
function damaged({ finished = (answer) => answer, data = (part) => part }: Damage) {
  return faultProxy(
    workspace.host,
    () => undefined,
    (text, { url }) => {
      if (/\/result\/chunks\/\d+$/.test(url.pathname)) return JSON.stringify(data(resultData.parse(JSON.parse(text))));
      if (!/\/statements\/[\w-]+$/.test(url.pathname)) return text;
      const answer = statementResponse.parse(JSON.parse(text));
      if (answer.result === undefined) return text;
      return JSON.stringify(finished({ ...answer, result: data(answer.result) }));
    },
  );
}

type Next = { readonly [name: string]: unknown; readonly next_chunk_index?: number | undefined };

/** The way to the next chunk, which stands in the link or, without links, beside the rows. */
function withNext(part: ResultData, change: <T extends Next>(one: T) => T): ResultData {
  if (part.external_links === undefined) return change(part);
  return { ...part, external_links: part.external_links.map(change) };
}
const endsThere = (part: ResultData) => withNext(part, (one) => ({ ...one, next_chunk_index: undefined }));
const pointsAtItself = (part: ResultData) =>
  withNext(part, (one) => (one.next_chunk_index === 1 ? { ...one, next_chunk_index: 0 } : one));
const skipsOne = (part: ResultData) =>
  withNext(part, (one) => (one.next_chunk_index === 1 ? { ...one, next_chunk_index: 2 } : one));
const manifest = (own: object) => (answer: StatementResponse) =>
  statementResponse.parse({ ...answer, manifest: { ...answer.manifest, ...own } });

const many = "SELECT id, concat('row ', id) AS text FROM range(110000) ORDER BY id";
const damages: readonly (readonly [what: string, damage: Damage])[] = [
  ['the way to the second chunk is missing', { data: endsThere }],
  ['a chunk leads to itself', { data: pointsAtItself }],
  ['a chunk is left out', { data: skipsOne }],
  ['there are fewer rows than announced', { finished: manifest({ total_row_count: 110_001 }) }],
  ['there are more rows than announced', { finished: manifest({ total_row_count: 109_999 }) }],
  ['there are fewer chunks than announced', { finished: manifest({ total_chunk_count: 99 }) }],
  ['there are more chunks than announced', { finished: manifest({ total_chunk_count: 1 }) }],
  ['the first chunk is another one', { data: (part) => withNext(part, (one) => ({ ...one, chunk_index: 1 })) }],
];

test.each(
  (['links', 'arrow', 'inline'] as const).flatMap((results) => damages.map((damage) => [results, ...damage] as const)),
)('by %s, where %s, there is an error and no end', async (results, _what, damage) => {
  await using state = await temporaryDirectory();
  await using proxy = await damaged(damage);
  await using session = sessionOn({ host: proxy.host, token: workspace.token }, state.path);
  const outcome = await session.run(statement(many, { results }), rules, patient(60));
  if (outcome.outcome !== 'succeeded') throw new Error('it should have ended');
  const { result } = outcome;
  const signal = AbortSignal.timeout(60_000);
  const read = async () => {
    if (results !== 'arrow') return collectRows(result, signal, Number.POSITIVE_INFINITY);
    return buffer(result.arrow(signal));
  };
  await expect(read()).rejects.toMatchObject({ code: 'databricks.odd_result', facts: { host: proxy.host } });
});

test.each(['all.csv', 'all.jsonl', 'all.arrow'])('no part of a result is saved as %s', async (name) => {
  await using folder = await temporaryDirectory();
  await using proxy = await damaged({ data: endsThere });
  const environment = { ...workspace.environment, DATABRICKS_HOST: proxy.host };
  const { exitCode, stderr } = await runCli(['sql', 'run', many, '--out', name], {
    environment,
    directory: folder.path,
  });
  expect(stderr).toMatch(/The result that \S+ gave is not whole.* Run the statement again\.\s*$/);
  expect([exitCode, await readdir(folder.path)]).toEqual([1, []]);
});

test('no part of a result is shown as the whole of it', async () => {
  await using proxy = await damaged({ finished: manifest({ total_row_count: 50 }) });
  const environment = { ...workspace.environment, DATABRICKS_HOST: proxy.host };
  const shown = await runCli(['sql', 'run', 'SELECT 1 AS n'], { environment });
  expect(shown).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('is not whole') });
  await using agent = await connectClient(environment);
  const told = await agent.call('execute_sql_read_only', { query: 'SELECT 1 AS n' });
  expect(told).toEqual({ isError: true, text: expect.stringMatching(/^Error: \[workspace\] .*is not whole/) });
});

test.each([
  ['a limit held rows back', 'SELECT id FROM range(9) ORDER BY id', { total_row_count: 9 }, 3],
  ['a limit held rows back, and the chunks tell nothing', 'SELECT 1', { total_row_count: 9, chunks: undefined }, 1],
  ['there are no rows', 'SELECT 1 WHERE false', { total_chunk_count: 0 }, 0],
  ['nothing is announced', 'SELECT 1', { total_chunk_count: undefined, total_row_count: undefined }, 1],
])('a result is whole where %s', async (_what, text, own, count) => {
  await using state = await temporaryDirectory();
  const truncated = 'total_row_count' in own && own.total_row_count === 9;
  await using proxy = await damaged({ finished: manifest({ ...own, truncated }) });
  await using session = sessionOn({ host: proxy.host, token: workspace.token }, state.path);
  const outcome = await session.run(statement(text, { rowLimit: 3 }), rules, patient(60));
  if (outcome.outcome !== 'succeeded') throw new Error('it should have ended');
  expect(await collectRows(outcome.result, AbortSignal.timeout(60_000))).toHaveLength(count);
});
