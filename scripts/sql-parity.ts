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
