import type { Typed } from '../analyze/typed.ts';
import type { Call } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';

export type Result = { readonly sql: string; readonly type: types.SqlType };
export type Variable = { readonly sql: string; readonly type: types.SqlType };
/** Computes the body of a lambda over its variables. */
export type Body = (variables: readonly Variable[]) => Typed;

/** A function with lambdas gets its plain arguments, then the bodies. */
export type LambdaRule = (args: readonly Typed[], bodies: readonly Body[], node: Call, fresh: () => string) => Result;

export function wrong(node: Call, text: string): SqlError {
  return new SqlError(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    '42K09',
    `Cannot resolve "${node.name}" due to data type mismatch: ${text}.`,
    node.at,
  );
}
export function listOf(value: Typed | undefined, node: Call): { sql: string; element: types.SqlType } {
  if (value?.type.name !== 'ARRAY') throw wrong(node, 'the first parameter requires the "ARRAY" type');
  return { sql: value.sql, element: types.firstPart(value.type) };
}
export function mapOf(value: Typed | undefined, node: Call): { sql: string; key: types.SqlType; value: types.SqlType } {
  if (value?.type.name !== 'MAP') throw wrong(node, 'the first parameter requires the "MAP" type');
  return { sql: value.sql, key: types.firstPart(value.type), value: types.secondPart(value.type) };
}
export const bodyOf = (bodies: readonly Body[], index: number, node: Call): Body => {
  const body = bodies[index];
  if (body) return body;
  throw wrongNumber(node);
};
export function wrongNumber(node: Call): SqlError {
  const sentence = `The \`${node.name}\` requires other parameters but the actual number is ${node.args.length}.`;
  return new SqlError('WRONG_NUM_ARGS.WITHOUT_SUGGESTION', '42605', sentence, node.at);
}
