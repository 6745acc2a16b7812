import type { Expression, Select } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { typeText } from '../types.ts';
import { refuseOuter } from './correlated.ts';
import { afterOthers } from './raise.ts';
import type { Output } from './select-items.ts';
import { type Context, nothingSeen } from './typed.ts';

export const missingGroupBy = (at: number): SqlError =>
  new SqlError(
    'MISSING_GROUP_BY',
    '42803',
    'The query does not include a GROUP BY clause. Add GROUP BY or turn it into the window functions using OVER clauses.',
    at,
  );

/** `isFirst` where nothing has filtered the rows before. */
export function condition(node: Expression | undefined, clause: string, context: Context, isFirst = false): string {
  if (!node) return '';
  const seen = clause === 'HAVING' ? nothingSeen() : context.seen;
  const value = context.rules.expression(node, { ...context, seen, isCondition: true });
  if (clause === 'HAVING' && seen.window)
    throw new SqlError(
      'WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE',
      '42601',
      'It is not allowed to use window functions inside HAVING clause.',
      node.at,
    );
  if (value.type.name !== 'BOOLEAN') {
    const sentence = `Cannot resolve "${value.name}" due to data type mismatch: Filter expression "${value.name}" of type "${typeText(value.type)}" is not a boolean.`;
    throw new SqlError('DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', '42K09', sentence, node.at);
  }
  // The engine may join by a comparison that may fail, where it is all there is.
  if (isFirst && node.kind === 'binary') return ` ${clause} ${value.sql}`;
  return ` ${clause} ${value.sure === undefined ? '' : `${value.sure} AND `}${afterOthers(value.sql)}`;
}

/** `from` is engine SQL of the rows. */
export function whereSql(select: Select, context: Context, from: string): string {
  const seen = nothingSeen();
  const sql = condition(select.where, 'WHERE', { ...context, seen }, !/\b(SELECT|ON)\b/.test(from));
  const at = select.where?.at ?? select.at;
  if (seen.window)
    throw new SqlError(
      'WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE',
      '42601',
      'It is not allowed to use window functions inside WHERE clause.',
      at,
    );
  if (seen.aggregate)
    throw new SqlError(
      'INVALID_WHERE_CONDITION',
      '42903',
      'The WHERE condition contains invalid expressions: aggregate functions. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.',
      at,
    );
  return sql;
}

/** QUALIFY filters by window functions: there must be one, in it or in the select list, and no aggregate. */
export function qualifySql(select: Select, outputs: readonly Output[], context: Context): string {
  if (!select.qualify) return '';
  const seen = nothingSeen();
  const sql = condition(select.qualify, 'QUALIFY', { ...context, seen });
  const { at } = select.qualify;
  refuseOuter(seen, at);
  if (seen.aggregate && seen.window) throw missingGroupBy(at);
  if (seen.aggregate)
    throw new SqlError(
      'QUALIFY_AGGREGATE_NOT_ALLOWED',
      '42903',
      'The QUALIFY clause cannot contain aggregate functions.',
      at,
    );
  if (!seen.window && !outputs.some((output) => output.seen.window))
    throw new SqlError(
      'QUALIFY_REQUIRES_WINDOW_FUNCTION',
      '42903',
      'At least one window function is required in the SELECT list or in the QUALIFY clause.',
      at,
    );
  return sql;
}
