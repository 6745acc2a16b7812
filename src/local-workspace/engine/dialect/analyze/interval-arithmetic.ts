import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { castSql, textOf } from './cast.ts';
import { coerce, widerInterval } from './coerce.ts';
import { unlessZero } from './divide.ts';
import { raise } from './raise.ts';
import type { Typed } from './typed.ts';
import { ofWholes } from './whole.ts';

type Result = { readonly sql: string; readonly type: types.SqlType };

const isMoment = (type: types.SqlType): boolean => type.name === 'TIMESTAMP' || type.name === 'TIMESTAMP_NTZ';
const isDay = (type: types.SqlType): boolean => type.name === 'DATE';
const isInterval = (type: types.SqlType): boolean => type.name === 'INTERVAL';
const DAY = 86_400_000_000n;

/** A date or timestamp moved by whole months; the day is cut to the last one of the month. */
export const moveMonths = (moment: Typed, months: string): Result => ({
  sql: `CAST(${moment.sql} + to_months(CAST(${months} AS INTEGER)) AS ${types.engineType(moment.type)})`,
  type: moment.type,
});
export const moveMicros = (moment: Typed, micros: string): Result => ({
  sql: `(${coerce(moment, isDay(moment.type) ? types.TIMESTAMP : moment.type).sql} + to_microseconds(${micros}))`,
  type: isDay(moment.type) ? types.TIMESTAMP : moment.type,
});

function move(op: string, moment: Typed, by: Typed): Result {
  const amount = op === '-' ? `(- ${by.sql})` : by.sql;
  if (types.isMonths(by.type)) return moveMonths(moment, amount);
  if (isDay(moment.type) && by.type.unit === 'DAY')
    return { sql: `(${moment.sql} + CAST(${amount} // ${DAY} AS INTEGER))`, type: types.DATE };
  return moveMicros(moment, amount);
}

const micros = (value: Typed): string =>
  `epoch_us(${coerce(value, value.type.name === 'TIMESTAMP_NTZ' ? value.type : types.TIMESTAMP).sql})`;

function scaled(op: string, interval: Typed, number: Typed): Result {
  const type = types.isMonths(interval.type) ? types.MONTHS : types.SECONDS;
  const by = number.type.name === 'STRING' ? coerce(number, types.DOUBLE) : number;
  const engine = types.engineType(type);
  if (op === '*' && types.isInteger(by.type))
    return { sql: `CAST(${ofWholes(op, interval.sql, by.sql)} AS ${engine})`, type };
  const factor = coerce(by, types.DOUBLE);
  // Half up, as Java's Math.round of what is positive and of what is negative.
  const value = `CAST(round(${interval.sql} ${op} ${factor.sql}) AS ${engine})`;
  if (op === '*') return { sql: value, type };
  return { sql: unlessZero(value, interval, factor, type, 'INTERVAL_DIVIDED_BY_ZERO'), type };
}

function differing(op: string, left: Typed, right: Typed, at: number): SqlError {
  const sentence = `Cannot resolve "(${left.name} ${op} ${right.name})" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${types.typeText(left.type)}" and "${types.typeText(right.type)}").`;
  // What is added to a day must be days, and to an interval one of its kind.
  const isAdded = [left, right].some(({ type }) => isDay(type)) || [left, right].every(({ type }) => isInterval(type));
  return new SqlError(
    `DATATYPE_MISMATCH.${isAdded ? 'UNEXPECTED_INPUT_TYPE' : 'BINARY_OP_DIFF_TYPES'}`,
    '42K09',
    sentence,
    at,
  );
}

/** A date takes no hours. */
function wholeDays(interval: string): string {
  const isWhole = ['hour', 'minute', 'microseconds']
    .map((part) => `date_part('${part}', ${interval}) = 0`)
    .join(' AND ');
  const sentence = 'Cannot add an interval to a date because its microseconds part is not 0.';
  const failure = raise(
    'INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION',
    '22006',
    sentence,
    undefined,
    '',
    types.CALENDAR,
  );
  return `CASE WHEN ${isWhole} THEN ${interval} ELSE ${failure} END`;
}

/** Where one side has months, days and microseconds: the months go first, then the days, then the rest. */
function calendarArithmetic(op: string, left: Typed, right: Typed, at: number): Result {
  const [moment, by] = types.isCalendar(right.type) ? [left, right] : [right, left];
  const isForward = op === '+' || (op === '-' && by === right);
  if (!isForward) throw cannotCompute(`${op} of an interval of months and days`, at);
  if (types.isCalendar(left.type) && types.isCalendar(right.type))
    return { sql: `(${left.sql} ${op} ${right.sql})`, type: types.CALENDAR };
  if (isMoment(moment.type)) return { sql: `(${moment.sql} ${op} ${by.sql})`, type: moment.type };
  // A text that is moved is a text again.
  if (moment.type.name === 'STRING' && moment === left) {
    const moved = `(${coerce(moment, types.TIMESTAMP).sql} ${op} ${by.sql})`;
    return { sql: textOf(moved, types.TIMESTAMP), type: types.STRING };
  }
  if (!isDay(moment.type))
    throw cannotCompute(`${types.typeText(moment.type)} ${op} an interval of months and days`, at);
  return { sql: `CAST(${moment.sql} ${op} ${wholeDays(by.sql)} AS DATE)`, type: types.DATE };
}

/** An untyped NULL, which may be an error instead. */
const besideNothing = (nothing: Typed, type: types.SqlType): Result => ({ sql: castSql(nothing, type), type });

/** What an interval and an untyped NULL make. */
function ofNothing(op: string, type: types.SqlType): types.SqlType {
  if (op === 'DIV') return types.BIGINT;
  if (op === '+' || op === '-') return type;
  return types.isMonths(type) ? types.MONTHS : types.SECONDS;
}

/** `+ - * /` where a date, a timestamp or an interval takes part; undefined where none does. */
export function intervalArithmetic(op: string, left: Typed, right: Typed, at: number): Result | undefined {
  const [a, b] = [left.type, right.type];
  if (types.isCalendar(a) || types.isCalendar(b)) return calendarArithmetic(op, left, right, at);
  const momentary = (type: types.SqlType): boolean => isDay(type) || isMoment(type);
  if (![a, b].some((type) => momentary(type) || isInterval(type))) return undefined;
  if (isInterval(a) && isInterval(b) && types.isMonths(a) === types.isMonths(b) && (op === '+' || op === '-')) {
    const type = widerInterval(a, b);
    return { sql: ofWholes(op, left.sql, right.sql), type };
  }
  if (momentary(a) && isInterval(b) && (op === '+' || op === '-')) return move(op, left, right);
  if (isInterval(a) && momentary(b) && op === '+') return move(op, right, left);
  const numeric = (type: types.SqlType): boolean => types.isNumeric(type) || type.name === 'STRING';
  const nothing = [left, right].find(({ type }) => type.name === 'VOID');
  if (isInterval(a) && numeric(b) && (op === '*' || op === '/')) return scaled(op, left, right);
  if (numeric(a) && isInterval(b) && op === '*') return scaled(op, right, left);
  if (op === 'DIV' && isInterval(a) && isInterval(b) && types.isMonths(a) === types.isMonths(b)) {
    const whole = `CAST(${left.sql} // ${right.sql} AS BIGINT)`;
    return { sql: unlessZero(whole, left, right, types.BIGINT), type: types.BIGINT };
  }
  if (isInterval(a) || isInterval(b)) {
    // A text that is moved is a text again.
    if (a.name === 'STRING' && (op === '+' || op === '-') && !types.isMonths(b))
      return { sql: textOf(move(op, coerce(left, types.TIMESTAMP), right).sql, types.TIMESTAMP), type: types.STRING };
    if (nothing && (/^([-+*]|DIV)$/.test(op) || (op === '/' && nothing === right)))
      return besideNothing(nothing, ofNothing(op, isInterval(a) ? a : b));
    throw differing(op, left, right, at);
  }
  if (op === '-' && (isMoment(a) || isMoment(b)) && [a, b].every((type) => momentary(type) || type.name === 'STRING'))
    return { sql: `(${micros(left)} - ${micros(right)})`, type: types.SECONDS };
  if (op === '-' && nothing)
    return besideNothing(nothing, isDay(a) || isDay(b) ? types.interval('DAY') : types.SECONDS);
  const dayish = (value: Typed): Typed => (value.type.name === 'STRING' ? coerce(value, types.DATE) : value);
  if (op === '-' && [a, b].every((type) => isDay(type) || type.name === 'STRING'))
    return {
      sql: `(CAST(${dayish(left).sql} - ${dayish(right).sql} AS BIGINT) * ${DAY})`,
      type: types.interval('DAY'),
    };
  const small = (type: types.SqlType): boolean => ['TINYINT', 'SMALLINT', 'INT', 'VOID'].includes(type.name);
  if (isDay(a) && small(b) && (op === '+' || op === '-'))
    return { sql: `(${left.sql} ${op} CAST(${right.sql} AS INTEGER))`, type: a };
  if (isDay(b) && small(a) && op === '+') return { sql: `(${right.sql} + CAST(${left.sql} AS INTEGER))`, type: b };
  throw differing(op, left, right, at);
}
