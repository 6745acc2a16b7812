import { readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { scriptedHost, send } from '../test/databricks-client/scripted-host.ts';
import { Random } from '../test/sql-guard/random.ts';
import { cleanEnvironment, cliProgram } from '../test/support/run-cli.ts';
import { temporaryDirectory } from '../test/support/temporary-directory.ts';

const most = 1.2;
const random = new Random(6);
const remarks = ['airport', 'cash, no receipt', '', 'said "thanks"', '雪の日'].map((remark) => ({ remark }));
const moment = () => new Date(Date.UTC(2026, 0, 1) + random.below(31_536_000) * 1000).toISOString();
const names = ['trip_id', 'pickup', 'dropoff', 'distance', 'fare', 'zip', 'remark'];
/** One chunk of a result, some 20 MB as on Databricks, which is given again and again. */
const rows = Array.from({ length: 165_000 }, (_none, at) => [
  `${90_071_992_547 + at}`,
  moment(),
  moment(),
  `${random.below(3000) / 100}`,
  (random.below(9000) / 100).toFixed(2),
  at % 7 === 0 ? null : `${10_000 + random.below(1000)}`,
  random.pick(remarks).remark,
]);
const contents = { one: JSON.stringify(rows.slice(0, 1)), many: Buffer.from(JSON.stringify(rows)) };
const chunks = Math.ceil(2 ** 30 / contents.many.length);

/** A workspace whose every result is by links: one row where the statement says `LIMIT 1`, else 1 GiB. */
const host = await scriptedHost((incoming, outgoing) => void answer(incoming, outgoing));
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { url = '', headers } = incoming;
  const [, id = ''] = /^\/link\/(\w+)/.exec(url) ?? [];
  if (id === 'many') return void outgoing.end(contents.many);
  if (id === 'one') return send(outgoing, 200, contents.one);
  const [, polled, index = '0'] = /statements\/(\w+)\/result\/chunks\/(\d+)$/.exec(url) ?? [];
  const of = polled ?? ((await text(incoming)).includes('LIMIT 1') ? 'one' : 'many');
  const link = {
    chunk_index: Number(index),
    row_offset: Number(index) * rows.length,
    row_count: of === 'one' ? 1 : rows.length,
    external_link: `http://${headers.host}/link/${of}`,
    expiration: new Date(Date.now() + 900_000).toISOString(),
    ...(of === 'one' || Number(index) + 1 === chunks ? {} : { next_chunk_index: Number(index) + 1 }),
  };
  const result = { external_links: [link] };
  const columns = names.map((name, position) => ({ name, position, type_name: 'STRING', type_text: 'STRING' }));
  const manifest = { schema: { column_count: columns.length, columns } };
  const statement = { statement_id: of, status: { state: 'SUCCEEDED' }, manifest, result };
  send(outgoing, 200, JSON.stringify(polled === undefined ? statement : result));
}

await using folder = await temporaryDirectory();
// What the system says of the process itself: what `wait` tells of a child has its parent's memory in it.
const told = join(folder.path, 'status');
const preload = join(folder.path, 'preload.mjs');
await writeFile(
  preload,
  `import { readFileSync, writeFileSync } from 'node:fs';
   process.on('exit', () => {
     const { user, system } = process.cpuUsage();
     writeFileSync('${told}', readFileSync('/proc/self/status', 'utf8') + 'cpu: ' + (user + system) / 1e6);
   });`,
);

/** Saves a result as a file with the CLI as it ships. Gives the most memory that it ever had, in MB, and the seconds it took. */
async function save(statement: string, name: string) {
  const began = performance.now();
  await execa(cliProgram, ['sql', 'run', statement, '--out', name], {
    cwd: folder.path,
    extendEnv: false,
    env: cleanEnvironment({
      LAKEGOOSE_WORKSPACE: 'local',
      DATABRICKS_HOST: host.host,
      DATABRICKS_TOKEN: 'token',
      DATABRICKS_WAREHOUSE_ID: 'warehouse',
      XDG_STATE_HOME: folder.path,
      NODE_OPTIONS: `--import=${preload}`,
    }),
  });
  const wall = (performance.now() - began) / 1000;
  const status = await readFile(told, 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(status)?.[1]);
  await rm(join(folder.path, name));
  return { peak: read('VmHWM') / 1024, wall, cpu: read('cpu') };
}

// The first run compiles, and keeps what it compiled for those that are measured.
await save('SELECT * FROM t LIMIT 1', 'first.csv');
const small: number[] = [];
for (let run = 0; run < 5; run++) small.push((await save('SELECT * FROM t LIMIT 1', 'small.csv')).peak);
const one = small.toSorted((before, after) => before - after)[2] ?? 0;
for (const format of ['csv', 'jsonl']) {
  const { peak, wall, cpu } = await save('SELECT * FROM t', `large.${format}`);
  const [ratio, megabytes] = [peak / one, (chunks * contents.many.length) / 1e6];
  process.stdout.write(
    `peak memory while 1 GiB comes by links, saved as ${format}, over a 1-row call: ${ratio.toFixed(2)} (wanted <= ${most}) ` +
      `${ratio <= most ? 'ok' : 'TOO MUCH'} - ${peak.toFixed(0)} MB / ${one.toFixed(0)} MB; ` +
      `${(megabytes / wall).toFixed(0)} MB/s, ${(megabytes / cpu).toFixed(0)} MB per second of processor\n`,
  );
  if (!(ratio <= most)) process.exitCode = 1;
}
await host[Symbol.asyncDispose]();
