import { coerce } from '../analyze/coerce.ts';
import { raise } from '../analyze/raise.ts';
import type { Typed } from '../analyze/typed.ts';
import { PART, totalOfParts, tryQuotient } from '../natives/decimal.ts';
import { native } from '../natives/native.ts';
import * as types from '../types.ts';
import type { AggregateRule, Around, Emit } from './aggregate-rule.ts';
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

const { STRING, INT } = types;
const TOTAL = native('total_of_parts', [STRING, STRING, INT], STRING, totalOfParts);
const TRY_QUOTIENT = native('try_quotient', [STRING, STRING, INT, INT], STRING, tryQuotient);

/** The sum of numbers, or NULL where it is too large; the engine adds up to 38 digits, and fails beyond. */
function triedSum(value: Typed, emit: Emit, { distinct }: Around): { sql: string; type: types.SqlType } {
  const total = summed(value, emit);
  if (types.isFloating(total.type)) return total;
  const tried = { ...total, sql: `TRY_${total.sql}` };
  if (total.type.precision < 38 || total.type.name !== 'DECIMAL') return tried;
  const part = (sql: string, op: string): string =>
    `(CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT) ${op} ${PART})`;
  const parts = ['//', '%'].map((op) => {
    // Parts of two numbers may be the same.
    const sum = distinct
      ? `list_sum(list_transform(${emit('list', value.sql)}, lambda d: ${part('d', op)}))`
      : emit('sum', part(value.sql, op));
    return `CAST(${sum} AS VARCHAR)`;
  });
  const sql = `CAST(${TOTAL}(${parts.join(', ')}, ${total.type.scale}) AS ${types.typeText(total.type)})`;
  return { sql, type: total.type };
}
export const trySum: AggregateRule = (given, emit, around) => {
  count(given, 1);
  const first = argument(given, 0);
  if (first.type.name !== 'INTERVAL') return triedSum(number(given, 0), emit, around);
  return { sql: `TRY_CAST(${emit('sum', first.sql)} AS ${types.engineType(first.type)})`, type: first.type };
};

export const avg: AggregateRule = (given, emit, around) => {
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
  const isTried = given.name === 'try_avg';
  const total = isTried ? triedSum(value, emit, around) : summed(value, emit);
  const texts = [total.sql, emit('count', value.sql)].map((sql) => `CAST(${sql} AS VARCHAR)`);
  const called = isTried ? `${TRY_QUOTIENT}(` : "spark_decimal_or_error('/', ";
  const divided = `${called}${texts.join(', ')}, ${type.precision}, ${type.scale})`;
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
