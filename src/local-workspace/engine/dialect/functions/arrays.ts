import { textOf } from '../analyze/cast.ts';
import { coerce, unify } from '../analyze/coerce.ts';
import { roomyItem } from '../analyze/room.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { extreme, sortArray, wantArray } from './array-order.ts';
import { wantElement, wantKey, wantPair, wantTyped } from './array-types.ts';
import { define } from './define.ts';
import { argument, count, type Given, type Rule, unexpected } from './rule.ts';
import { sequence } from './sequences.ts';
import { isHeld, match, readSignature } from './signature.ts';

/** A rule that builds on the arguments in the types of its signature. */
const typed = (
  signature: string,
  build: (args: readonly string[], type: types.SqlType, given: Given) => string,
): Rule => {
  const read = readSignature(signature);
  return (given) => {
    const { args, type } = match(given, read);
    return { sql: build(args, type, given), type };
  };
};

const makeArray: Rule = (given) => {
  if (given.args.length === 0) return { sql: 'CAST([] AS INTEGER[])', type: types.array(types.VOID) };
  const { values, type } = unify(given.args, given.name, given.at);
  const list = types.array(type);
  return { sql: `CAST([${values.map(({ sql }) => sql).join(', ')}] AS ${types.engineType(list)})`, type: list };
};

function indexError(errorClass: string, index: string, size: string, type: types.SqlType): string {
  const text = `'[${errorClass}] The index ' || ${index} || ' is out of bounds. The array has ' || ${size} || ' elements. Use the SQL function \`try_element_at\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003'`;
  return `CAST(error(${text}) AS ${types.engineType(type)})`;
}
const ZERO =
  "error('[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1). SQLSTATE: 22003')";

/** At a place that is NULL for certain, Spark takes a NULL for 0. */
export function wantPlace(index: string, at: number): void {
  if (/^CAST\(NULL AS \w+\)$/.test(index)) throw cannotCompute('an array at NULL', at);
}

/** `array[index]`, from 0; what is not there is an error. */
export function arrayItem(list: string, index: string, type: types.SqlType): string {
  const outside = `${index} < 0 OR ${index} >= len(${list})`;
  return `CASE WHEN ${outside} THEN ${indexError('INVALID_ARRAY_INDEX', index, `len(${list})`, type)} ELSE (${list})[CAST(${index} AS BIGINT) + 1] END`;
}

const elementAt =
  (strict: boolean): Rule =>
  (given) => {
    count(given, 2);
    const value = argument(given, 0);
    if (value.type.name === 'MAP') {
      wantKey(given);
      return mapItem(given);
    }
    if (value.type.name !== 'ARRAY') throw unexpected(given, value, '("ARRAY" or "MAP")');
    const place = argument(given, 1);
    if (!types.isInteger(place.type) || place.type.name === 'BIGINT') throw unexpected(given, place, '"INT"');
    const type = types.firstPart(value.type);
    const [list, index] = [value.sql, coerce(place, types.INT).sql];
    wantPlace(index, given.at);
    const item = `(${list})[${index}]`;
    const zero = `WHEN ${index} = 0 THEN CAST(${ZERO} AS ${types.engineType(type)})`;
    const far = `WHEN abs(${index}) > len(${list}) THEN ${indexError('INVALID_ARRAY_INDEX_IN_ELEMENT_AT', index, `len(${list})`, type)}`;
    return { sql: `CASE ${zero}${strict ? ` ${far}` : ''} ELSE ${item} END`, type };
  };
export const mapItem: Rule = (given) => {
  const [map, key] = [argument(given, 0), argument(given, 1)];
  // In a map of nothing there is nothing, whatever is looked for.
  if (types.firstPart(map.type).name === 'VOID')
    return { sql: 'CAST(NULL AS INTEGER)', type: types.secondPart(map.type) };
  return { sql: `(${map.sql})[${coerce(key, types.firstPart(map.type)).sql}]`, type: types.secondPart(map.type) };
};

/** Functions of two arrays tell NULLs apart from nothing; elements keep the order in which they first come. */
const ARRAY_PAIR = 'array<T>, array<T> -> array<T>';
const ITEM = 'array<T>, T -> array<T>';
const added = (list: string | undefined, sql: string, type: types.SqlType): string =>
  `CASE WHEN ${list} IS NULL THEN NULL ELSE CAST(${sql} AS ${types.engineType(type)}) END`;
const same = (a: string, b: string): string => `${a} IS NOT DISTINCT FROM ${b}`;
const has = (list: string, item: string): string => `len(list_filter(${list}, lambda y: ${same('y', item)})) > 0`;
const distinct = (list: string): string =>
  `list_filter(${list}, lambda x, i: i = 1 OR NOT (len(list_filter((${list})[1:i - 1], lambda y: ${same('y', 'x')})) > 0))`;
const either = (args: readonly string[], sql: string): string =>
  `CASE WHEN ${args.map((arg) => `${arg} IS NULL`).join(' OR ')} THEN NULL ELSE ${sql} END`;

/** Three answers: it is there, it is not, or there is a NULL that it might be. */
const contains = (list: string, item: string): string =>
  `CASE WHEN ${list} IS NULL OR ${item} IS NULL THEN NULL WHEN coalesce(list_contains(${list}, ${item}), false) THEN true WHEN len(list_filter(${list}, lambda y: y IS NULL)) > 0 THEN NULL ELSE false END`;

const paired = (build: (args: readonly string[]) => string): Rule => {
  const rule = typed(ARRAY_PAIR, build);
  return (given) => {
    wantPair(given);
    return rule(given);
  };
};
const withElement =
  (index: number, rule: Rule): Rule =>
  (given) => {
    wantElement(given, index);
    return rule(given);
  };

function wantIndex(given: Given): void {
  if (argument(given, 1).type.name === 'ARRAY') throw unexpected(given, argument(given, 1), '"INT"');
}

const size: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  // What fails, fails in array_size() alone.
  if (value.type.name === 'VOID')
    return { sql: `CAST(${given.name === 'array_size' ? value.sql : 'NULL'} AS INTEGER)`, type: types.INT };
  if (value.type.name === 'MAP' && given.name !== 'array_size')
    return { sql: `CAST(cardinality(${value.sql}) AS INTEGER)`, type: types.INT };
  wantArray(given);
  return { sql: `CAST(len(${value.sql}) AS INTEGER)`, type: types.INT };
};

const join: Rule = (given) => {
  count(given, 2, 3);
  const loose = given.args.slice(1).find((arg) => !isHeld(arg.type, types.STRING));
  if (loose) throw unexpected(given, loose, '"STRING"');
  if (argument(given, 0).type.name === 'VOID') return { sql: 'CAST(NULL AS VARCHAR)', type: types.STRING };
  const element = types.firstPart(wantArray(given));
  if (types.isNested(element)) throw unexpected(given, argument(given, 0), '"ARRAY<STRING>"');
  const texts = `list_transform(${argument(given, 0).sql}, lambda x: ${element.name === 'STRING' ? 'x' : textOf('x', element)})`;
  const mark = coerce(argument(given, 1), types.STRING).sql;
  const filled = given.args[2]
    ? `list_transform(${texts}, lambda x: coalesce(x, ${coerce(given.args[2], types.STRING).sql}))`
    : `list_filter(${texts}, lambda x: x IS NOT NULL)`;
  return {
    sql: either(
      [argument(given, 0).sql, mark, ...(given.args[2] ? [given.args[2].sql] : [])],
      `coalesce(array_to_string(${filled}, ${mark}), '')`,
    ),
    type: types.STRING,
  };
};

const zip: Rule = (given) => {
  if (given.args.length === 0) throw cannotCompute('arrays_zip() of nothing', given.at);
  const all = given.args.map((arg) => {
    if (arg.type.name === 'VOID') return coerce(arg, types.array(types.VOID));
    if (arg.type.name !== 'ARRAY') throw unexpected(given, arg, '"ARRAY"');
    return arg;
  });
  const names = all.map((arg, index) => (/^[\w.]+$/.test(arg.name) && arg.isNamed ? arg.name : String(index)));
  const type = types.struct(
    names,
    all.map((arg) => types.firstPart(arg.type)),
  );
  const most = `greatest(${all.map((arg) => `len(${arg.sql})`).join(', ')}, 0)`;
  const fields = all.map((arg, index) => `f${index} := (${arg.sql})[i]`);
  return {
    sql: either(
      all.map((arg) => arg.sql),
      `list_transform(range(1, ${most} + 1), lambda i: struct_pack(${fields.join(', ')}))`,
    ),
    type: types.array(type),
  };
};

const FLAT = typed(
  'array<array<T>> -> array<T>',
  ([list]) => `CASE WHEN len(list_filter(${list}, lambda x: x IS NULL)) > 0 THEN NULL ELSE flatten(${list}) END`,
);

/** Functions of arrays. */
export const ARRAYS = define({
  array: makeArray,
  size,
  cardinality: size,
  array_size: size,
  element_at: elementAt(true),
  try_element_at: elementAt(false),
  get: typed('array<T>, int -> T', ([list, index], type, given) => {
    wantArray(given);
    return `CASE WHEN ${index} >= 0 THEN CAST((${list})[CAST(${index} AS BIGINT) + 1] AS ${types.engineType(type)}) END`;
  }),
  sort_array: sortArray,
  array_max: extreme('DESC'),
  array_min: extreme('ASC'),
  array_contains: (given) => {
    wantTyped(given);
    const { args } = match(given, readSignature('array<T>, T -> T'));
    return { sql: contains(args[0] ?? '', args[1] ?? ''), type: types.BOOLEAN };
  },
  array_position: (given) => {
    wantTyped(given, true);
    wantElement(given, 1);
    const { args } = match(given, readSignature('array<T>, T -> T'));
    return {
      sql: either(args, `CAST(coalesce(list_position(${args[0]}, ${args[1]}), 0) AS BIGINT)`),
      type: types.BIGINT,
    };
  },
  array_remove: withElement(
    1,
    typed(ITEM, ([list, item]) => either([item ?? ''], `list_filter(${list}, lambda x: x IS NULL OR x <> ${item})`)),
  ),
  array_append: withElement(
    1,
    typed(ITEM, ([list, item], type) => added(list, `list_append(${list}, ${item})`, type)),
  ),
  array_prepend: withElement(
    1,
    typed(ITEM, ([list, item], type) => added(list, `list_prepend(${item}, ${list})`, type)),
  ),
  array_compact: typed('array<T> -> array<T>', ([list]) => `list_filter(${list}, lambda x: x IS NOT NULL)`),
  array_distinct: typed('array<T> -> array<T>', ([list]) => distinct(list ?? '')),
  array_union: paired((args) => either(args, distinct(`list_concat(${args[0]}, ${args[1]})`))),
  array_intersect: paired(([a = '', b = '']) =>
    either([a, b], `list_filter(${distinct(a)}, lambda x: ${has(b, 'x')})`),
  ),
  array_except: paired(([a = '', b = '']) =>
    either([a, b], `list_filter(${distinct(a)}, lambda x: NOT (${has(b, 'x')}))`),
  ),
  arrays_overlap: (given) => {
    wantPair(given);
    const { args } = match(given, readSignature(ARRAY_PAIR));
    const [a = '', b = ''] = args;
    const nulls = `len(${a}) > 0 AND len(${b}) > 0 AND (${[a, b].map((list) => `len(list_filter(${list}, lambda y: y IS NULL)) > 0`).join(' OR ')})`;
    return {
      sql: either(
        args,
        `CASE WHEN len(list_filter(${a}, lambda x: x IS NOT NULL AND list_contains(${b}, x))) > 0 THEN true WHEN ${nulls} THEN NULL ELSE false END`,
      ),
      type: types.BOOLEAN,
    };
  },
  array_repeat: (given) => {
    if (given.args[1] && !['INT', 'VOID'].includes(given.args[1].type.name))
      throw unexpected(given, given.args[1], '"INT"');
    const { args, type } = match(given, readSignature('T, int -> array<T>'));
    const [item, times] = args;
    const width = types.firstPart(type).name === 'ARRAY' ? `greatest(coalesce(len(${item}), 1), 1)` : '1';
    const all = `spark_places_or_error(CAST(${times} AS BIGINT), CAST(${width} AS BIGINT))`;
    const list = `list_transform(${all}, lambda i: ${roomyItem(item ?? '', types.firstPart(type), 'i')})`;
    return { sql: `CASE WHEN ${times} IS NULL THEN NULL ELSE CAST(${list} AS ${types.engineType(type)}) END`, type };
  },
  array_join: join,
  array_insert: (given) => {
    const place = argument(given, 1);
    if (!types.isInteger(place.type) || place.type.name === 'BIGINT') throw unexpected(given, place, '"INT"');
    wantElement(given, 2);
    const { args, type } = match(given, readSignature('array<T>, int, T -> array<T>'));
    const [list = '', at = '', item = ''] = args;
    const one = `CAST([${item}] AS ${types.engineType(type)})`;
    const nulls = (count_: string): string =>
      `list_transform(spark_places_or_error(CAST(${count_} AS BIGINT), 1), lambda i: CAST(NULL AS ${types.engineType(types.firstPart(type))}))`;
    const front = `CASE WHEN ${at} > len(${list}) THEN list_concat(${list}, ${nulls(`${at} - 1 - len(${list})`)}, ${one}) ELSE list_concat((${list})[1:${at} - 1], ${one}, (${list})[${at}:]) END`;
    const back = `CASE WHEN -${at} > len(${list}) THEN list_concat(${one}, ${nulls(`-${at} - 1 - len(${list})`)}, ${list}) ELSE list_concat((${list})[1:len(${list}) + ${at} + 1], ${one}, (${list})[len(${list}) + ${at} + 2:]) END`;
    return {
      sql: either(
        [list, at],
        `CASE WHEN ${at} = 0 THEN CAST(${ZERO} AS ${types.engineType(type)}) WHEN ${at} > 0 THEN ${front} ELSE ${back} END`,
      ),
      type,
    };
  },
  slice: (given) => {
    wantIndex(given);
    const { args, type } = match(given, readSignature('array<T>, int, int -> array<T>'));
    const [list = '', from = '', length = ''] = args;
    const start = `CASE WHEN ${from} < 0 THEN len(${list}) + ${from} + 1 ELSE ${from} END`;
    const wrong = (name: string, text: string) =>
      `CAST(error('[INVALID_PARAMETER_VALUE.${name}] The value of a parameter in slice is invalid: ${text}. SQLSTATE: 22023') AS ${types.engineType(type)})`;
    return {
      sql: either(
        args,
        `CASE WHEN ${from} = 0 THEN ${wrong('START', 'expects a positive or a negative value for start, but got 0')} WHEN ${length} < 0 THEN ${wrong('LENGTH', 'expects length greater than or equal to 0')} WHEN ${start} < 1 OR ${length} = 0 THEN CAST([] AS ${types.engineType(type)}) ELSE (${list})[${start}:${start} + ${length} - 1] END`,
      ),
      type,
    };
  },
  flatten: (given) => {
    wantArray(given);
    return FLAT(given);
  },
  arrays_zip: zip,
  sequence,
});
