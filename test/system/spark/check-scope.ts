import { scopeProblem } from '../../../src/sql-guard/scope/scope-problem.ts';
import { tokenize } from '../../../src/sql-guard/tokenize.ts';
import type { SparkParser } from './spark-parser.ts';

const defaults = { catalog: 'c', schema: 's' };
const makesRows =
  /^(range|(pos)?explode(_outer)?|inline(_outer)?|stack|json_tuple|variant_explode(_outer)?|collations|sql_keywords)\(\)$/i;

export type ScopeOutcome = {
  readonly accepted: boolean;
  /** A table outside of `c.s` that Spark reads and the scope lets through. */
  readonly missed?: string;
  /** Refused, though every table is inside. */
  readonly isRefusedInside: boolean;
};

/** One statement under the scope `c.s`, whose names stand in `c.s` where they are short. */
export async function checkScope(parser: SparkParser, sql: string): Promise<ScopeOutcome> {
  // Databricks alone has these; Spark takes the word for the table.
  if (/^desc\w*\s+(history|detail|catalog)\b/i.test(sql)) return { accepted: false, isRefusedInside: false };
  const lexed = tokenize(sql);
  const spark = lexed.outcome === 'tokens' ? await parser.parse(sql, true) : undefined;
  if (lexed.outcome !== 'tokens' || spark === undefined) return { accepted: false, isRefusedInside: false };
  const problem = scopeProblem(lexed.tokens, ['c.s'], defaults);
  const outside = spark.tables.find((table) => !isInside(table, true));
  if (problem === undefined && outside !== undefined)
    return { accepted: true, missed: outside, isRefusedInside: false };
  const short = spark.tables.find((table) => !isInside(table, false));
  const isMissed = short !== undefined && scopeProblem(lexed.tokens, ['c.s'], {}) === undefined;
  return {
    accepted: true,
    ...(isMissed ? { missed: short } : {}),
    isRefusedInside: problem !== undefined && outside === undefined,
  };
}

function isInside(table: string, hasDefaults: boolean): boolean {
  if (table.endsWith('()')) return makesRows.test(table);
  const parts = table.toLowerCase().split('\u001f');
  if (parts.length > 2) return parts[0] === 'c' && parts[1] === 's';
  return hasDefaults && table !== '?' && (parts.length === 1 || parts[0] === 's');
}
