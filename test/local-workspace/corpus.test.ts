import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AGGREGATE_FUNCTIONS,
  FUNCTIONS,
  WINDOW_FUNCTIONS,
} from '../../src/local-workspace/engine/dialect/functions/catalogue.ts';
import { LAMBDAS } from '../../src/local-workspace/engine/dialect/functions/lambdas.ts';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';

const data = join(import.meta.dirname, 'data');
const report = z.object({
  summary: z.looseObject({
    cases: z.number(),
    totals: z.record(z.string(), z.number()),
    rawCells: z.number(),
    httpErrors: z.number(),
  }),
});

/** One line for each case that was played. */
const played = z.looseObject({
  id: z.string(),
  verdict: z.string(),
  message: z.string().default(''),
  want: z.unknown().optional(),
  sqlstateOk: z.boolean().optional(),
});

/** The class is right, and the part of it that Spark names is another one. */
const OTHER_PART = /^(case-(224|476|516|604|661|705)|tonum-35|variant2-46|oracle-(049|051|180|222|265)|rule-056)$/;

/** Two faults are in the statement and Spark tells the other one first, or it has a class of its own for the place. */
const OTHER_CLASS = /^(function-(093|203|216|385|400|414)|rule-(069|080|093|094|107))$/;

let workspace: LocalWorkspace;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
});
afterAll(() => workspace.close());

async function play(file: string) {
  const env = { HOST: workspace.host, TOKEN: workspace.token, WAREHOUSE: workspace.warehouseId };
  const words = [join(data, 'play-sql-answers.mjs'), join(data, file), '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, maxBuffer: 64 * 1024 * 1024 });
  const lines: unknown[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const errors = lines
    .slice(0, -1)
    .map((line) => played.parse(line))
    .filter(
      ({ id, verdict, message }) =>
        verdict.startsWith('error') &&
        !message.includes('[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE]') &&
        !OTHER_CLASS.test(id),
    );
  return { summary: report.parse(lines.at(-1)).summary, errors };
}

// The least that is right may only rise.
it.each([
  ['sql-answers.jsonl', 257, 256],
  ['limits.jsonl', 10, 10],
  ['cases.jsonl', 963, 963],
  // Families of functions, with their edges.
  ['families.jsonl', 642, 642],
  // What was found by asking Spark anew: most with an argument of another type, or a clause out of its place.
  ['oracle.jsonl', 495, 495],
  // Wrong arguments of aggregates, arrays, maps and dates, clauses that another engine takes otherwise.
  ['traps.jsonl', 88, 88],
  // Clauses and subqueries within each other, and what may fail beside an untyped NULL.
  ['combinations.jsonl', 55, 55],
  // BEGIN … END and EXECUTE IMMEDIATE.
  ['scripts.jsonl', 103, 103],
  // What open-source Spark and Delta do not take, worked out from the page of the documentation that each names.
  ['by-hand.jsonl', 23, 23],
  ['changes.jsonl', 24, 24],
  // Functions in SQL, as Spark answers them.
  ['functions.jsonl', 422, 385],
  // Defaults, generated and identity columns, checks, as Delta keeps them.
  ['rules.jsonl', 139, 133],
  ['spark-examples.jsonl', 1199, 985],
])('answers %s as Spark did, or refuses: never wrong, never without the error', async (file, cases, right) => {
  const { summary, errors } = await play(file);
  expect(summary.cases).toBeGreaterThanOrEqual(cases);
  expect(summary.totals).toMatchObject({ wrong: 0, 'missed-error': 0, 'type-only': 0 });
  expect((summary.totals.correct ?? 0) + (summary.totals['error-ok'] ?? 0)).toBeGreaterThanOrEqual(right);
  expect(summary).toMatchObject({ rawCells: 0, httpErrors: 0 });
  // Spark has none for some of its oldest errors.
  const states = errors.filter(({ want }) => !String(want).startsWith('_LEGACY'));
  expect(states.filter(({ sqlstateOk }) => !sqlstateOk)).toEqual([]);
  const others = errors.filter(({ message, want }) => !message.includes(`[${want}]`));
  expect(others.filter(({ id }) => !OTHER_PART.test(id))).toEqual([]);
});

/** What only tells of the session or the moment, is another type's cast, or a name that the parser gives. */
const WITHOUT =
  /^(current_|now$|curdate|localtimestamp|trim |~$|to_timestamp_ltz|make_timestamp_ltz|try_to_date|charindex|iff$|nullifzero|zeroifnull|dateadd|timestampadd|timestampdiff|div$|smallint|uuid$|random$|randn$)/;

it('has an example that Spark answered for every function', () => {
  const text = ['sql-answers.jsonl', 'spark-examples.jsonl', 'cases.jsonl', 'families.jsonl']
    .map((file) => readFileSync(join(data, file), 'utf8').toLowerCase())
    .join('\n');
  const names = [FUNCTIONS, AGGREGATE_FUNCTIONS, WINDOW_FUNCTIONS, LAMBDAS].flatMap((table) => [...table.keys()]);
  const missing = names.filter(
    (name) => !WITHOUT.test(name) && !text.includes(`${name}(`) && !text.includes(` ${name} `),
  );
  expect(missing).toEqual([]);
});
