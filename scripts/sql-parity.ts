import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SESSION_FUNCTIONS } from '../src/local-workspace/engine/dialect/analyze/call.ts';
import { GENERATORS } from '../src/local-workspace/engine/dialect/analyze/generators.ts';
import {
  AGGREGATE_FUNCTIONS,
  FAMILIES,
  WINDOW_FUNCTIONS,
} from '../src/local-workspace/engine/dialect/functions/catalogue.ts';
import { LAMBDAS } from '../src/local-workspace/engine/dialect/functions/lambdas.ts';
import { REFUSED, REFUSED_SYNTAX, TOLD_LESS } from '../src/local-workspace/engine/dialect/functions/refused.ts';
import { HEAD_WORDS, REFUSED_WORDS } from '../src/local-workspace/engine/dialect/parse/parse-statement.ts';

const byHand = join(import.meta.dirname, '../test/local-workspace/data/by-hand.jsonl');
const isCase = (value: unknown): value is { page: string } =>
  typeof value === 'object' && value !== null && 'page' in value && typeof value.page === 'string';

/** The constructs that open-source Spark and Delta do not take, by the page of the documentation that tells of each. */
function withoutOracle(): string[] {
  const cases = readFileSync(byHand, 'utf8').trim().split('\n');
  const pages = cases.map((line): unknown => JSON.parse(line)).filter(isCase);
  return [...new Set(pages.map(({ page }) => page))].sort();
}

const listed = (names: Iterable<string>): string =>
  [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(' ');
const row = ([what, names]: readonly [string, Iterable<string>]): string => `| ${what} | ${listed(names)} |`;

/** What of Databricks SQL is answered, refused, or not there, from the tables by which the engine itself decides. */
export function sqlParity(): string {
  const answered: (readonly [string, Iterable<string>])[] = [
    ...Object.entries(FAMILIES).map(([family, rules]) => [family, Object.keys(rules)] as const),
    ['With lambdas', LAMBDAS.keys()],
    ['Aggregates', AGGREGATE_FUNCTIONS.keys()],
    ['Windows', WINDOW_FUNCTIONS.keys()],
    ['Rows', [...GENERATORS.flatMap((name) => [name, `${name}_outer`]), 'range']],
    ['Time windows', ['window', 'session_window']],
    ['Session', [...SESSION_FUNCTIONS, 'grouping', 'grouping_id']],
  ];
  return [
    '## SQL: answered',
    '',
    'Correct or refused by name. `npm run test:system` compares with Spark itself; `npm run fuzz:sql` does so with fresh seeds.',
    '',
    '| functions | |',
    '|---|---|',
    ...answered.map(row),
    '',
    `Statements begin with ${listed(HEAD_WORDS)}.`,
    '',
    'Some of what they tell is less than Databricks tells:',
    '',
    ...TOLD_LESS.map((what) => `- ${what}`),
    '',
    '## SQL: without an oracle',
    '',
    'Neither Spark nor Delta can be asked about these. Their answers are worked out by hand from the pages of the',
    'documentation, in `test/local-workspace/data/by-hand.jsonl`; those of DESCRIBE, SHOW and ALTER also in their own tests.',
    '',
    ...withoutOracle().map((page) => `- ${page}`),
    '',
    '## SQL: refused',
    '',
    'These are `UNSUPPORTED_FEATURE.LOCAL_WORKSPACE` and name what was asked for:',
    '',
    '| functions | |',
    '|---|---|',
    ...Object.entries(REFUSED).map(row),
    '',
    ...REFUSED_SYNTAX.map((what) => `- ${what}`),
    '',
    `So are statements that begin with ${listed(REFUSED_WORDS)}.`,
    '',
    '## SQL: not there',
    '',
    'Every other function is `UNRESOLVED_ROUTINE`, every other statement `PARSE_SYNTAX_ERROR`, as on Databricks.',
    '',
  ].join('\n');
}
