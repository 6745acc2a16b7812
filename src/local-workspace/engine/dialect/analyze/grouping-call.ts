import type { Call } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT, TINYINT } from '../types.ts';
import { unresolved } from './resolve-column.ts';
import { type Context, nothingSeen, type Typed } from './typed.ts';

const notGrouped = ({ name, at }: Call): SqlError =>
  name === 'grouping'
    ? new SqlError('GROUPING_COLUMN_MISMATCH', '42803', `Column of grouping can't be found in grouping columns.`, at)
    : new SqlError('GROUPING_ID_COLUMN_MISMATCH', '42803', 'Columns of grouping_id do not match grouping columns.', at);

/**
 * An alias is no key. HAVING asks only of columns that stand in the select list under their own names, and ORDER BY of
 * those that do not stand there otherwise.
 */
function wantKeys(node: Call, args: readonly Typed[], { outputs, keys, scope, shown }: Context): void {
  for (const [index, { sql, name }] of args.entries()) {
    const arg = node.args[index];
    const written = arg?.kind === 'column' ? (arg.parts.at(-1) ?? '').toLowerCase() : '';
    const isAlias = outputs.has(written) && !scope.visible.some((column) => column.name.toLowerCase() === written);
    if (isAlias) throw notGrouped(node);
    if (!shown || shown.get(sql)) continue;
    if (outputs.has(written) || (!keys && shown.has(sql))) throw notGrouped(node);
    if (keys) throw unresolved(scope.visible, [name], node.at);
  }
}

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
  context.seen.aggregate = true;
  const { hiding: _, ...around } = context;
  const inner: Context = { ...around, insideAggregate: true, outputsFirst: false, seen: nothingSeen() };
  const args = node.args.map((arg) => context.rules.expression(arg, inner));
  wantKeys(node, args, context);
  const wanted = args.length === 0 && node.name === 'grouping_id' ? keys : args.map((arg) => arg.sql);
  const missing = wanted.find((key) => !keys.includes(key));
  if (missing !== undefined && node.name === 'grouping') throw notGrouped(node);
  if (node.name === 'grouping_id' && wanted.join('\0') !== keys.join('\0')) throw notGrouped(node);
  const type = node.name === 'grouping' ? TINYINT : BIGINT;
  return {
    sql: `CAST(grouping(${wanted.join(', ')}) AS ${type.name})`,
    type,
    name: `${node.name}(${args.map((arg) => arg.name).join(', ')})`,
  };
}
