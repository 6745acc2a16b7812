import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { execa } from 'execa';
import { z } from 'zod';
import { statementResponse } from '../src/databricks-api/statements.ts';

const program = join(import.meta.dirname, '../bin/lakegoose');
const facts = z.object({ host: z.string(), token: z.string(), warehouse_id: z.string(), pid: z.number() });
type Server = z.infer<typeof facts> & { readonly startedIn: number; stop(): Promise<void> };

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;
const print = (what: string, figure: number, wanted: number, detail: string): void => {
  const verdict = figure <= wanted ? 'ok' : 'TOO MUCH';
  process.stdout.write(`${what}: ${figure.toFixed(2)} (wanted <= ${wanted}) ${verdict} - ${detail}\n`);
};

async function start(): Promise<Server> {
  const began = performance.now();
  const child = execa(program, ['workspace', '--json'], { reject: false, stderr: 'ignore' });
  for await (const line of createInterface({ input: child.stdout })) {
    const startedIn = (performance.now() - began) / 1000;
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await child;
    };
    return { ...facts.parse(JSON.parse(line)), startedIn, stop };
  }
  throw new Error('the workspace ended before it was ready');
}

/** One connection that stays open, as clients keep it; Node's own `fetch` takes longer to read than the server to answer. */
const agent = new Agent({ keepAlive: true });

/** Sends a statement and reads the JSON of its answer. */
async function post(server: Server, statement: string, extra: object = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const sent = request(`${server.host}/api/2.0/sql/statements`, { method: 'POST', agent, headers });
  sent.end(JSON.stringify({ statement, warehouse_id: server.warehouse_id, wait_timeout: '50s', ...extra }));
  const [response] = await once(sent, 'response');
  return JSON.parse(await text(response));
}

async function execute(server: Server, statement: string, extra: object = {}) {
  const answer = statementResponse.parse(await post(server, statement, extra));
  if (answer.status.state !== 'SUCCEEDED') throw new Error(JSON.stringify(answer.status));
  return answer;
}

async function megabytes(server: Server): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** Fetches every chunk of a result, and gives the server's memory afterwards. */
async function fetchRows(server: Server, rows: number, format: string): Promise<number> {
  const sql = `SELECT id, concat('row ', id) AS text, id / 7D AS number FROM range(${rows})`;
  const answer = await execute(server, sql, { disposition: 'EXTERNAL_LINKS', format });
  for (let index = 0; index < (answer.manifest?.total_chunk_count ?? 0); index += 1) {
    const path = `${server.host}/api/2.0/sql/statements/${answer.statement_id}/result/chunks/${index}`;
    const chunk = await fetch(path, { headers: { authorization: `Bearer ${server.token}` } });
    const link = z.object({ external_links: z.array(z.object({ external_link: z.string() })) });
    const [first] = link.parse(await chunk.json()).external_links;
    await (await fetch(first?.external_link ?? '')).arrayBuffer();
  }
  return megabytes(server);
}

/** A million rows, made by the same SQL on both sides but for the name of the number. */
const million = (id: string): string =>
  `SELECT ${id} % 1000 AS k, ${id} * 3 AS v, CASE ${id} % 3 WHEN 0 THEN 'A' WHEN 1 THEN 'N' ELSE 'R' END AS flag,
   CASE ${id} % 2 WHEN 0 THEN 'F' ELSE 'O' END AS status, CAST(${id} % 50 AS DOUBLE) AS quantity,
   CAST(${id} % 9973 AS DOUBLE) AS price, CAST(${id} % 11 AS DOUBLE) / CAST(100 AS DOUBLE) AS discount FROM range(1000000)`;

/**
 * The pricing summary, the first query of TPC-H: what an aggregate over a million rows looks like in practice, and one that
 * takes the engine long enough (some 20 ms) for a ratio to tell more than what an HTTP request costs.
 */
const SUMMARY = `SELECT flag, status, count(*) AS n, sum(quantity) AS quantities, sum(price) AS prices, sum(price * (1 - discount)) AS discounted,
  avg(quantity) AS a, avg(price) AS b, avg(discount) AS c FROM million WHERE v <= 2900000 GROUP BY flag, status ORDER BY flag, status`;
/** The engine answers it in some 7 ms, of which making its 6,000 cells is a part: here what is fixed weighs most. */
const THOUSAND_GROUPS =
  'SELECT k, sum(v) AS s, count(*) AS n, avg(v) AS a, min(v) AS low, max(v) AS high FROM million WHERE v > 10 GROUP BY k ORDER BY k';

/** Rounds before the clock counts: what both sides need once, such as connections and compiled code. */
const WARM = 60;
const MEASURED = 101;

/** Both sides in turn, each until its rows are values in this process. */
async function sqlTimes(server: Server, raw: DuckDBConnection, sql: string): Promise<{ own: number; bare: number }> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM + MEASURED; round += 1) {
    const began = performance.now();
    const { length } = (await raw.runAndReadAll(sql)).getRowsJson();
    const between = performance.now();
    const answer = await post(server, sql);
    const ended = performance.now();
    if (round === 0 && statementResponse.parse(answer).manifest?.total_row_count !== length)
      throw new Error('the two sides differ');
    if (round < WARM) continue;
    theirs.push(between - began);
    ours.push(ended - between);
  }
  return { own: median(ours), bare: median(theirs) };
}

async function sqlRatio(server: Server): Promise<void> {
  const raw = await (await DuckDBInstance.create(':memory:')).connect();
  await raw.run(`CREATE TABLE million AS ${million('range')}`);
  await execute(server, `CREATE TABLE main.default.million AS ${million('id')}`);
  for (const [what, sql, wanted] of [
    ['1M-row aggregate', SUMMARY, 1.3],
    ['1M-row aggregate of 1,000 groups', THOUSAND_GROUPS, 1.7],
  ] as const) {
    const { own, bare } = await sqlTimes(server, raw, sql);
    print(`SQL over HTTP / raw DuckDB, ${what}`, own / bare, wanted, `${own.toFixed(1)} ms / ${bare.toFixed(1)} ms`);
  }
  raw.closeSync();
}

async function memoryRatio(format: string): Promise<void> {
  const server = await start();
  const small = await fetchRows(server, 1000, format);
  const large = await fetchRows(server, 1_000_000, format);
  await server.stop();
  const detail = `${large.toFixed(0)} MB / ${small.toFixed(0)} MB`;
  print(`memory after 1M rows / after 1,000 rows, ${format}`, large / small, 1.2, detail);
}

const starts: number[] = [];
for (let round = 0; round < 5; round += 1) {
  const server = await start();
  starts.push(server.startedIn);
  await server.stop();
}
print('seconds to start', median(starts), 0.5, `of ${starts.map((each) => each.toFixed(2)).join(', ')}`);
const server = await start();
await sqlRatio(server);
await server.stop();
for (const format of ['JSON_ARRAY', 'CSV', 'ARROW_STREAM']) await memoryRatio(format);
