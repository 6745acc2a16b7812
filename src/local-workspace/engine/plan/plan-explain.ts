import { fullName } from '../catalog/entries.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { STRING, typeText } from '../dialect/types.ts';
import type { Plan } from './plan.ts';

const listing = (lines: readonly string[]): Plan => ({
  kind: 'listing',
  columns: [{ name: 'plan', type: STRING }],
  rows: lines.map((line) => [line]),
});

const HEAD = '== Physical Plan ==';
/** A plan names operators of the engine that runs it. */
const NOTE = 'The local workspace computes it with DuckDB; a SQL warehouse has another plan.';

function operator(plan: Plan): string {
  if (plan.kind === 'listing') return 'List';
  if (plan.kind === 'change') return plan.target ? `Write ${fullName(plan.target)}` : 'Change';
  return `Query [${plan.columns.map(({ name, type }) => `${name}: ${typeText(type)}`).join(', ')}]`;
}

/**
 * What a statement would do, which does not run: one row with the plan, or, as in Spark, a row for each line of the error
 * that it would end with. Throws where it is refused by name.
 */
export function planExplain(explained: () => Plan): Plan {
  try {
    return listing([[HEAD, operator(explained()), '', NOTE, ''].join('\n')]);
  } catch (error) {
    if (!(error instanceof SqlError) || error.errorClass === 'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE') throw error;
    return listing(['Error occurred during query planning: ', ...error.message.split('\n')]);
  }
}
