import { coerce } from '../analyze/coerce.ts';
import { raise } from '../analyze/raise.ts';
import type { Typed } from '../analyze/typed.ts';
import * as types from '../types.ts';
import type { AggregateRule, Emit } from './aggregate-rule.ts';
import { argument, count, number } from './rule.ts';

const summed = (value: Typed, emit: Emit): { sql: string; type: types.SqlType } => {
  // DuckDB adds integers in 128 bits; the cast back is where Spark's overflow error comes from.
  if (types.isInteger(value.type)) return { sql: `CAST(${emit('sum', value.sql)} AS BIGINT)`, type: types.BIGINT };
  if (types.isFloating(value.type)) return { sql: emit('sum', coerce(value, types.DOUBLE).sql), type: types.DOUBLE };
  const type = types.decimal(Math.min(value.type.precision + 10, 38), value.type.scale);
  return { sql: `CAST(${emit('sum', value.sql)} AS ${types.typeText(type)})`, type };
};
/** The engine adds decimals beyond 38 digits; `instead` is what Spark gives then. */
function within38({ sql, type }: { sql: string; type: types.SqlType }, instead: string): string {
  if (type.name !== 'DECIMAL' || type.precision < 38) return sql;
  const most = `${'9'.repeat(38 - type.scale)}.${'9'.repeat(type.scale)}`.replace(/\.$/, '');
  return `CASE WHEN abs(${sql}) > CAST('${most}' AS ${types.typeText(type)}) THEN ${instead} ELSE ${sql} END`;
}
const TOO_MUCH = 'The sum has more digits than its type. Use `try_sum` to tolerate overflow and return NULL instead.';
export const sum: AggregateRule = (given, emit, { over }) => {
  count(given, 1);
  const first = argument(given, 0);
  if (first.type.name === 'INTERVAL')
    return { sql: `CAST(${emit('sum', first.sql)} AS ${types.engineType(first.type)})`, type: first.type };
  const total = summed(number(given, 0), emit);
  const errorClass = over ? 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION' : 'ARITHMETIC_OVERFLOW';
  return {
    sql: within38(total, raise(errorClass, '22003', TOO_MUCH, undefined, '', total.type)),
    type: total.type,
  };
};
export const trySum: AggregateRule = (given, emit) => {
  count(given, 1);
  const first = argument(given, 0);
  const isInterval = first.type.name === 'INTERVAL';
  const total = isInterval
    ? { sql: `CAST(${emit('sum', first.sql)} AS ${types.engineType(first.type)})`, type: first.type }
    : summed(number(given, 0), emit);
  if (types.isFloating(total.type)) return total;
  return { sql: within38({ ...total, sql: `TRY_${total.sql}` }, 'NULL'), type: total.type };
};

export const avg: AggregateRule = (given, emit) => {
  count(given, 1);
  const first = argument(given, 0);
  if (first.type.name === 'INTERVAL') {
    const type = types.isMonths(first.type) ? types.MONTHS : types.SECONDS;
    const engine = types.engineType(type);
    const total = `${given.name === 'try_avg' ? 'TRY_CAST' : 'CAST'}(${emit('sum', first.sql)} AS ${engine})`;
    return {
      sql: `CASE WHEN ${total} IS NULL THEN NULL ELSE CAST(round(${emit('avg', first.sql)}) AS ${engine}) END`,
      type,
    };
  }
  const value = number(given, 0);
  if (value.type.name !== 'DECIMAL') return { sql: emit('avg', coerce(value, types.DOUBLE).sql), type: types.DOUBLE };
  const { precision, scale } = value.type;
  const type = types.decimal(Math.min(precision + 4, 38), Math.min(scale + 4, 38));
  const total = summed(value, emit);
  const texts = [total.sql, emit('count', value.sql)].map((sql) => `CAST(${sql} AS VARCHAR)`);
  const divided = `spark_decimal_or_error('/', ${texts.join(', ')}, ${type.precision}, ${type.scale})`;
  return { sql: `CAST(CASE WHEN ${total.sql} IS NULL THEN NULL ELSE ${divided} END AS ${types.typeText(type)})`, type };
};

/** The average of one side, over the rows in which both are there. */
export const averageOf =
  (index: number): AggregateRule =>
  (given, emit, around) => {
    count(given, 2);
    const complete = given.args.map((arg) => `${arg.sql} IS NOT NULL`).join(' AND ');
    return avg({ ...given, args: [argument(given, index)] }, (engine, args) => emit(engine, args, complete), around);
  };
