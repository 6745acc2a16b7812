import { coerce, wantBoolean } from '../analyze/coerce.ts';
import { halfUp, scaled, unscaled } from '../analyze/divide.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { argument, count, type Given, number } from './rule.ts';

/** Puts DISTINCT, FILTER and OVER of the call around an engine aggregate. */
export type Emit = (engine: string, args: string) => string;
export type AggregateRule = (
  given: Given,
  emit: Emit,
  distinct: boolean,
) => { readonly sql: string; readonly type: types.SqlType };

const countRows: AggregateRule = (given, emit, distinct) => {
  const [first, ...rest] = given.args;
  if (!first) return { sql: emit('count', '*'), type: types.BIGINT };
  if (rest.length === 0) return { sql: emit('count', first.sql), type: types.BIGINT };
  // Spark counts the rows in which no argument is NULL.
  const complete = given.args.map((arg) => `${arg.sql} IS NOT NULL`).join(' AND ');
  const row = distinct ? `row(${given.args.map((arg) => arg.sql).join(', ')})` : '1';
  return { sql: emit('count', `CASE WHEN ${complete} THEN ${row} END`), type: types.BIGINT };
};

const sum: AggregateRule = (given, emit) => {
  count(given, 1);
  const value = number(given, 0);
  // DuckDB adds integers in 128 bits; the cast back is where Spark's overflow error comes from.
  if (types.isInteger(value.type)) return { sql: `CAST(${emit('sum', value.sql)} AS BIGINT)`, type: types.BIGINT };
  if (types.isFloating(value.type)) return { sql: emit('sum', coerce(value, types.DOUBLE).sql), type: types.DOUBLE };
  const type = types.decimal(Math.min(value.type.precision + 10, 38), value.type.scale);
  return { sql: `CAST(${emit('sum', value.sql)} AS ${types.typeText(type)})`, type };
};

const avg: AggregateRule = (given, emit) => {
  count(given, 1);
  const value = number(given, 0);
  if (value.type.name !== 'DECIMAL') return { sql: emit('avg', coerce(value, types.DOUBLE).sql), type: types.DOUBLE };
  const { precision, scale } = value.type;
  const type = types.decimal(Math.min(precision + 4, 38), scale + 4);
  if (precision + 4 > 38) throw cannotCompute(`avg() of ${types.typeText(value.type)}`, given.at);
  const total = types.decimal(Math.min(precision + 10, 38), scale);
  const digits = `(${unscaled(`CAST(${emit('sum', value.sql)} AS ${types.typeText(total)})`, total)} * 10000)`;
  const rows = `nullif(CAST(${emit('count', value.sql)} AS HUGEINT), 0)`;
  return { sql: scaled(halfUp(digits, rows), type), type };
};

const extreme =
  (engine: 'min' | 'max'): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    const value = argument(given, 0);
    return { sql: emit(engine, value.sql), type: value.type };
  };

const spread =
  (engine: string): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    return { sql: emit(engine, coerce(number(given, 0), types.DOUBLE).sql), type: types.DOUBLE };
  };

const countIf: AggregateRule = (given, emit) => {
  count(given, 1);
  const { sql } = wantBoolean(argument(given, 0), given.name, given.at);
  return { sql: emit('count', `CASE WHEN ${sql} THEN 1 END`), type: types.BIGINT };
};

const all =
  (engine: 'bool_and' | 'bool_or'): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    return { sql: emit(engine, wantBoolean(argument(given, 0), given.name, given.at).sql), type: types.BOOLEAN };
  };

/** Aggregates whose engine meaning equals Spark's, brought to Spark's result type. */
export const AGGREGATES: Readonly<Record<string, AggregateRule>> = {
  count: countRows,
  sum,
  avg,
  mean: avg,
  min: extreme('min'),
  max: extreme('max'),
  stddev: spread('stddev_samp'),
  stddev_samp: spread('stddev_samp'),
  stddev_pop: spread('stddev_pop'),
  variance: spread('var_samp'),
  var_samp: spread('var_samp'),
  var_pop: spread('var_pop'),
  count_if: countIf,
  bool_and: all('bool_and'),
  every: all('bool_and'),
  bool_or: all('bool_or'),
  some: all('bool_or'),
  any: all('bool_or'),
};
