import { AGGREGATE_FUNCTIONS, FUNCTIONS, WINDOW_FUNCTIONS } from '../functions/catalogue.ts';
import type { Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { arithmetic, negated } from './arithmetic.ts';
import { castSql } from './cast.ts';
import { coerce, unify, wantBoolean } from './coerce.ts';
import { asComparisons, collated, collatedComparison } from './collation.ts';
import { isAnew, refuseTwice } from './draws.ts';
import { isInQuery } from './in-query.ts';
import { field, item, path } from './parts.ts';
import * as predicates from './predicates.ts';
import { mayRaise } from './raise.ts';
import { resolveColumn } from './resolve-column.ts';
import { type Context, quoteText, type ScopeColumn, seeSubquery, type Typed } from './typed.ts';

/** Engine SQL of one expression; casts and divisions repeat their operand, so nesting them multiplies. */
const LONGEST = 2_000_000;

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

function literal(node: Of<'literal'>): Typed {
  const { type, value, shown } = node;
  const base = { type, name: shown, literal: value };
  if (type.name === 'VOID') return { type, name: 'NULL', sql: 'CAST(NULL AS INTEGER)' };
  if (type.name === 'STRING') return { ...base, sql: quoteText(value) };
  if (type.name === 'BINARY') return { ...base, sql: `unhex('${value}')` };
  const text = types.isInteger(type) || type.name === 'INTERVAL' ? value : quoteText(value);
  return { ...base, sql: `CAST(${text} AS ${types.engineType(type)})` };
}

function sign(node: Of<'negate' | 'plus' | 'not'>, context: Context): Typed {
  const value = context.rules.expression(node.operand, context);
  if (node.kind === 'negate') return negated(value, node.at);
  const number = value.type.name === 'STRING' || value.type.name === 'VOID' ? coerce(value, types.DOUBLE) : value;
  return { ...number, name: `(+ ${value.name})` };
}

/** `a || b || c`: texts are put together at once, lists and bytes two by two. */
function joined(node: Of<'binary'>, context: Context): Typed {
  const concat = FUNCTIONS.get('concat');
  if (!concat) throw cannotCompute('||', node.at);
  const operands = [node.right];
  let first = node.left;
  for (; first.kind === 'binary' && first.op === '||'; first = first.left) operands.unshift(first.right);
  const [head, ...others] = [first, ...operands].map((operand) => context.rules.expression(operand, context));
  if (!head) throw cannotCompute('||', node.at);
  const name = others.reduce((before, { name: own }) => `concat(${before}, ${own})`, head.name);
  const isText = ![head, ...others].some(({ type }) => type.name === 'ARRAY' || type.name === 'BINARY');
  if (isText) return { ...concat({ name: 'concat', args: [head, ...others], at: node.at }), name };
  return others.reduce((before, own) => {
    const both = concat({ name: 'concat', args: [before, own], at: node.at });
    return { ...both, name: `concat(${before.name}, ${own.name})` };
  }, head);
}

function binary(node: Of<'binary'>, context: Context): Typed {
  if (node.op === '||') return joined(node, context);
  const byCollation = /^[=<>!]/.test(node.op) ? collatedComparison(node, context) : undefined;
  if (byCollation) return byCollation;
  const left = context.rules.expression(node.left, context);
  const right = context.rules.expression(node.right, context);
  if (['+', '-', '*', '/', '%', 'DIV', '&', '|', '^'].includes(node.op))
    return arithmetic(node.op, left, right, node.at);
  return predicates.comparison(node.op, left, right, node.at);
}

function choose(node: Of<'case'>, context: Context): Typed {
  const operand = node.operand && context.rules.expression(node.operand, context);
  const conditions = node.branches.map(({ when }) => {
    const value = context.rules.expression(when, context);
    if (operand) return predicates.comparison('=', operand, value, when.at);
    if (value.type.name === 'VOID')
      throw new SqlError(
        'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
        '42K09',
        'Cannot resolve "CASE" due to data type mismatch: WHEN expressions must be "BOOLEAN", not "VOID".',
        when.at,
      );
    return wantBoolean(value, 'CASE', when.at);
  });
  const results = node.branches.map(({ result }) => context.rules.expression(result, context));
  if (node.otherwise) results.push(context.rules.expression(node.otherwise, context));
  const { values, type } = unify(results, 'CASE', node.at);
  const part = (text: (value: Typed | undefined) => string | undefined, given: readonly Typed[]): string => {
    const branches = conditions.map((condition, index) => ` WHEN ${text(condition)} THEN ${text(given[index])}`);
    return `CASE${branches.join('')}${node.otherwise ? ` ELSE ${text(given.at(-1))}` : ''} END`;
  };
  return { sql: `(${part((value) => value?.sql, values)})`, type, name: part((value) => value?.name, results) };
}

function cast(node: Of<'cast'>, context: Context): Typed {
  const value = context.rules.expression(node.operand, context);
  const word = node.lenient ? 'TRY_CAST' : 'CAST';
  const sql = castSql(value, node.type, node.lenient, node.at);
  return { sql, type: node.type, name: `${word}(${value.name} AS ${types.typeText(node.type)})` };
}

function subquery(node: Of<'exists' | 'scalar'>, context: Context): Typed {
  const met: ScopeColumn[] = [];
  const query = context.rules.query(node.query, context.environment, { ...context.scope, met }, context.rules);
  seeSubquery(context.seen, { kind: node.kind, met });
  if (node.kind === 'exists') return { sql: `EXISTS (${query.sql})`, type: types.BOOLEAN, name: 'exists()' };
  const [column] = query.columns;
  if (!column || query.columns.length > 1) {
    throw new SqlError(
      'INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN',
      '42823',
      `Scalar subquery must return only one column, but got ${query.columns.length}.`,
      node.at,
    );
  }
  context.seen.origins.push(...(query.origins[0] ?? []));
  return { sql: `(${query.sql})`, type: column.type, name: 'scalarsubquery()' };
}

function dispatch(node: Expression, context: Context): Typed {
  switch (node.kind) {
    case 'literal':
      return literal(node);
    case 'column':
      return resolveColumn(node.parts, node.at, context);
    case 'negate':
    case 'plus':
      return sign(node, context);
    case 'not':
      return predicates.not(node, context);
    case 'binary':
      return binary(node, context);
    case 'logic':
      return predicates.logic(node, context);
    case 'call':
      return context.rules.call(node, context);
    case 'lambda':
      throw new SqlError(
        'INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION',
        '42K0D',
        'A lambda function should only be used in a higher order function.',
        node.at,
      );
    case 'alias':
      return { ...context.rules.expression(node.operand, context), name: node.name, isNamed: true };
    case 'named':
      throw cannotCompute('named arguments of this function', node.at);
    case 'star':
      throw new SqlError('INVALID_USAGE_OF_STAR_OR_REGEX', '42000', "Invalid usage of '*' in an expression.", node.at);
    case 'item':
      return item(node, context);
    case 'field':
      return field(context.rules.expression(node.operand, context), node.name, node.at);
    case 'path':
      return path(node, context);
    case 'collate':
      return collated(node, context);
    case 'cast':
      return cast(node, context);
    case 'case':
      return choose(node, context);
    case 'in':
    case 'between': {
      const spelled = asComparisons(node);
      if (spelled) return context.rules.expression(spelled, context);
      return node.kind === 'in' ? predicates.isIn(node, context) : predicates.between(node, context);
    }
    case 'in-query':
      return isInQuery(node, context);
    case 'exists':
    case 'scalar':
      return subquery(node, context);
    case 'like':
      return predicates.like(node, context);
    case 'is':
      return predicates.is(node, context);
  }
}

/** What hands on to its parts that NULL and false are the same. */
const CONDITIONS: ReadonlySet<Expression['kind']> = new Set(['logic', 'not', 'in-query']);

/** What a name from outside does not reach: a query, and what is computed of many rows. */
const isClosed = (node: Expression): boolean =>
  ['scalar', 'exists', 'in-query'].includes(node.kind) ||
  (node.kind === 'call' && (AGGREGATE_FUNCTIONS.has(node.name) || WINDOW_FUNCTIONS.has(node.name)));

/** Each random value in it is computed once. */
function drawnOnce(node: Expression, typed: Typed, { environment }: Context): Typed {
  if (!isAnew(typed.sql)) return typed;
  const what = node.kind === 'call' ? `${node.name}()` : 'this expression';
  if (isClosed(node)) refuseTwice(typed.sql, `${what} of a random value`, node.at);
  const sql = isClosed(node) ? typed.sql : environment.draws.once(typed.sql, what, node.at);
  environment.draws.keep(sql);
  return { ...typed, sql };
}

/** Engine SQL, Spark's type and Spark's name of an expression; a construct not on the list is refused by name. */
export function expression(node: Expression, context: Context): Typed {
  const isValue = context.isCondition === true && !CONDITIONS.has(node.kind);
  const found = dispatch(node, isValue ? { ...context, isCondition: false } : context);
  const own = node.kind === 'column' ? found : { ...found, type: types.withoutChars(found.type) };
  const typed = drawnOnce(node, own, context);
  if ('span' in node && node.span && mayRaise(typed.sql))
    context.environment.session.sites?.push({ span: node.span, sql: typed.sql });
  if (typed.sql.length > LONGEST) throw cannotCompute('an expression this large', node.at);
  return typed;
}
