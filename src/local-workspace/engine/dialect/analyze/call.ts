import type { AggregateRule, Around, Emit } from '../functions/aggregate-rule.ts';
import { AGGREGATE_FUNCTIONS, FUNCTIONS, WINDOW_FUNCTIONS } from '../functions/catalogue.ts';
import { LAMBDAS, lambdaCall } from '../functions/lambdas.ts';
import { isRefused } from '../functions/refused.ts';
import { wrongCount } from '../functions/rule.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { STRING } from '../types.ts';
import { argsOf } from './call-arguments.ts';
import { checkClauses, wantPlain } from './check-clauses.ts';
import { refuseOpaque } from './coerce.ts';
import { refuseOuter } from './correlated.ts';
import { isGenerator, nestedGenerator } from './generators.ts';
import { groupingCall } from './grouping-call.ts';
import { unsupportedUsage } from './refuse-routine.ts';
import { routineOf, routineValue } from './routine.ts';
import { addSeen, type Context, nothingSeen, quoteText, type Typed } from './typed.ts';
import { refuseVariant } from './variant.ts';
import { windowName, windowOf, windowSql } from './window.ts';

function unknown(node: Call): SqlError {
  if (!node.path && LAMBDAS.has(node.name)) return cannotCompute(`${node.name}() without a lambda`, node.at);
  if (!node.path && /^(session_)?window$/.test(node.name)) return cannotCompute(`${node.name}() here`, node.at);
  if (!node.path && isRefused(node.name)) return cannotCompute(`the function ${node.name}()`, node.at);
  if (!node.path && node.name === 'range')
    return new SqlError(
      'NOT_A_SCALAR_FUNCTION',
      '42887',
      'range appears as a scalar expression here, but the function was defined as a table function. Please update the query to move the function call into the FROM clause.',
      node.at,
    );
  const shown = (node.path ?? [node.name]).map((part) => `\`${part}\``).join('.');
  const sentence = `Cannot resolve routine ${shown} on search path [\`system\`.\`builtin\`, \`system\`.\`session\`].`;
  return new SqlError('UNRESOLVED_ROUTINE', '42883', sentence, node.at);
}

/** What a statement knows of itself. */
const OF_SESSION: Readonly<Record<string, (context: Context) => string>> = {
  current_catalog: ({ environment }) => environment.session.catalog,
  current_database: ({ environment }) => environment.session.schema,
  current_schema: ({ environment }) => environment.session.schema,
  current_user: ({ environment }) => environment.access.user,
  session_user: ({ environment }) => environment.access.user,
  user: ({ environment }) => environment.access.user,
};
export const SESSION_FUNCTIONS = Object.keys(OF_SESSION);

/** A function that somebody made. */
function ownCall(node: Call, context: Context): Typed {
  const routine = !node.path && isRefused(node.name) ? undefined : routineOf(node, context.environment);
  if (!routine) throw unknown(node);
  if (node.window) throw unsupportedUsage(routine.name, 'a window', node.at);
  if (node.distinct || node.filter || node.star || node.ignoresNulls)
    throw new SqlError(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      '42000',
      `The function \`${node.name}\` does not support DISTINCT, FILTER or OVER.`,
      node.at,
    );
  return routineValue(routine, node, context);
}

function plainCall(node: Call, context: Context): Typed {
  const own = node.path ? undefined : OF_SESSION[node.name];
  if (own && node.args.length > 0) throw wrongCount({ name: node.name, args: argsOf(node, context), at: node.at });
  if (own) return { sql: quoteText(own(context)), type: STRING, name: `${node.name}()` };
  const rule = node.path ? undefined : FUNCTIONS.get(node.name);
  if (!rule) return ownCall(node, context);
  wantPlain(node);
  if (node.star)
    throw new SqlError(
      'INVALID_USAGE_OF_STAR_OR_REGEX',
      '42000',
      `Invalid usage of '*' in expression \`${node.name}\`.`,
      node.at,
    );
  const args = argsOf(node, context);
  for (const arg of args) refuseOpaque(arg.type, `${node.name}()`, node.at);
  refuseVariant(args, node.name, node.at);
  const result = rule({ name: node.name, args, at: node.at });
  const names = args.map((arg) => arg.name);
  const name = node.name === 'extract' ? `extract(${names[0]} FROM ${names[1]})` : `${node.name}(${names.join(', ')})`;
  return { sql: result.sql, type: result.type, name };
}

/** The condition of FILTER (WHERE …): of one row, so no aggregate. */
function filterOf(node: Expression, context: Context): Typed {
  const wrong = (kind: string, text: string): SqlError =>
    new SqlError(
      `INVALID_AGGREGATE_FILTER.${kind}`,
      '42903',
      `The FILTER expression in an aggregate function is invalid. ${text}`,
      node.at,
    );
  const seen = nothingSeen();
  const value = context.rules.expression(node, { ...context, insideAggregate: false, seen });
  if (seen.aggregate) throw wrong('CONTAINS_AGGREGATE', 'Expected a FILTER expression without an aggregation.');
  if (seen.window) throw wrong('CONTAINS_WINDOW_FUNCTION', 'Expected a FILTER expression without a window function.');
  if (value.type.name !== 'BOOLEAN') throw wrong('NOT_BOOLEAN', 'Expected a FILTER expression of the BOOLEAN type.');
  return value;
}

function aggregateCall(node: Call, rule: AggregateRule, context: Context): Typed {
  const window = node.window && windowOf(node.window, context);
  if (context.insideAggregate && !window) {
    throw new SqlError(
      'NESTED_AGGREGATE_FUNCTION',
      '42607',
      'It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query.',
      node.at,
    );
  }
  if (node.distinct && window)
    throw new SqlError(
      'DISTINCT_WINDOW_FUNCTION_UNSUPPORTED',
      '0A000',
      'Distinct window functions are not supported.',
      node.at,
    );
  // What a window function reads are rows after grouping, so its arguments may hold aggregates.
  const seen = nothingSeen();
  const inner: Context = window
    ? { ...context, seen, isWindowed: true }
    : { ...context, seen, insideAggregate: true, outputsFirst: false };
  if (context.cell !== undefined && node.name === 'any_value') throw cannotCompute('any_value() in PIVOT', node.at);
  const args = argsOf(node, inner);
  const counts = node.name === 'count' && !node.distinct;
  const [first] = node.args;
  if (node.name === 'count' && first?.kind === 'star' && first.qualifier.length > 0)
    throw new SqlError(
      'INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT',
      '42000',
      `count(${first.qualifier.join('.')}.*) is not allowed. Please use count(*) or expand the columns by hand.`,
      node.at,
    );
  for (const arg of args) if (!counts) refuseOpaque(arg.type, `${node.name}()`, node.at);
  refuseVariant(args, node.distinct ? `${node.name} DISTINCT` : node.name, node.at);
  const filter = node.filter && filterOf(node.filter, inner);
  const over = window ? ` OVER (${windowSql(window, inner)})` : '';
  const emit: Emit = (engine, engineArgs, where) => {
    const conditions = [filter?.sql, where, context.cell].filter((each) => each !== undefined);
    const only = conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(' AND ')})` : '';
    const distinct = node.distinct && !engineArgs.startsWith('DISTINCT ') ? 'DISTINCT ' : '';
    return `${engine}(${distinct}${engineArgs})${only}${over}`;
  };
  if (args.length === 0 && node.name === 'count' && !node.star)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      'The `count` requires > 0 parameters but the actual number is 0.',
      node.at,
    );
  const within = (node.within ?? []).map((item) => ({
    value: inner.rules.expression(item.expression, inner),
    descending: item.descending,
  }));
  if (seen.window && window) throw cannotCompute('a window function of another one', node.at);
  if (seen.window)
    throw new SqlError(
      '_LEGACY_ERROR_TEMP_1031',
      'XXKD0',
      'It is not allowed to use a window function inside an aggregate function. Please use the inner window function in a sub-query.',
      node.at,
    );
  if (window) refuseOuter(seen, node.at);
  addSeen(context.seen, { ...seen, ...(window ? { window: true } : { aggregate: true }) });
  const around: Around = {
    distinct: node.distinct,
    // Of the rows of a cell Spark takes the first one that is not NULL.
    ignoresNulls: (context.cell !== undefined && /^(first|last)/.test(node.name)) || node.ignoresNulls,
    within,
    over: window !== undefined,
  };
  const result = rule({ name: node.name, args, at: node.at }, emit, around);
  const shown = node.star ? '1' : `${node.distinct ? 'DISTINCT ' : ''}${args.map((arg) => arg.name).join(', ')}`;
  const filterName = filter ? ` FILTER (WHERE ${filter.name})` : '';
  return {
    sql: result.sql,
    type: result.type,
    name: `${node.name}(${shown})${filterName}${window ? windowName(window, context) : ''}`,
  };
}

function rankingCall(node: Call, rule: AggregateRule, context: Context): Typed {
  if (!node.window) {
    throw new SqlError(
      'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE',
      '42601',
      `Window function ${node.name}() requires an OVER clause.`,
      node.at,
    );
  }
  const window = windowOf(node.window, context);
  if (window.order.length === 0)
    throw new SqlError(
      'WINDOW_FUNCTION_FRAME_NOT_ORDERED',
      '42601',
      `${node.name}() requires an ORDER BY in its window.`,
      node.at,
    );
  if (window.frame) throw cannotCompute(`${node.name}() with a window frame`, node.at);
  if (node.filter || node.distinct)
    throw new SqlError(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      '42000',
      `The function \`${node.name}\` does not support DISTINCT or FILTER.`,
      node.at,
    );
  return aggregateCall(node, rule, context);
}

/** A function call, if the function is on the list of those that the engine computes as Spark does. */
export function call(node: Call, context: Context): Typed {
  checkClauses(node, context);
  if (node.path) return plainCall(node, context);
  const lambda = LAMBDAS.get(node.name);
  if (lambda && (node.name === 'array_sort' || node.args.some((arg) => arg.kind === 'lambda'))) {
    wantPlain(node);
    return lambdaCall(lambda, node, context);
  }
  if (/^(session_)?window$/.test(node.name) && context.timeWindow) {
    if (!context.insideAggregate) context.seen.bareColumn = true;
    return context.timeWindow.of(node);
  }
  if (node.name === 'grouping' || node.name === 'grouping_id') return groupingCall(node, context);
  const ranking = WINDOW_FUNCTIONS.get(node.name);
  if (ranking) return rankingCall(node, ranking, context);
  const aggregate = AGGREGATE_FUNCTIONS.get(node.name);
  if (aggregate) return aggregateCall(node, aggregate, context);
  if (isGenerator(node.name)) throw nestedGenerator(node);
  return plainCall(node, context);
}
