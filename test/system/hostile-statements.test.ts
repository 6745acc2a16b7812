import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { peakMemory } from '../support/peak-memory.ts';
import { cleanEnvironment, cliProgram } from '../support/run-cli.ts';

const printed = z.object({ host: z.string(), token: z.string(), warehouse_id: z.string(), pid: z.number() });
const MANY = 'range(100000)';
const WIDE = "SELECT repeat('x', 60000) || id AS a, id FROM range(100000)";

/** Each would need far more than 10 GB, or hours. */
const HOSTILE = [
  `SELECT repeat('x', 1000000) FROM ${MANY}`,
  `SELECT lpad('x', 1000000, id) FROM ${MANY}`,
  `SELECT space(1000000) || id FROM ${MANY}`,
  `SELECT concat(repeat('x', 100000), repeat('y', 100000), id) FROM ${MANY}`,
  `SELECT length(a || a || a || a || a || a || a || a) FROM (${WIDE})`,
  `SELECT a.a FROM (${WIDE}) a JOIN (${WIDE}) b ON a.a = b.a`,
  `SELECT first(a) OVER (PARTITION BY id % 7 ORDER BY id) FROM (${WIDE})`,
  `SELECT count(DISTINCT a) FROM (${WIDE})`,
  `SELECT named_struct('a', repeat('x', 1000000), 'b', id) FROM ${MANY}`,
  `SELECT map_concat(map(1, repeat('x', 1000000)), map(2, repeat('y', 1000000))) FROM ${MANY}`,
  `SELECT array_repeat('xxxxxxxxxxxxxxxxxxxxxxxxx', 100000) FROM ${MANY}`,
  `SELECT concat_ws(',', array_repeat(repeat('x', 1000), 1000)) FROM ${MANY}`,
  `SELECT sequence(1, 1000000) FROM ${MANY}`,
  `SELECT sum(size(sequence(1, 100000 + id))) FROM ${MANY}`,
  `SELECT sum(x) FROM (SELECT explode(sequence(1, 1000000)) AS x FROM ${MANY})`,
  `SELECT sum(size(transform(sequence(1, 100000), x -> concat('abcdefghijklmnop', x, id)))) FROM ${MANY}`,
  `SELECT array_join(transform(sequence(1, 1000), x -> repeat('y', 1000)), '-') FROM ${MANY}`,
  `SELECT flatten(array_repeat(sequence(1, 1000), 1000)) FROM ${MANY}`,
  `SELECT array_sort(sequence(1, 100000), (a, b) -> b - a) FROM ${MANY}`,
  `SELECT aggregate(sequence(1, 1000), '', (all, x) -> all || repeat('x', 1000)) FROM ${MANY}`,
  `SELECT aggregate(sequence(1, 40), 'x', (all, x) -> all || all) FROM ${MANY}`,
  `SELECT map_from_arrays(sequence(1, 10000), sequence(1, 10000)) FROM ${MANY}`,
  `SELECT to_json(sequence(1, 100000)) FROM ${MANY}`,
  'SELECT to_json(all) FROM (SELECT collect_list(id) AS all FROM range(10000000))',
  "SELECT size(collect_list(repeat('x', 1000))) FROM range(100000000)",
  `SELECT s || s || s || s FROM (SELECT string_agg(repeat('x', 1000), '') AS s FROM ${MANY})`,
  `SELECT s || id FROM (SELECT string_agg(repeat('x', 1000), '') AS s FROM ${MANY}) CROSS JOIN ${MANY}`,
  `SELECT regexp_replace(repeat('a', 10000), 'a', 'bbbbbbbbbb') FROM ${MANY}`,
  `SELECT translate(repeat('a', 1000000), 'a', 'b') FROM ${MANY}`,
  `SELECT format_string('%1000000d', id) FROM ${MANY}`,
  `SELECT count(*) FROM (SELECT DISTINCT a.id * 100000 + b.id FROM ${MANY} a CROSS JOIN ${MANY} b)`,
  'SELECT a.id FROM range(1000000) a CROSS JOIN range(1000000) b ORDER BY a.id * b.id',
  "WITH RECURSIVE r AS (SELECT 1 AS n, 'x' AS t UNION ALL SELECT n + 1, t || t FROM r WHERE n < 60) SELECT max(length(t)) FROM r",
  `CREATE TABLE main.default.wide AS ${WIDE}`,
  'CREATE TABLE main.default.long AS SELECT a.id, b.id AS c FROM range(1000000) a CROSS JOIN range(1000000) b',
];

const GIB = 1024 ** 3;
/** The engine's own limit (1 GB) and 1.5 GB for everything else in the process. */
const MOST_MEMORY = 2.5 * GIB;
/** Nobody waits so long, neither for another's statement nor for the end of a cancelled one. */
const MOST_MS = 2000;
const PATIENCE_MS = 1000;

const start = () =>
  execa(cliProgram, ['workspace', '--json'], { env: cleanEnvironment(), extendEnv: false, reject: false });

let cli: ReturnType<typeof start>;
let server: z.infer<typeof printed>;
let client: WorkspaceClient;
beforeAll(async () => {
  cli = start();
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  server = printed.parse(JSON.parse(z.string().parse(line)));
  client = new WorkspaceClient({ ...server, warehouseId: server.warehouse_id });
});
afterAll(async () => {
  process.kill(server.pid, 'SIGTERM');
  expect(await cli).toMatchObject({ exitCode: 0 });
});

/** How long the slowest of another's statements takes, sent one after the other until `done`. */
async function slowest(done: Promise<unknown>): Promise<number> {
  const over = done.then(() => true);
  let most = 0;
  do {
    const sent = performance.now();
    expect(await client.rows('SELECT 1')).toEqual([['1']]);
    most = Math.max(most, performance.now() - sent);
  } while (!(await Promise.race([over, setTimeout(50, false)])));
  return most;
}

async function untilOver(id: string): Promise<string> {
  for (;;) {
    const { status } = await client.result(id);
    if (!['PENDING', 'RUNNING'].includes(status.state)) return status.error?.message ?? status.state;
    await setTimeout(20);
  }
}

/** Runs a statement, and cancels it where it takes long. */
async function endOf(statement: string) {
  const { statement_id: id } = await client.execute(statement, { wait_timeout: '0s' });
  const over = untilOver(id);
  const isOver = await Promise.race([over.then(() => true), setTimeout(PATIENCE_MS, false)]);
  const asked = performance.now();
  if (!isOver) await client.call('POST', `/api/2.0/sql/statements/${id}/cancel`, {});
  return { end: await over, letGoMs: isOver ? 0 : performance.now() - asked };
}

describe('a statement that would need all memory, or would take for ever', () => {
  it.each(HOSTILE)('is refused or cancelled, in little memory, while others are answered: %s', async (statement) => {
    // What the peak is counted from (proc(5)).
    await writeFile(`/proc/${server.pid}/clear_refs`, '5');
    const ending = endOf(statement);
    const waited = await slowest(ending);
    const { end, letGoMs } = await ending;
    expect(end).toMatch(/^(\[[A-Z_.]+\] .*|Inline byte limit exceeded\..*|CANCELED)$/s);
    expect(await peakMemory(server.pid)).toBeLessThan(MOST_MEMORY);
    expect(waited).toBeLessThan(MOST_MS);
    expect(letGoMs).toBeLessThan(MOST_MS);
  });

  it('keeps no memory: what the server had is given back', async () => {
    await expect
      .poll(
        async () => {
          await writeFile(`/proc/${server.pid}/clear_refs`, '5');
          return peakMemory(server.pid);
        },
        { timeout: 15_000, interval: 500 },
      )
      .toBeLessThan(GIB);
  });
});
