import { coerce } from '../analyze/coerce.ts';
import type { Typed } from '../analyze/typed.ts';
import * as statistics from '../natives/statistics.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Given, number, wholeLiteral } from './rule.ts';

define({
  percentiles: failing('array<double>, array<double>, array<bigint> -> array<double>', statistics.percentiles),
  discrete_ranks: failing('bigint, array<double>, bigint -> array<bigint>', statistics.discreteRanks),
  skewness: fn('array<double> -> double', statistics.skewness),
  kurtosis: fn('array<double> -> double', statistics.kurtosis),
});

const doubles = types.array(types.DOUBLE);

/** One share, or an array of them: engine SQL of the list, and whether it was one. */
function shares(value: ReturnType<typeof argument>): { list: string; isOne: boolean } {
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

const interpolated: AggregateRule = (given, emit, { within }) => {
  const [sorted] = within;
  if (sorted) {
    const value = coerce(numberOf({ ...given, args: [sorted.value] }, 0), types.DOUBLE).sql;
    const made = madeOf(sorted.value);
    const share = shares(argument(given, 0));
    const list = share.isOne && sorted.descending ? share.list.replace(/^\[(.*)\]$/s, '[1.0 - $1]') : share.list;
    if (sorted.descending && !share.isOne)
      throw cannotCompute(`${given.name}() of an array in descending order`, given.at);
    return result(emit('list', value, `${value} IS NOT NULL`), list, 'CAST([] AS BIGINT[])', share.isOne, made);
  }
  count(given, 2, 3);
  const value = coerce(numberOf(given, 0), types.DOUBLE).sql;
  const share = shares(argument(given, 1));
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

/** Values that are there, by their rank. */
const discrete: AggregateRule = (given, emit, { within }) => {
  const [sorted] = within;
  if (!sorted) throw cannotCompute('percentile_disc() without WITHIN GROUP', given.at);
  const value = coerce(numberOf({ ...given, args: [sorted.value] }, 0), types.DOUBLE).sql;
  const list = `list_sort(${emit('list', value, `${value} IS NOT NULL`)}, '${sorted.descending ? 'DESC' : 'ASC'}', 'NULLS LAST')`;
  const share = shares(argument(given, 0));
  const type = madeOf(sorted.value);
  const found = `(${list})[(spark_discrete_ranks_or_error(len(${list}), ${share.list}, 0))[1]]`;
  return { sql: type.name === 'INTERVAL' ? `CAST(${found} AS ${types.engineType(type)})` : found, type };
};

/** Exact as long as Spark's sketch is: while there are fewer rows than half the accuracy. */
const approximate: AggregateRule = (given, emit) => {
  count(given, 2, 3);
  const isOrdered = /^(INTERVAL|DATE|TIMESTAMP|TIMESTAMP_NTZ)$/.test(argument(given, 0).type.name);
  const value = isOrdered ? argument(given, 0) : number(given, 0);
  const accuracy = given.args[2] ? wholeLiteral(given, 2, 1, 2_147_483_647) : 10_000;
  const list = `list_sort(${emit('list', value.sql, `${value.sql} IS NOT NULL`)}, 'ASC', 'NULLS LAST')`;
  const share = shares(argument(given, 1));
  const ranks = `spark_discrete_ranks_or_error(len(${list}), ${share.list}, ${accuracy})`;
  if (share.isOne) return { sql: `(${list})[(${ranks})[1]]`, type: value.type };
  return { sql: `list_transform(${ranks}, lambda r: (${list})[r])`, type: types.array(value.type) };
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
