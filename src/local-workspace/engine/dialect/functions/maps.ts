import { coerce, unify } from '../analyze/coerce.ts';
import { raise } from '../analyze/raise.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { wantKey, wantTyped } from './array-types.ts';
import { define } from './define.ts';
import { argument, count, type Given, type Rule, textLiteral, unexpected, wrongCount } from './rule.ts';
import { match, readSignature } from './signature.ts';

/** The engine looks for a key that comes twice in all the keys at once, and cannot be cancelled meanwhile. */
const MOST_KEYS = 100_000;
/** The part of a CASE that refuses a map with so many keys. */
const refuseMany = (keys: string, name: string, type: types.SqlType): string => {
  const { errorClass, sqlState, text } = cannotCompute(`${name}() of more than ${MOST_KEYS} keys`);
  return `WHEN len(${keys}) > ${MOST_KEYS} THEN ${raise(errorClass, sqlState, text, undefined, '', type)}`;
};

/** A map of keys and values; a key that is NULL or comes twice is Spark's error, raised by the engine in its own words. */
const build = (keys: string, values: string, type: types.SqlType): string =>
  `CAST(map(${keys}, ${values}) AS ${types.engineType(type)})`;

function wantMap(given: Given, index = 0): types.SqlType {
  const { type } = argument(given, index);
  if (type.name !== 'MAP') throw unexpected(given, argument(given, index), '"MAP"');
  return type;
}

const hasMap = (type: types.SqlType): boolean => type.name === 'MAP' || (type.parts ?? []).some(hasMap);
const makeMap: Rule = (given) => {
  if (given.args.length % 2 === 1) throw wrongCount(given);
  const [keys, values] = [0, 1].map((odd) =>
    unify(
      given.args.filter((_, index) => index % 2 === odd),
      given.name,
      given.at,
    ),
  );
  const type = types.map(keys?.type ?? types.VOID, values?.type ?? types.VOID);
  if (hasMap(types.firstPart(type)))
    throw new SqlError(
      'DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE',
      '42K09',
      `Cannot resolve "map" due to data type mismatch: The key of map cannot be/contain "${types.typeText(types.firstPart(type))}".`,
      given.at,
    );
  const list = (side: typeof keys): string =>
    `CAST([${side?.values.map(({ sql }) => sql).join(', ')}] AS ${types.engineType(side?.type ?? types.VOID)}[])`;
  return { sql: build(list(keys), list(values), type), type };
};

const fromEntries: Rule = (given) => {
  count(given, 1);
  const { type } = argument(given, 0);
  const entry = types.firstPart(type);
  if (type.name !== 'ARRAY' || entry.name !== 'STRUCT' || entry.parts?.length !== 2)
    throw unexpected(given, argument(given, 0), '"ARRAY" of pair "STRUCT"');
  const list = argument(given, 0).sql;
  const whole = types.map(types.firstPart(entry), types.secondPart(entry));
  const sql = build(`list_transform(${list}, lambda x: x.f0)`, `list_transform(${list}, lambda x: x.f1)`, whole);
  return {
    sql: `CASE WHEN ${list} IS NULL OR len(list_filter(${list}, lambda x: x IS NULL)) > 0 THEN NULL ${refuseMany(list, given.name, whole)} ELSE ${sql} END`,
    type: whole,
  };
};

const concat: Rule = (given) => {
  if (given.args.length === 0) {
    const type = types.map(types.STRING, types.STRING);
    return { sql: `CAST(map([], []) AS ${types.engineType(type)})`, type };
  }
  if (given.args.some((arg) => arg.type.name !== 'MAP'))
    throw new SqlError(
      'DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES',
      '42K09',
      `Cannot resolve "map_concat" due to data type mismatch: The \`map_concat\` should all be of type map, but it's [${given.args.map((arg) => types.typeText(arg.type)).join(', ')}].`,
      given.at,
    );
  const { values, type } = unify(given.args, given.name, given.at);
  const [keys, items] = ['map_keys', 'map_values'].map((part) =>
    values.length === 1
      ? `${part}(${values[0]?.sql})`
      : `list_concat(${values.map(({ sql }) => `${part}(${sql})`).join(', ')})`,
  );
  return {
    sql: `CASE WHEN ${values.map(({ sql }) => `${sql} IS NULL`).join(' OR ')} THEN NULL ${refuseMany(keys ?? '', given.name, type)} ELSE ${build(keys ?? '', items ?? '', type)} END`,
    type,
  };
};

/** A struct of its arguments; those that are columns or aliases keep their names. */
const makeStruct: Rule = (given) => {
  const names = given.args.map((arg, index) => (arg.isNamed ? arg.name : `col${index + 1}`));
  return structOf(names, given.args);
};
export function structOf(names: readonly string[], args: Given['args']): ReturnType<Rule> {
  const type = types.struct(
    names,
    args.map((arg) => arg.type),
  );
  if (args.length === 0) throw cannotCompute('a struct without fields');
  return { sql: `struct_pack(${args.map((arg, index) => `f${index} := ${arg.sql}`).join(', ')})`, type };
}
function notText(given: Given, shown: string): SqlError {
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: Only foldable \`STRING\` expressions are allowed to appear at odd position, but they are ["${shown}"].`;
  return new SqlError('DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING', '42K09', sentence, given.at);
}
const namedStruct: Rule = (given) => {
  if (given.args.length % 2 === 1 || given.args.length === 0) throw wrongCount(given);
  const names = given.args.flatMap((arg, index) => {
    if (index % 2 === 1) return [];
    if (arg.type.name !== 'STRING') throw notText(given, arg.name);
    return [textLiteral(given, index)];
  });
  return structOf(
    names,
    given.args.filter((_, index) => index % 2 === 1),
  );
};

export function fieldNotFound(name: string, type: types.SqlType, at: number): SqlError {
  const sentence = `No such struct field \`${name}\` in ${(type.names ?? []).map((own) => `\`${own}\``).join(', ')}.`;
  return new SqlError('FIELD_NOT_FOUND', '42704', sentence, at);
}

const strToMap: Rule = (given) => {
  const other = given.args.find((arg) => !['STRING', 'VOID'].includes(arg.type.name));
  if (other) throw unexpected(given, other, '"STRING"');
  const { args } = match(given, readSignature('string, string = `,`, string = `:` -> string'));
  const pairs = `list_transform(spark_split_or_error(${args[0]}, ${args[1]}, -1), lambda x: spark_split_or_error(x, ${args[2]}, 2))`;
  const type = types.map(types.STRING, types.STRING);
  return {
    sql: `CASE WHEN ${args.map((arg) => `${arg} IS NULL`).join(' OR ')} THEN NULL ${refuseMany(pairs, given.name, type)} ELSE ${build(`list_transform(${pairs}, lambda x: x[1])`, `list_transform(${pairs}, lambda x: x[2])`, type)} END`,
    type,
  };
};

const part =
  (build_: (map: string, type: types.SqlType) => string, result: (type: types.SqlType) => types.SqlType): Rule =>
  (given) => {
    count(given, 1);
    const own = argument(given, 0);
    const isVoid = own.type.name === 'VOID';
    const map = isVoid ? coerce(own, types.map(types.VOID, types.VOID)) : own;
    const type = wantMap({ ...given, args: [map] });
    return { sql: build_(map.sql, type), type: result(type) };
  };

/** Functions of maps and structs. */
export const MAPS = define({
  map: makeMap,
  map_from_arrays: (given) => {
    const { args, type } = match(given, readSignature('array<K>, array<V> -> map<K,V>'));
    const [keys = '', values = ''] = args;
    const failure =
      "error('[INVALID_PARAMETER_VALUE] The key array and value array of MapData must have the same length. SQLSTATE: 22023')";
    return {
      sql: `CASE WHEN ${keys} IS NULL OR ${values} IS NULL THEN NULL WHEN len(${keys}) <> len(${values}) THEN CAST(${failure} AS ${types.engineType(type)}) ${refuseMany(keys, given.name, type)} ELSE ${build(keys, values, type)} END`,
      type,
    };
  },
  map_from_entries: fromEntries,
  map_concat: concat,
  map_keys: part(
    (map) => `map_keys(${map})`,
    (type) => types.array(types.firstPart(type)),
  ),
  map_values: part(
    (map) => `map_values(${map})`,
    (type) => types.array(types.secondPart(type)),
  ),
  map_entries: part(
    (map) => `list_transform(map_entries(${map}), lambda x: struct_pack(f0 := x.key, f1 := x.value))`,
    (type) => types.array(types.struct(['key', 'value'], [types.firstPart(type), types.secondPart(type)])),
  ),
  map_contains_key: (given) => {
    wantTyped(given);
    if (argument(given, 0).type.name === 'MAP') wantKey(given);
    const { args } = match(given, readSignature('map<K,V>, K -> boolean'));
    return {
      sql: `CASE WHEN ${args[0]} IS NOT NULL AND ${args[1]} IS NOT NULL THEN list_contains(map_keys(${args[0]}), ${args[1]}) END`,
      type: types.BOOLEAN,
    };
  },
  str_to_map: strToMap,
  struct: makeStruct,
  named_struct: namedStruct,
});
