import { SqlError } from '../sql-error.ts';
import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** A whole number, also where it stands in a text; Spark's error for what can be none. */
function bound(value: Expression, cursor: Cursor): number {
  if (value.kind === 'column')
    throw new SqlError(
      'NON_FOLDABLE_ARGUMENT',
      '42K08',
      `The function \`range\` requires each parameter to be foldable, but \`${value.parts.join('.')}\` is not.`,
      value.at,
    );
  if (value.kind !== 'literal') throw cursor.refuse('range() of this argument');
  if (/^-?\d{1,15}$/.test(value.value)) return Number(value.value);
  if (value.type.name === 'VOID')
    throw new SqlError('UNEXPECTED_INPUT_TYPE', '42K09', 'The parameters of `range` must be "BIGINT".', value.at);
  if (value.type.name === 'STRING' && !/\d/.test(value.value))
    throw new SqlError(
      'CAST_INVALID_INPUT',
      '22018',
      `The value '${value.value}' of the type "STRING" cannot be cast to "BIGINT" because it is malformed.`,
      value.at,
    );
  throw cursor.refuse('range() of this argument');
}

/** Reads the arguments of range(): its end, or start, end, step, and in how many parts Spark makes them. */
export function rangeBounds(cursor: Cursor): readonly number[] {
  const { at } = cursor.peek();
  const isEmpty = cursor.accept('(', ')');
  const bounds = isEmpty ? [] : cursor.list(() => bound(cursor.grammar.expression(cursor), cursor));
  if (bounds.length === 0 || bounds.length > 4)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      `The \`range\` requires 1 to 4 parameters but the actual number is ${bounds.length}.`,
      at,
    );
  if (bounds[2] === 0)
    throw new SqlError(
      'FAILED_FUNCTION_CALL',
      '38000',
      'Failed preparing of the function `range` for call: its step is 0.',
      at,
    );
  return bounds.slice(0, 3);
}
