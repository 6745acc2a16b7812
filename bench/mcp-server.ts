import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';
import { bundle } from '../scripts/bundle.ts';
import { userAgent } from '../src/base/version.ts';
import { type ExecuteStatementRequest, statementResponse } from '../src/databricks-api/statements.ts';
import { cliProgram } from '../test/support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakegoose-bench-'));
const own = { PATH: process.env.PATH ?? '', HOME: folder };

// A process of its own, as a workspace is to its users. In this process it would answer the raw requests without a change
// from one process to another, for which every request of the tool pays.
const workspace = spawn(cliProgram, ['workspace', '--port', '0', '--json'], {
  env: own,
  stdio: ['ignore', 'pipe', 'inherit'],
});
process.on('exit', () => workspace.kill());
const [ready]: string[] = await once(createInterface({ input: workspace.stdout }), 'line');
const facts = z.looseObject({ host: z.string(), token: z.string(), warehouse_id: z.string() });
const { host, token, warehouse_id } = facts.parse(JSON.parse(ready ?? ''));
const env = {
  ...own,
  LAKEGOOSE_WORKSPACE: 'local',
  DATABRICKS_HOST: host,
  DATABRICKS_TOKEN: token,
  DATABRICKS_WAREHOUSE_ID: warehouse_id,
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;

function print(what: string, figure: number, wanted: number, detail: string): void {
  const verdict = figure <= wanted ? 'ok' : 'TOO MUCH';
  process.stdout.write(`${what}: ${figure.toFixed(2)} (wanted <= ${wanted}) ${verdict} - ${detail}\n`);
  if (figure > wanted) process.exitCode = 1;
}

const _meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** From the start of the process until `tools/list` is answered, in milliseconds. */
async function coldStart(words: readonly string[]): Promise<number> {
  const began = performance.now();
  const server = spawn(process.execPath, [...words], { env, cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta } })}\n`);
  const [line]: string[] = await once(createInterface({ input: server.stdout }), 'line');
  const took = performance.now() - began;
  if (!line?.includes('"tools"')) throw new Error(`no tools: ${line}`);
  server.stdin.end();
  await once(server, 'exit');
  return took;
}

function emptyProcess(): number {
  const began = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return performance.now() - began;
}

async function connect(words: readonly string[]): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [...words], env, cwd: folder }));
  return client;
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => [Math.random(), one] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, one]) => one);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const statements = `${host}/api/2.0/sql/statements`;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

/** Submits what the tool submits for `SELECT 1`. */
async function submitRaw(wait: string) {
  const ids = { session: randomUUID(), statement: randomUUID() };
  const tags = { product: userAgent, ...ids, tool: 'execute_sql_read_only', client: 'bench/1' };
  const statement: ExecuteStatementRequest = {
    statement: 'SELECT 1 AS one',
    warehouse_id,
    wait_timeout: wait,
    on_wait_timeout: 'CONTINUE',
    disposition: 'INLINE',
    format: 'JSON_ARRAY',
    byte_limit: 8_388_608,
    query_tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    row_limit: 100,
  };
  const response = await fetch(statements, { method: 'POST', headers, body: JSON.stringify(statement) });
  return statementResponse.parse(await response.json());
}

/** As a tool asks, whose statements are known from their first moment, and can be cancelled: submitted, then looked for. */
async function rawLooks(): Promise<void> {
  let { statement_id: id, status } = await submitRaw('0s');
  while (status.state !== 'SUCCEEDED') {
    const response = await fetch(`${statements}/${id}`, { headers });
    ({ status } = statementResponse.parse(await response.json()));
  }
}

// Both are bundled alike, and run from a folder without node_modules.
const ours = [await bundle('src/cli.ts', 'cli', join(folder, 'ours')), 'mcp'];
const smallest = [await bundle('bench/smallest/server.ts', 'smallest', join(folder, 'smallest'))];

const starts: Record<'ours' | 'smallest' | 'empty', number[]> = { ours: [], smallest: [], empty: [] };
for (let round = 0; round < 25; round++) {
  starts.ours.push(await coldStart(ours));
  starts.smallest.push(await coldStart(smallest));
  starts.empty.push(emptyProcess());
}
const [start, least, empty] = [median(starts.ours), median(starts.smallest), median(starts.empty)];
const told = `${start.toFixed(0)} ms against ${least.toFixed(0)} ms and ${empty.toFixed(0)} ms`;
print('cold start to tools/list over the smallest server', start / least, 1.25, told);
print('cold start to tools/list over an empty process', start / empty, 4.5, told);

const [agent, idle] = [await connect(ours), await connect(smallest)];
const selectOne = { name: 'execute_sql_read_only', arguments: { query: 'SELECT 1 AS one' } };
const calls = {
  ours: () => agent.callTool(selectOne),
  raw: () => submitRaw('10s'),
  looks: rawLooks,
  nothing: () => idle.callTool({ name: 'nothing', arguments: {} }),
} as const;
type Call = keyof typeof calls;
const names: readonly Call[] = ['ours', 'raw', 'looks', 'nothing'];
const took: Record<Call, number[]> = { ours: [], raw: [], looks: [], nothing: [] };
const [warmUp, rounds] = [400, 300];
for (let round = 0; round < warmUp + rounds; round++) {
  // Each comes after each of the others equally often: what was asked last finds the workspace and its own program warm.
  for (const name of shuffled(names)) {
    const ms = await timed(calls[name]);
    // Until V8 has compiled what is called often, on either side.
    if (round >= warmUp) took[name].push(ms);
  }
}
const [tool, raw, looks, nothing] = names.map((name) => median(took[name]));
if (!tool || !raw || !looks || !nothing) throw new Error('nothing was measured');
const beside = (one: number) => `${tool.toFixed(2)} ms against ${one.toFixed(2)} ms and ${nothing.toFixed(2)} ms`;
print(
  'SELECT 1 through a tool over the same requests raw and an empty tool',
  tool / (looks + nothing),
  1.25,
  beside(looks),
);
const waiting = `${(tool / (raw + nothing)).toFixed(2)} - ${beside(raw)}`;
process.stdout.write(`  over one raw request that waits for the result (docs/decisions/0007): ${waiting}\n`);

await Promise.all([agent.close(), idle.close()]);
workspace.kill();
await once(workspace, 'exit');
rmSync(folder, { recursive: true });
