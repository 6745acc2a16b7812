import { asBoolean, coerce, wantOrdered } from '../analyze/coerce.ts';
import { orderKey } from '../analyze/order-key.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import type { AggregateRule, Sorted } from './aggregate-rule.ts';
import { hashSql, isHashed } from './hash.ts';
import { argument, count, type Given, number, text, unexpected, wantPositive, wholeLiteral } from './rule.ts';
import { averageOf, avg, sum, trySum } from './sums.ts';

const countRows: AggregateRule = (given, emit, { distinct }) => {
  const [first, ...rest] = given.args;
  if (!first) return { sql: emit('count', '*'), type: types.BIGINT };
  if (rest.length === 0) return { sql: emit('count', first.sql), type: types.BIGINT };
  // Spark counts the rows in which no argument is NULL.
  const complete = given.args.map((arg) => `${arg.sql} IS NOT NULL`).join(' AND ');
  const row = distinct ? `row(${given.args.map((arg) => arg.sql).join(', ')})` : '1';
  return { sql: emit('count', `CASE WHEN ${complete} THEN ${row} END`), type: types.BIGINT };
};

const extreme =
  (engine: 'min' | 'max'): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    const value = argument(given, 0);
    wantOrdered(value.type, given.name, given.at);
    if (!types.isNested(value.type)) return { sql: emit(engine, value.sql), type: value.type };
    return { sql: emit(`arg_${engine}`, `${value.sql}, ${orderKey(value.sql, value.type)}`), type: value.type };
  };
/** How many values max_by and min_by give. */
function howMany(given: Given): number {
  const value = argument(given, 2);
  const wanted = value.literal === undefined ? Number.NaN : Number(value.literal);
  if (value.literal === undefined && value.type.name !== 'VOID')
    throw cannotCompute(`${given.name}() of a number of values that is not a literal`, given.at);
  if (types.isInteger(value.type) && wanted >= 1 && wanted <= MOST_VALUES) return wanted;
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: the \`k\` must be between [1, ${MOST_VALUES}] (current value = ${value.literal ?? 'NULL'}).`;
  throw new SqlError('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', '42K09', sentence, given.at);
}
const MOST_VALUES = 100_000;
const extremeBy =
  (engine: 'min' | 'max'): AggregateRule =>
  (given, emit, { distinct }) => {
    count(given, 2, 3);
    if (distinct && given.args.length === 3)
      throw cannotCompute(`${given.name}() of several DISTINCT values`, given.at);
    const [value, by] = [argument(given, 0), argument(given, 1)];
    wantOrdered(by.type, given.name, given.at);
    const key = orderKey(by.sql, by.type);
    if (given.args.length === 2) return { sql: emit(`arg_${engine}_null`, `${value.sql}, ${key}`), type: value.type };
    const sorted = `${value.sql} ORDER BY ${key} ${engine === 'min' ? 'ASC' : 'DESC'}`;
    const most = howMany(given);
    return {
      sql: `list_slice(${emit('list', sorted, `${by.sql} IS NOT NULL`)}, 1, ${most})`,
      type: types.array(value.type),
    };
  };

/** Statistics of doubles; `engine` is computed by the engine as Spark computes it. */
const statistic =
  (engine: string, wanted = 1, type = types.DOUBLE): AggregateRule =>
  (given, emit) => {
    count(given, wanted);
    const args = given.args.map((_, index) => coerce(number(given, index), types.DOUBLE).sql).join(', ');
    const sql = emit(engine, args);
    return { sql: type === types.BIGINT ? `CAST(${sql} AS BIGINT)` : sql, type };
  };
/** Of rows in which a side does not differ Spark divides by zero, which gives NULL here. */
const ofDiffering =
  (engine: string, sides: readonly string[], wanted: number): AggregateRule =>
  (given, emit) => {
    count(given, wanted);
    const args = given.args.map((_, index) => coerce(number(given, index), types.DOUBLE).sql).join(', ');
    const same = sides.map((side) => `${emit(side, args)} = 0`).join(' OR ');
    return { sql: `CASE WHEN ${same} THEN NULL ELSE ${emit(engine, args)} END`, type: types.DOUBLE };
  };
const shape =
  (what: 'skewness' | 'kurtosis'): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    const value = coerce(number(given, 0), types.DOUBLE).sql;
    return { sql: `spark_${what}(${emit('list', value, `${value} IS NOT NULL`)})`, type: types.DOUBLE };
  };

const countIf: AggregateRule = (given, emit) => {
  count(given, 1);
  const { sql } = asBoolean(argument(given, 0), given.name, given.at);
  return { sql: emit('count', `CASE WHEN ${sql} THEN 1 END`), type: types.BIGINT };
};

const all =
  (engine: 'bool_and' | 'bool_or'): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    return { sql: emit(engine, asBoolean(argument(given, 0), given.name, given.at).sql), type: types.BOOLEAN };
  };
const bits =
  (engine: string): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    const value = argument(given, 0);
    if (!types.isInteger(value.type)) throw unexpected(given, value, '"INTEGRAL"');
    return { sql: emit(engine, value.sql), type: value.type };
  };

/** The first or last value in the order of the rows; a second argument of true leaves NULLs out. */
const edge =
  (engine: 'first' | 'last'): AggregateRule =>
  (given, emit, { over, ignoresNulls }) => {
    count(given, 1, 2);
    const value = argument(given, 0);
    if (given.args[1] && given.args[1].type.name !== 'BOOLEAN') throw unexpected(given, given.args[1], '"BOOLEAN"');
    const skips = ignoresNulls || given.args[1]?.literal === 'true';
    if (over) return { sql: emit(`${engine}_value`, `${value.sql}${skips ? ' IGNORE NULLS' : ''}`), type: value.type };
    return { sql: emit(engine, value.sql, skips ? `${value.sql} IS NOT NULL` : undefined), type: value.type };
  };
const nth: AggregateRule = (given, emit, { over, ignoresNulls }) => {
  if (!over)
    throw new SqlError(
      'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE',
      '42601',
      'Window function nth_value() requires an OVER clause.',
      given.at,
    );
  wantPositive(given, 1);
  const value = argument(given, 0);
  return {
    sql: emit(
      'nth_value',
      `${value.sql}, ${wholeLiteral(given, 1, 1, 1_000_000)}${ignoresNulls ? ' IGNORE NULLS' : ''}`,
    ),
    type: value.type,
  };
};

/** A list of what is not NULL, unless RESPECT NULLS asks for those too; of no rows it is empty. */
const collected =
  (isSet: boolean): AggregateRule =>
  (given, emit, { distinct, ignoresNulls }) => {
    count(given, 1);
    const value = argument(given, 0);
    if (isSet || distinct) wantOrdered(value.type, given.name, given.at);
    const type = types.array(value.type);
    const list = emit(
      'list',
      isSet || distinct ? `DISTINCT ${value.sql} ORDER BY ${value.sql}` : value.sql,
      ignoresNulls === false && !isSet ? undefined : `${value.sql} IS NOT NULL`,
    );
    return { sql: `coalesce(${list}, CAST([] AS ${types.engineType(type)}))`, type };
  };

const listAgg: AggregateRule = (given, emit, { within, distinct }) => {
  count(given, 1, 2);
  const listed = argument(given, 0);
  const type = listed.type.name === 'BINARY' ? types.BINARY : types.STRING;
  // Bytes are joined by their digits, which have the same order.
  const digits = (own: string): string => (type === types.BINARY ? `hex(${own})` : own);
  const value = type === types.BINARY ? digits(listed.sql) : text(given, 0);
  const [, between] = given.args;
  const mark = between && between.type.name !== 'VOID' ? digits(coerce(between, type).sql) : "''";
  if (between && between.type.name !== 'VOID' && type === types.BINARY && between.type.name !== 'BINARY')
    throw new SqlError(
      'DATATYPE_MISMATCH.DATA_DIFF_TYPES',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: input to \`${given.name}\` should all be the same type, but it's ("BINARY", "${types.typeText(between.type)}").`,
      given.at,
    );
  if (between && between.literal === undefined && between.type.name !== 'VOID')
    throw new SqlError(
      'DATATYPE_MISMATCH.NON_FOLDABLE_INPUT',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: the input \`delimiter\` should be a foldable "STRING" expression.`,
      given.at,
    );
  if (distinct && within[0] && within[0].value.sql !== argument(given, 0).sql)
    throw new SqlError(
      'INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT',
      '42K0K',
      `Invalid function \`${given.name}\` with WITHIN GROUP. The function is invoked with DISTINCT and WITHIN GROUP but expressions are different.`,
      given.at,
    );
  const key = ({ value: by }: Sorted): string => (by.sql === listed.sql ? digits(by.sql) : by.sql);
  const order = within.map((item) => `${key(item)} ${item.descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`);
  if (distinct && order.length === 0) order.push(value);
  const joined = emit('string_agg', `${value}, ${mark}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}`);
  return { sql: type === types.BINARY ? `unhex(${joined})` : joined, type };
};

/** Ties go to the smallest value where the call asks for it, and else to any: here to the smallest too. */
const mode: AggregateRule = (given, emit, { within, distinct }) => {
  if (distinct)
    throw new SqlError(
      'INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED',
      '42K0K',
      'Invalid function `mode` with WITHIN GROUP. The function does not support DISTINCT with WITHIN GROUP.',
      given.at,
    );
  const [sorted] = within;
  count(given, sorted ? 0 : 1, sorted ? 0 : 2);
  const value = sorted ? sorted.value : argument(given, 0);
  const choice = given.args[1];
  if (choice && (choice.literal === undefined || choice.type.name !== 'BOOLEAN'))
    throw cannotCompute('mode() unless argument 2 is true or false', given.at);
  const better = sorted?.descending ? '>=' : '>';
  const entries = `map_entries(${emit('histogram', value.sql)})`;
  const top = `list_reduce(${entries}, lambda a, b: CASE WHEN b.value ${better} a.value THEN b ELSE a END)`;
  return { sql: `${top}.key`, type: value.type };
};

const anyValue = edge('first');

const approxDistinct: AggregateRule = (given, emit) => {
  const { sql, type } = argument(given, 0);
  if (given.args.length > 1) throw cannotCompute('approx_count_distinct() with a given error', given.at);
  if (!isHashed(type)) throw cannotCompute(`approx_count_distinct() of ${types.typeText(type)}`, given.at);
  const list = emit('list', `DISTINCT ${sql}`, `${sql} IS NOT NULL`);
  const hashes = `list_transform(${list}, lambda x: ${hashSql('x', type)})`;
  return { sql: `coalesce(spark_distinct_hashes_or_error(${hashes}), 0)`, type: types.BIGINT };
};

/** Aggregates, brought to Spark's result type. */
export const AGGREGATES: Readonly<Record<string, AggregateRule>> = {
  count: countRows,
  sum,
  try_sum: trySum,
  avg,
  mean: avg,
  try_avg: avg,
  min: extreme('min'),
  max: extreme('max'),
  min_by: extremeBy('min'),
  max_by: extremeBy('max'),
  stddev: statistic('stddev_samp'),
  std: statistic('stddev_samp'),
  stddev_samp: statistic('stddev_samp'),
  stddev_pop: statistic('stddev_pop'),
  variance: statistic('var_samp'),
  var_samp: statistic('var_samp'),
  var_pop: statistic('var_pop'),
  corr: ofDiffering('corr', ['regr_sxx', 'regr_syy'], 2),
  covar_pop: statistic('covar_pop', 2),
  covar_samp: statistic('covar_samp', 2),
  regr_count: statistic('regr_count', 2, types.BIGINT),
  regr_slope: ofDiffering('regr_slope', ['regr_sxx'], 2),
  regr_intercept: ofDiffering('regr_intercept', ['regr_sxx'], 2),
  regr_r2: statistic('regr_r2', 2),
  regr_avgx: averageOf(1),
  regr_avgy: averageOf(0),
  regr_sxx: statistic('regr_sxx', 2),
  regr_syy: statistic('regr_syy', 2),
  regr_sxy: statistic('regr_sxy', 2),
  skewness: shape('skewness'),
  kurtosis: shape('kurtosis'),
  count_if: countIf,
  bool_and: all('bool_and'),
  every: all('bool_and'),
  bool_or: all('bool_or'),
  some: all('bool_or'),
  any: all('bool_or'),
  bit_and: bits('bit_and'),
  bit_or: bits('bit_or'),
  bit_xor: bits('bit_xor'),
  first: edge('first'),
  first_value: edge('first'),
  any_value: anyValue,
  last: edge('last'),
  last_value: edge('last'),
  nth_value: nth,
  collect_list: collected(false),
  array_agg: collected(false),
  collect_set: collected(true),
  listagg: listAgg,
  string_agg: listAgg,
  mode,
  approx_count_distinct: approxDistinct,
};
