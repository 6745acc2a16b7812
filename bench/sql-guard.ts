import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { judge } from '../src/sql-guard/judge.ts';
import type { Rules } from '../src/sql-guard/policy.ts';

const rules: Rules = { policy: 'read', aiFunctions: 'allow' };
const root = join(import.meta.dirname, '..');

type Figure = { readonly what: string; readonly is: number; readonly most?: number; readonly unit: string };

/** The fastest of several runs, in milliseconds: what other programs take of the machine is no cost of ours. */
function fastest(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

function perStatement(): Figure {
  const lines = readFileSync(join(root, 'test/sql-guard/data/corpus.jsonl'), 'utf8').trim().split('\n');
  const texts = lines.map((line): string => JSON.parse(line).sql);
  const rounds = 20;
  const all = () => {
    for (let round = 0; round < rounds; round++) for (const text of texts) judge(text, rules);
  };
  all();
  return {
    what: 'an ordinary statement',
    is: (fastest(15, all) * 1000) / (rounds * texts.length),
    most: 10,
    unit: 'µs',
  };
}

const growing: Readonly<Record<string, (times: number) => string>> = {
  parentheses: (times) => `SELECT ${'('.repeat(times)}1${')'.repeat(times)}`,
  comments: (times) => `SELECT ${'/* '.repeat(times)}${'*/ '.repeat(times)}1`,
  CASE: (times) => `SELECT ${'CASE WHEN a THEN '.repeat(times)}1${' END'.repeat(times)} FROM t`,
  'AND chain': (times) => `SELECT * FROM t WHERE a = 1${' AND b = 2'.repeat(times)}`,
  'CASE in a script': (times) =>
    `BEGIN IF ${'CASE WHEN a THEN '.repeat(times)}1${' END'.repeat(times)} THEN SELECT 1; END IF; END`,
  'OR chain of an UPDATE': (times) => `UPDATE t SET a = 1 WHERE b = 2${' OR b = 3'.repeat(times)}`,
  'long string': (times) => `SELECT '${'x'.repeat(times * 10)}'`,
};

/** Time for each byte at 490 KB over that at 49 KB: 1 where it is linear, 10 where it is quadratic. Memory takes its part. */
function linearity(what: string, make: (times: number) => string): readonly Figure[] {
  const each = (make(2000).length - make(1000).length) / 1000;
  const sized = (bytes: number) => make(Math.floor((bytes - make(0).length) / each));
  const [small, large] = [sized(49_000), sized(490_000)];
  const time = (text: string) => fastest(9, () => judge(text, rules)) / text.length;
  time(small);
  return [
    { what: `${what}: time per byte at 490 KB against 49 KB`, is: time(large) / time(small), most: 5, unit: '×' },
    ...[1000, 5000].map((times) => {
      const text = make(times);
      return { what: `${what}: ${times} levels`, is: fastest(9, () => judge(text, rules)), most: 50, unit: 'ms' };
    }),
  ];
}

/**
 * The guard as it is published, in one file: a new process loads it and judges once. `bin/lakegoose` keeps compiled code from
 * one start to the next; the first start of all has none.
 */
async function startUp(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakegoose-bench-'));
  const file = join(folder, 'guard.mjs');
  const bundle = await rolldown({ input: join(root, 'src/sql-guard/judge.ts'), platform: 'node' });
  await bundle.write({ file, format: 'esm', minify: true });
  // The first import of a process pays for the loader itself.
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const work = `
    await import(${JSON.stringify(empty)});
    const start = performance.now();
    const { judge } = await import(${JSON.stringify(file)});
    judge('SELECT a FROM c.s.t WHERE b = 1', { policy: 'read', aiFunctions: 'allow' });
    console.log(performance.now() - start);`;
  const run = (own: Readonly<Record<string, string>>) => {
    const env = { ...process.env, ...own };
    return Number(execFileSync(process.execPath, ['--input-type=module', '-e', work], { encoding: 'utf8', env }));
  };
  const [kept, first] = [[0], [0]];
  for (const list of [kept, first]) list.pop();
  run({ NODE_COMPILE_CACHE: join(folder, 'kept') });
  for (let round = 0; round < 15; round++) {
    kept.push(run({ NODE_COMPILE_CACHE: join(folder, 'kept') }));
    first.push(run({ NODE_DISABLE_COMPILE_CACHE: '1' }));
  }
  rmSync(folder, { recursive: true });
  const what = 'loading the guard and judging once, in a new process';
  return [
    { what: `${what}, as bin/lakegoose starts it`, is: Math.min(...kept), most: 3, unit: 'ms' },
    { what: `${what}, with nothing compiled yet (no goal; for comparison)`, is: Math.min(...first), unit: 'ms' },
  ];
}

const figures = [
  perStatement(),
  ...Object.entries(growing).flatMap(([what, make]) => linearity(what, make)),
  ...(await startUp()),
];
for (const { what, is, most, unit } of figures) {
  const verdict = most === undefined ? '' : is <= most ? 'ok' : 'TOO MUCH';
  const limit = most === undefined ? '' : ` (at most ${most})`;
  process.stdout.write(`${is.toFixed(2).padStart(8)} ${unit.padEnd(2)}  ${verdict.padEnd(8)}  ${what}${limit}\n`);
}
process.exitCode = figures.every(({ is, most = is }) => is <= most) ? 0 : 1;
