import { coerce } from '../analyze/coerce.ts';
import type { Typed } from '../analyze/typed.ts';
import * as statistics from '../natives/statistics.ts';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Given, number, wantFoldable, wantPositive, wholeLiteral } from './rule.ts';

define({
  percentiles: failing('array<double>, array<double>, array<bigint> -> array<double>', statistics.percentiles),
  discrete_ranks: failing('bigint, array<double>, bigint -> array<bigint>', statistics.discreteRanks),
  skewness: fn('array<double> -> double', statistics.skewness),
  kurtosis: fn('array<double> -> double', statistics.kurtosis),
});

const doubles = types.array(types.DOUBLE);

/** One share, or an array of them: engine SQL of the list, and whether it was one. */
function shares(given: Given, index: number): { list: string; isOne: boolean } {
  const value = argument(given, index);
  if (value.type.name === 'VOID')
    throw new SqlError(
      'DATATYPE_MISMATCH.UNEXPECTED_NULL',
      '42K09',
      `Cannot resolve "${given.name}" due to data type mismatch: The percentage must not be null.`,
      given.at,
    );
  wantFoldable(given, index);
  const isOne = value.type.name !== 'ARRAY';
  return { list: isOne ? `[${coerce(value, types.DOUBLE).sql}]` : coerce(value, doubles).sql, isOne };
}

/** Intervals count as their months or microseconds; what comes of them is one from the largest unit to the smallest. */
function numberOf(given: Given, index: number): Typed {
  const value = argument(given, index);
  return value.type.name === 'INTERVAL' ? { ...value, type: types.BIGINT } : number(given, index);
}
const madeOf = ({ type }: Typed): types.SqlType =>
  type.name !== 'INTERVAL' ? types.DOUBLE : types.isMonths(type) ? types.MONTHS : types.SECONDS;

const withoutOrder = ({ name, at }: Given): SqlError =>
  new SqlError(
    'INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING',
    '42K0K',
    `Invalid function \`${name}\` with WITHIN GROUP. WITHIN GROUP is required for the function.`,
    at,
  );

const interpolated: AggregateRule = (given, emit, { within }) => {
  const [sorted] = within;
  if (sorted) {
    count(given, 1);
    const value = coerce(numberOf({ ...given, args: [sorted.value] }, 0), types.DOUBLE).sql;
    const made = madeOf(sorted.value);
    const share = shares(given, 0);
    const list = sorted.descending ? `list_transform(${share.list}, lambda p: 1.0 - p)` : share.list;
    return result(emit('list', value, `${value} IS NOT NULL`), list, 'CAST([] AS BIGINT[])', share.isOne, made);
  }
  if (given.name === 'percentile_cont') throw withoutOrder(given);
  count(given, 2, 3);
  const value = coerce(numberOf(given, 0), types.DOUBLE).sql;
  const share = shares(given, 1);
  const counts = given.args[2]
    ? emit('list', coerce(numberOf(given, 2), types.BIGINT).sql, `${value} IS NOT NULL`)
    : 'CAST([] AS BIGINT[])';
  return result(
    emit('list', value, `${value} IS NOT NULL`),
    share.list,
    counts,
    share.isOne,
    madeOf(argument(given, 0)),
  );
};
function result(
  values: string,
  list: string,
  counts: string,
  isOne: boolean,
  type: types.SqlType,
): ReturnType<AggregateRule> {
  const computed = `spark_percentiles_or_error(${values}, ${list}, ${counts})`;
  const sql =
    type.name === 'INTERVAL'
      ? `list_transform(${computed}, lambda p: CAST(trunc(p) AS ${types.engineType(type)}))`
      : computed;
  return isOne ? { sql: `(${sql})[1]`, type } : { sql, type: types.array(type) };
}

const median: AggregateRule = (given, emit) => {
  count(given, 1);
  const value = coerce(numberOf(given, 0), types.DOUBLE).sql;
  return result(
    emit('list', value, `${value} IS NOT NULL`),
    '[0.5]',
    'CAST([] AS BIGINT[])',
    true,
    madeOf(argument(given, 0)),
  );
};

/** What stands at the ranks, or at the one that there is; of no rows that is NULL. */
function ranked(list: string, ranks: string, isOne: boolean, type: types.SqlType): ReturnType<AggregateRule> {
  const whole = isOne ? type : types.array(type);
  const found = isOne ? `(${list})[(${ranks})[1]]` : `list_transform(${ranks}, lambda r: (${list})[r])`;
  return { sql: `CAST(${found} AS ${types.engineType(whole)})`, type: whole };
}

/** Values that are there, by their rank. */
const discrete: AggregateRule = (given, emit, { within }) => {
  const [sorted] = within;
  if (!sorted) throw withoutOrder(given);
  count(given, 1);
  const value = coerce(numberOf({ ...given, args: [sorted.value] }, 0), types.DOUBLE).sql;
  const list = `list_sort(${emit('list', value, `${value} IS NOT NULL`)}, '${sorted.descending ? 'DESC' : 'ASC'}', 'NULLS LAST')`;
  const share = shares(given, 0);
  const type = madeOf(sorted.value);
  return ranked(list, `spark_discrete_ranks_or_error(len(${list}), ${share.list}, 0)`, share.isOne, type);
};

/** Exact as long as Spark's sketch is: while there are fewer rows than half the accuracy. */
const approximate: AggregateRule = (given, emit) => {
  count(given, 2, 3);
  const isOrdered = /^(INTERVAL|DATE|TIMESTAMP|TIMESTAMP_NTZ)$/.test(argument(given, 0).type.name);
  const value = isOrdered ? argument(given, 0) : number(given, 0);
  wantPositive(given, 2);
  const accuracy = given.args[2] ? wholeLiteral(given, 2, 1, 2_147_483_647) : 10_000;
  const list = `list_sort(${emit('list', value.sql, `${value.sql} IS NOT NULL`)}, 'ASC', 'NULLS LAST')`;
  const share = shares(given, 1);
  const ranks = `spark_discrete_ranks_or_error(len(${list}), ${share.list}, ${accuracy})`;
  return ranked(list, ranks, share.isOne, value.type);
};

/** Aggregates of ranks. */
export const PERCENTILES: Readonly<Record<string, AggregateRule>> = {
  percentile: interpolated,
  percentile_cont: interpolated,
  percentile_disc: discrete,
  median,
  percentile_approx: approximate,
  approx_percentile: approximate,
};
