import type { Call } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT, TINYINT } from '../types.ts';
import { argsOf } from './call-arguments.ts';
import { type Context, nothingSeen, type Typed } from './typed.ts';

/** grouping(a): whether a key is left out of the set; grouping_id(…): the same of several, as the bits of a number. */
export function groupingCall(node: Call, context: Context): Typed {
  const keys = context.groupingKeys;
  if (!keys)
    throw new SqlError(
      'UNSUPPORTED_GROUPING_EXPRESSION',
      '42K0E',
      'grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.',
      node.at,
    );
  // In ORDER BY and HAVING a name is first that of an item of the select list, which may be no key.
  const inner: Context = { ...context, insideAggregate: !context.outputsFirst, seen: nothingSeen() };
  context.seen.aggregate = true;
  const args = argsOf(node, inner);
  const wanted = args.length === 0 && node.name === 'grouping_id' ? keys : args.map((arg) => arg.sql);
  const missing = wanted.find((key) => !keys.includes(key));
  if (missing !== undefined && node.name === 'grouping')
    throw new SqlError(
      'GROUPING_COLUMN_MISMATCH',
      '42803',
      `Column of grouping can't be found in grouping columns.`,
      node.at,
    );
  if (node.name === 'grouping_id' && wanted.join('\0') !== keys.join('\0'))
    throw new SqlError(
      'GROUPING_ID_COLUMN_MISMATCH',
      '42803',
      'Columns of grouping_id do not match grouping columns.',
      node.at,
    );
  const type = node.name === 'grouping' ? TINYINT : BIGINT;
  return {
    sql: `CAST(grouping(${wanted.join(', ')}) AS ${type.name})`,
    type,
    name: `${node.name}(${args.map((arg) => arg.name).join(', ')})`,
  };
}
