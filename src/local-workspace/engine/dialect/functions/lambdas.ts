import type { DuckDBValue } from '@duckdb/node-api';
import { coerce, wantBoolean, wantOrdered } from '../analyze/coerce.ts';
import { contains } from '../analyze/constant.ts';
import { orderKey } from '../analyze/order-key.ts';
import { roomyItem, roomyStep } from '../analyze/room.ts';
import type { Context, Scope, Typed } from '../analyze/typed.ts';
import { itemsOf } from '../natives/show-value.ts';
import type { Call, Expression } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, fn } from './define.ts';
import { type Body, bodyOf, type LambdaRule, listOf, type Variable, wrong, wrongNumber } from './lambda-rule.ts';
import { mapFilter, mapZipWith, transformKeys, transformValues } from './map-lambdas.ts';

/** The index counts from 0 in Spark and from 1 in the engine. */
const indexed = (item: Variable, index: string): Variable[] => [
  item,
  { sql: `CAST(${index} - 1 AS INTEGER)`, type: types.INT },
];

const transform: LambdaRule = (args, bodies, node, fresh) => {
  const list = listOf(args[0], node);
  const [x, i] = [fresh(), fresh()];
  const value = bodyOf(bodies, 0, node)(indexed({ sql: x, type: list.element }, i));
  const item = roomyItem(value.sql, value.type, i);
  return { sql: `list_transform(${list.sql}, lambda ${x}, ${i}: ${item})`, type: types.array(value.type) };
};
const filter: LambdaRule = (args, bodies, node, fresh) => {
  const list = listOf(args[0], node);
  const [x, i] = [fresh(), fresh()];
  const value = wantBoolean(bodyOf(bodies, 0, node)(indexed({ sql: x, type: list.element }, i)), node.name, node.at);
  return {
    sql: `list_filter(${list.sql}, lambda ${x}, ${i}: coalesce(${roomyItem(value.sql, types.BOOLEAN, i)}, false))`,
    type: types.array(list.element),
  };
};

define({
  any_true: fn('array<boolean> -> boolean', (list: DuckDBValue) => decide(list, true)),
  all_true: fn('array<boolean> -> boolean', (list: DuckDBValue) => decide(list, false)),
});
/** `word` where one is it; else NULL where one is NULL; else the other. */
function decide(list: DuckDBValue, word: boolean): boolean | null {
  const items = itemsOf(list);
  if (items.includes(word)) return word;
  return items.includes(null) ? null : !word;
}
const test =
  (native: string): LambdaRule =>
  (args, bodies, node, fresh) => {
    const list = listOf(args[0], node);
    const [x, i] = [fresh(), fresh()];
    const value = wantBoolean(bodyOf(bodies, 0, node)([{ sql: x, type: list.element }]), node.name, node.at);
    const item = roomyItem(value.sql, types.BOOLEAN, i);
    const all = `list_transform(${list.sql}, lambda ${x}, ${i}: ${item})`;
    return { sql: `${native}(${all})`, type: types.BOOLEAN };
  };

const aggregate: LambdaRule = (args, bodies, node, fresh) => {
  const list = listOf(args[0], node);
  const zero = args[1];
  if (!zero) throw wrong(node, 'it requires a start');
  const [a, x, i] = [fresh(), fresh(), fresh()];
  const merged = bodyOf(
    bodies,
    0,
    node,
  )([
    { sql: `${a}.a`, type: zero.type },
    { sql: `${x}.x`, type: list.element },
  ]);
  if (!types.sameType(merged.type, zero.type) && merged.type.name !== 'VOID')
    throw wrong(node, `the third parameter requires the "${types.typeText(zero.type)}" type`);
  const pair = (start: string, item: string): string =>
    `CAST(struct_pack(a := ${start}, x := ${item}) AS STRUCT(a ${types.engineType(zero.type)}, x ${types.engineType(list.element)}))`;
  // What is reduced is pairs of a state and an item, so that both may be NULL and of any type.
  const pairs = `list_transform(${list.sql}, lambda ${x}: ${pair('NULL', x)})`;
  const next = roomyItem(pair(coerce(merged, zero.type).sql, 'NULL'), types.struct([], []), i);
  const reduced = `(list_reduce(${pairs}, lambda ${a}, ${x}, ${i}: ${next}, ${pair(zero.sql, 'NULL')})).a`;
  const finish = bodies[1]?.([{ sql: reduced, type: zero.type }]);
  const value = finish ?? { sql: reduced, type: zero.type };
  return { sql: `CASE WHEN ${list.sql} IS NULL THEN NULL ELSE ${value.sql} END`, type: value.type };
};

const zipWith: LambdaRule = (args, bodies, node, fresh) => {
  const [a, b] = [listOf(args[0], node), listOf(args[1], node)];
  const i = fresh();
  const value = bodyOf(
    bodies,
    0,
    node,
  )([
    { sql: `(${a.sql})[${i}]`, type: a.element },
    { sql: `(${b.sql})[${i}]`, type: b.element },
  ]);
  const most = `greatest(len(${a.sql}), len(${b.sql}))`;
  return {
    sql: `CASE WHEN ${a.sql} IS NULL OR ${b.sql} IS NULL THEN NULL ELSE list_transform(range(1, ${most} + 1), lambda ${i}: ${roomyItem(value.sql, value.type, i)}) END`,
    type: types.array(value.type),
  };
};

/** Sorted by insertion: each item goes behind those that are not greater. */
const arraySort: LambdaRule = (args, bodies, node, fresh) => {
  const list = listOf(args[0], node);
  const compare = bodies[0];
  if (!compare) {
    wantOrdered(list.element, node.name, node.at);
    const key = orderKey('x', list.element);
    if (key === 'x') return { sql: `list_sort(${list.sql}, 'ASC', 'NULLS LAST')`, type: types.array(list.element) };
    const pairs = `list_transform(${list.sql}, lambda x: struct_pack(k := x IS NULL, o := ${key}, v := x))`;
    return { sql: `list_transform(list_sort(${pairs}), lambda x: x.v)`, type: types.array(list.element) };
  }
  const [sorted, x, y, i] = [fresh(), fresh(), fresh(), fresh()];
  const engine = types.engineType(list.element);
  const compared = compare([
    { sql: y, type: list.element },
    { sql: `${x}[1]`, type: list.element },
  ]);
  if (compared.type.name !== 'INT') {
    const sentence = `Cannot resolve "${node.name}" due to data type mismatch: the comparator requires return "INT" type, but the actual is "${types.typeText(compared.type)}" type.`;
    throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE', '42K09', sentence, node.at);
  }
  const order = compared.sql;
  const nothing =
    'CAST(error(\'[COMPARATOR_RETURNS_NULL] The comparator has returned a NULL for a comparison. It should return a positive integer for "greater than", 0 for "equal" and a negative integer for "less than". SQLSTATE: 22004\') AS INTEGER)';
  const known = `coalesce(${order}, ${nothing})`;
  const merged = `list_concat(list_filter(${sorted}, lambda ${y}: ${known} <= 0), ${x}, list_filter(${sorted}, lambda ${y}: ${known} > 0))`;
  const item = roomyItem(`CAST([${x}] AS ${engine}[])`, types.array(list.element), i);
  const single = `list_transform(${list.sql}, lambda ${x}, ${i}: ${item})`;
  return {
    sql: `list_reduce(${single}, lambda ${sorted}, ${x}, ${i}: ${roomyStep(merged, i)}, CAST([] AS ${engine}[]))`,
    type: types.array(list.element),
  };
};

/** Functions that take lambdas; `exists` without one is a subquery and not here. */
const RULES: Readonly<Record<string, LambdaRule>> = {
  transform,
  filter,
  exists: test('spark_any_true'),
  forall: test('spark_all_true'),
  aggregate,
  reduce: aggregate,
  zip_with: zipWith,
  map_filter: mapFilter,
  transform_values: transformValues,
  transform_keys: transformKeys,
  map_zip_with: mapZipWith,
  array_sort: arraySort,
};
export const LAMBDAS = new Map(Object.entries(RULES));

/** How many arguments come before the lambdas of a function, and how many lambdas there may be, where it is not one of each. */
const SHAPES: Readonly<Record<string, readonly [plain: number, most: number]>> = {
  aggregate: [2, 2],
  reduce: [2, 2],
  zip_with: [2, 1],
  map_zip_with: [2, 1],
};
function checkShape(node: Call, lambdas: number): void {
  const [plain, most] = SHAPES[node.name] ?? [1, 1];
  if (node.args.length > plain + most) throw wrongNumber(node);
  if (node.args.length - lambdas > plain)
    throw cannotCompute(`${node.name}() with a value in place of a lambda`, node.at);
}

const lambdasAround = ({ isLambda, outer }: Scope): number => (isLambda ? 1 : 0) + (outer ? lambdasAround(outer) : 0);

/** A call of a function with lambdas. */
export function lambdaCall(rule: LambdaRule, node: Call, context: Context): Typed {
  // Named by their depth, so that the same text gives the same engine SQL, also in GROUP BY.
  let made = 0;
  const depth = lambdasAround(context.scope) + (context.environment.parameters?.lambdas ?? 0);
  context.seen.lambda = true;
  const fresh = (): string => {
    made += 1;
    return `l${depth}_${made}`;
  };
  const plain = node.args.filter((arg) => arg.kind !== 'lambda').map((arg) => context.rules.expression(arg, context));
  const lambdas = node.args.filter((arg): arg is Extract<Expression, { kind: 'lambda' }> => arg.kind === 'lambda');
  checkShape(node, lambdas.length);
  const bodies = lambdas.map(
    (lambda): Body =>
      (variables) => {
        // The index of an item may be left out, and nothing else.
        const least = node.name === 'transform' || node.name === 'filter' ? 1 : variables.length;
        if (lambda.names.length > variables.length || lambda.names.length < least)
          throw new SqlError(
            'INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH',
            '42K0D',
            `A higher order function expects ${lambda.names.length} arguments, but got ${variables.length}.`,
            node.at,
          );
        if (new Set(lambda.names.map((name) => name.toLowerCase())).size < lambda.names.length)
          throw new SqlError(
            'INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES',
            '42K0D',
            `Invalid lambda function call. The lambda function has duplicate arguments ${lambda.names.join(', ')}.`,
            node.at,
          );
        const visible = lambda.names.map((name, index) => {
          const variable = variables[index] ?? { sql: 'NULL', type: types.VOID };
          return { name, sql: variable.sql, type: variable.type, origins: [] };
        });
        if (contains(lambda.body, ['scalar', 'exists', 'in-query']))
          throw new SqlError(
            'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION',
            '0A000',
            'Unsupported subquery expression: Subquery expressions are not supported within higher-order functions.',
            node.at,
          );
        const scope = { sources: [], visible, outer: context.scope, isLambda: true };
        const value = context.rules.expression(lambda.body, { ...context, scope });
        context.environment.draws.release(value.sql);
        return value;
      },
  );
  const { sql, type } = rule(plain, bodies, node, fresh);
  // A variable may stand for a part of an argument, which is not of the lambda.
  for (const arg of plain) context.environment.draws.keep(arg.sql);
  const names = node.args.map((arg) => (arg.kind === 'lambda' ? 'lambdafunction()' : ''));
  let next = 0;
  const shown = names.map((name) => name || (plain[next++]?.name ?? ''));
  return { sql, type, name: `${node.name}(${shown.join(', ')})` };
}
