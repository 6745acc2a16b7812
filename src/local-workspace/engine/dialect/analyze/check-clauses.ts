import type { Call } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import type { Context } from './typed.ts';
import { windowOf } from './window.ts';

/** Functions that know IGNORE NULLS. */
const CHOOSES_NULLS = /^(first|last|any|nth)(_value)?$|^(lag|lead|collect_list|collect_set|array_agg)$/;
/** Aggregates that put their values in order themselves; the last two where WITHIN GROUP says how. */
const SORTS = /^(median|percentile_cont|percentile_disc)$/;
const MAY_SORT = /^(listagg|string_agg)$/;

function checkWithin({ name, args, distinct, at }: Call, keys: number): void {
  if (MAY_SORT.test(name)) return;
  if (!/^(mode|percentile_cont|percentile_disc)$/.test(name))
    throw new SqlError(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      '42000',
      `The function \`${name}\` does not support WITHIN GROUP (ORDER BY ...).`,
      at,
    );
  const wrong = (kind: string, text: string): SqlError =>
    new SqlError(
      `INVALID_WITHIN_GROUP_EXPRESSION.${kind}`,
      '42K0K',
      `Invalid function \`${name}\` with WITHIN GROUP. ${text}`,
      at,
    );
  if (distinct) throw wrong('DISTINCT_UNSUPPORTED', 'The function does not support DISTINCT with WITHIN GROUP.');
  if (keys === 1 && (name !== 'mode' || args.length === 0)) return;
  throw wrong('WRONG_NUM_ORDERINGS', 'The function takes one expression to order by, in WITHIN GROUP.');
}

/** What only aggregates and window functions know, around a lambda function or a generator. */
export function wantPlain(node: Call): void {
  if (node.distinct || node.filter)
    throw new SqlError(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      '42000',
      `The function \`${node.name}\` does not support DISTINCT or FILTER.`,
      node.at,
    );
  if (node.window)
    throw new SqlError(
      'UNSUPPORTED_EXPR_FOR_WINDOW',
      '42P20',
      `Expression "${node.name}()" not supported within a window function.`,
      node.at,
    );
}

/** What stands around the arguments, where Spark knows it of some functions only. */
export function checkClauses(node: Call, context: Context): void {
  if (node.ignoresNulls && !CHOOSES_NULLS.test(node.name))
    throw new SqlError(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      '42000',
      `The function \`${node.name}\` does not support IGNORE NULLS.`,
      node.at,
    );
  if (node.within) checkWithin(node, node.within.length);
  if (!node.window || !(SORTS.test(node.name) || (node.within && MAY_SORT.test(node.name)))) return;
  const { order, frame } = windowOf(node.window, context);
  if (order.length === 0 && !frame) return;
  throw new SqlError(
    'INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC',
    '42601',
    `Cannot specify ORDER BY or a window frame for ${node.name}().`,
    node.at,
  );
}
