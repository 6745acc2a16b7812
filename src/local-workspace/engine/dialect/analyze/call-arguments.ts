import { FUNCTIONS } from '../functions/catalogue.ts';
import { takesUnit } from '../functions/date.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { SqlError } from '../sql-error.ts';
import { BIGINT } from '../types.ts';
import type { Context, Typed } from './typed.ts';

/** Functions that Spark knows the arguments of by name. */
const NAMES = /^(mask|count_min_sketch|randstr|uniform)$/;

/** The arguments; `*` stands for every column. */
export function argsOf(node: Call, context: Context): Typed[] {
  return node.args.flatMap((arg, index) => {
    if (arg.kind === 'named' && FUNCTIONS.has(node.name) && !NAMES.test(node.name))
      throw new SqlError(
        'NAMED_PARAMETERS_NOT_SUPPORTED',
        '4274K',
        `Named parameters are not supported for function \`${node.name}\`; please retry the query with positional arguments to the function call instead.`,
        node.at,
      );
    if (index === 0 && node.args.length === 3 && arg.kind === 'column' && takesUnit(node.name, arg.parts))
      return [{ sql: 'NULL', type: BIGINT, name: arg.parts.join('.'), literal: arg.parts.join('.') }];
    return arg.kind === 'star' ? starArgs(arg, context) : [context.rules.expression(arg, context)];
  });
}
function starArgs(arg: Extract<Expression, { kind: 'star' }>, context: Context): Typed[] {
  const wanted = arg.qualifier.map((part) => part.toLowerCase());
  const source = context.scope.sources.find((each) => wanted.length > 0 && wanted.at(-1) === each.qualifier.at(-1));
  context.seen.bareColumn ||= !context.insideAggregate;
  return (source?.columns ?? context.scope.visible).map((column) => ({ ...column, isNamed: true }));
}
