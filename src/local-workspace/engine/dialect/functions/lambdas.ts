import type { DuckDBValue } from '@duckdb/node-api';
import { coerce, wantBoolean, wantOrdered } from '../analyze/coerce.ts';
import { orderKey } from '../analyze/order-key.ts';
import { roomyItem, roomyStep } from '../analyze/room.ts';
import type { Typed } from '../analyze/typed.ts';
import { itemsOf } from '../natives/show-value.ts';
import type { Call } from '../parse/ast.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, fn } from './define.ts';

type Result = { readonly sql: string; readonly type: types.SqlType };
type Variable = { readonly sql: string; readonly type: types.SqlType };
/** Computes the body of a lambda over its variables. */
export type Body = (variables: readonly Variable[]) => Typed;

/** A function with lambdas gets its plain arguments, then the bodies. */
export type LambdaRule = (args: readonly Typed[], bodies: readonly Body[], node: Call, fresh: () => string) => Result;

function wrong(node: Call, text: string): SqlError {
  return new SqlError(
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
    '42K09',
    `Cannot resolve "${node.name}" due to data type mismatch: ${text}.`,
    node.at,
  );
}
function listOf(value: Typed | undefined, node: Call): { sql: string; element: types.SqlType } {
  if (value?.type.name !== 'ARRAY') throw wrong(node, 'the first parameter requires the "ARRAY" type');
  return { sql: value.sql, element: types.firstPart(value.type) };
}
function mapOf(value: Typed | undefined, node: Call): { sql: string; key: types.SqlType; value: types.SqlType } {
  if (value?.type.name !== 'MAP') throw wrong(node, 'the first parameter requires the "MAP" type');
  return { sql: value.sql, key: types.firstPart(value.type), value: types.secondPart(value.type) };
}
const bodyOf = (bodies: readonly Body[], index: number, node: Call): Body => {
  const body = bodies[index];
  if (body) return body;
  throw wrongNumber(node);
};
export function wrongNumber(node: Call): SqlError {
  const sentence = `The \`${node.name}\` requires other parameters but the actual number is ${node.args.length}.`;
  return new SqlError('WRONG_NUM_ARGS.WITHOUT_SUGGESTION', '42605', sentence, node.at);
}

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

/** Goes through the entries of a map; the engine calls the parts of an entry key and value. */
const overEntries =
  (build: (map: ReturnType<typeof mapOf>, x: string, value: Typed, node: Call) => Result): LambdaRule =>
  (args, bodies, node, fresh) => {
    const map = mapOf(args[0], node);
    const x = fresh();
    const value = bodyOf(
      bodies,
      0,
      node,
    )([
      { sql: `${x}.key`, type: map.key },
      { sql: `${x}.value`, type: map.value },
    ]);
    return build(map, x, value, node);
  };
const entries = (sql: string): string => `map_entries(${sql})`;

const mapFilter = overEntries((map, x, value, node) => {
  const kept = `list_filter(${entries(map.sql)}, lambda ${x}: coalesce(${wantBoolean(value, node.name, node.at).sql}, false))`;
  const type = types.map(map.key, map.value);
  return { sql: `CAST(map_from_entries(${kept}) AS ${types.engineType(type)})`, type };
});
const rebuilt = (keys: string, values: string, type: types.SqlType, map: string): Result => ({
  sql: `CASE WHEN ${map} IS NULL THEN NULL ELSE CAST(map(${keys}, ${values}) AS ${types.engineType(type)}) END`,
  type,
});
const transformValues = overEntries((map, x, value) =>
  rebuilt(
    `map_keys(${map.sql})`,
    `list_transform(${entries(map.sql)}, lambda ${x}: ${value.sql})`,
    types.map(map.key, value.type),
    map.sql,
  ),
);
const transformKeys = overEntries((map, x, value) =>
  rebuilt(
    `list_transform(${entries(map.sql)}, lambda ${x}: ${value.sql})`,
    `map_values(${map.sql})`,
    types.map(value.type, map.value),
    map.sql,
  ),
);
const mapZipWith: LambdaRule = (args, bodies, node, fresh) => {
  const [a, b] = [mapOf(args[0], node), mapOf(args[1], node)];
  if (!types.sameType(a.key, b.key)) throw cannotCompute('map_zip_with() over keys of two types', node.at);
  const k = fresh();
  const keys = `list_concat(map_keys(${a.sql}), list_filter(map_keys(${b.sql}), lambda ${k}: NOT list_contains(map_keys(${a.sql}), ${k})))`;
  const value = bodyOf(
    bodies,
    0,
    node,
  )([
    { sql: k, type: a.key },
    { sql: `(${a.sql})[${k}]`, type: a.value },
    { sql: `(${b.sql})[${k}]`, type: b.value },
  ]);
  return rebuilt(
    keys,
    `list_transform(${keys}, lambda ${k}: ${value.sql})`,
    types.map(a.key, value.type),
    `${a.sql} IS NULL OR ${b.sql}`,
  );
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
