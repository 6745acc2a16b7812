import { AGGREGATES, type AggregateRule, type Emit } from '../functions/aggregate.ts';
import { CHOICE } from '../functions/choice.ts';
import { DATES } from '../functions/date.ts';
import { MATH } from '../functions/math.ts';
import { RANKING } from '../functions/ranking.ts';
import type { Rule } from '../functions/rule.ts';
import { TEXT } from '../functions/text.ts';
import type { Call } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { refuseOpaque, wantBoolean } from './coerce.ts';
import type { Context, Typed } from './typed.ts';
import { windowName, windowSql } from './window.ts';

const RULES = new Map<string, Rule>(Object.entries({ ...TEXT, ...DATES, ...MATH, ...CHOICE }));
const AGGREGATE_RULES = new Map<string, AggregateRule>(Object.entries(AGGREGATES));
const RANKING_RULES = new Map<string, AggregateRule>(Object.entries(RANKING));

function plainCall(node: Call, context: Context): Typed {
  const rule = RULES.get(node.name);
  if (!rule) throw cannotCompute(`the function ${node.name}()`, node.at);
  if (node.distinct || node.filter || node.window)
    throw cannotCompute(`DISTINCT, FILTER or OVER with ${node.name}()`, node.at);
  // Their first argument is then a word such as DAY, not a column.
  if (node.args.length === 3 && /^date_?(add|diff)$/.test(node.name))
    throw cannotCompute(`${node.name}() with a unit`, node.at);
  const args = node.args.map((arg) => context.rules.expression(arg, context));
  for (const arg of args) refuseOpaque(arg.type, `${node.name}()`, node.at);
  const result = rule({ name: node.name, args, at: node.at });
  const names = args.map((arg) => arg.name);
  const name = node.name === 'extract' ? `extract(${names[0]} FROM ${names[1]})` : `${node.name}(${names.join(', ')})`;
  return { sql: result.sql, type: result.type, name };
}

function aggregateCall(node: Call, rule: AggregateRule, context: Context): Typed {
  const { window } = node;
  if (context.insideAggregate && !window) {
    throw new SqlError(
      'NESTED_AGGREGATE_FUNCTION',
      '42607',
      'It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query.',
      node.at,
    );
  }
  if (node.distinct && window) throw cannotCompute('DISTINCT in a window function', node.at);
  // What a window function reads are rows after grouping, so its arguments may hold aggregates.
  const inner: Context = window ? context : { ...context, insideAggregate: true, outputsFirst: false };
  if (window) context.seen.window = true;
  else context.seen.aggregate = true;
  const args = node.args.map((arg) => inner.rules.expression(arg, inner));
  const counts = node.name === 'count' && !node.distinct;
  for (const arg of args) if (!counts) refuseOpaque(arg.type, `${node.name}()`, node.at);
  const filter = node.filter && wantBoolean(inner.rules.expression(node.filter, inner), 'FILTER', node.at);
  const over = window ? ` OVER (${windowSql(window, context)})` : '';
  const emit: Emit = (engine, engineArgs) =>
    `${engine}(${node.distinct ? 'DISTINCT ' : ''}${engineArgs})${filter ? ` FILTER (WHERE ${filter.sql})` : ''}${over}`;
  if (args.length === 0 && node.name === 'count' && !node.star)
    throw new SqlError(
      'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
      '42605',
      'The `count` requires > 0 parameters but the actual number is 0.',
      node.at,
    );
  const result = rule({ name: node.name, args, at: node.at }, emit, node.distinct);
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
  if (node.window.order.length === 0) throw cannotCompute(`${node.name}() OVER a window without ORDER BY`, node.at);
  if (node.window.frame) throw cannotCompute(`${node.name}() with a window frame`, node.at);
  if (node.filter || node.distinct) throw cannotCompute(`${node.name}() with FILTER or DISTINCT`, node.at);
  return aggregateCall(node, rule, context);
}

/** A function call, if the function is on the list of those that the engine computes as Spark does. */
export function call(node: Call, context: Context): Typed {
  const ranking = RANKING_RULES.get(node.name);
  if (ranking) return rankingCall(node, ranking, context);
  const aggregate = AGGREGATE_RULES.get(node.name);
  return aggregate ? aggregateCall(node, aggregate, context) : plainCall(node, context);
}
