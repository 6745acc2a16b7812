import * as natives from '../natives/casts.ts';
import { unitSize } from '../natives/interval-text.ts';
import { specialMoment } from '../natives/special-moments.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { castNested } from './cast-nested.ts';
import { DECIMAL_RANGE, mayRaise, orRaise, overflow } from './raise.ts';
import { quoteText, type Typed } from './typed.ts';
import { fromVariant, toVariant } from './variant.ts';

type SqlType = types.SqlType;
const { engineType, isFloating, isInteger, isMonths, isNested, isNumeric, isOpaque, typeText } = types;

/** A text as another type: read as Spark reads it, else an error, or NULL where the cast is lenient. */
function fromText(sql: string, to: SqlType, lenient: boolean): string {
  if (to.name === 'BINARY') return `encode(${sql})`;
  if (to.name === 'DECIMAL') {
    const { precision, scale } = to;
    const read = lenient
      ? `${natives.TRY_DECIMAL_OF_TEXT}(${sql}, ${precision}, ${scale})`
      : `${natives.DECIMAL_OF_TEXT}(${sql}, ${precision}, ${scale}, '[CAST_INVALID_INPUT]')`;
    return `CAST(${read} AS ${engineType(to)})`;
  }
  if (to.name === 'INTERVAL') {
    if (lenient) throw cannotCompute(`try_cast to ${typeText(to)}`);
    return `CAST(${natives.INTERVAL_OF_TEXT}(${sql}, ${quoteText(to.unit ?? '')}, '[CAST_INVALID_INPUT]') AS ${engineType(to)})`;
  }
  const known = natives.TEXT_CASTS[to.name];
  if (!known) throw cannotCompute(`casts from STRING to ${typeText(to)}`);
  return lenient ? `${known.lenient}(${sql})` : `${known.strict}(${sql}, '[CAST_INVALID_INPUT]')`;
}

/** The engine counts years before the year 1 backward from 1, Spark goes on with 0 and -1. */
const beforeChrist = (sql: string, text: string): string =>
  `CASE WHEN year(${sql}) < 0 THEN '-' ELSE '' END || lpad(CAST(abs(year(${sql})) AS VARCHAR), 4, '0') || substr(replace(${text}, ' (BC)', ''), 5)`;

export function textOf(sql: string, from: SqlType): string {
  if (from.name === 'DOUBLE') return `${natives.DOUBLE_TEXT}(${sql})`;
  if (from.name === 'FLOAT') return `${natives.FLOAT_TEXT}(${sql})`;
  if (from.name === 'BINARY') return `${natives.BINARY_TEXT}(${sql})`;
  if (from.name === 'INTERVAL')
    return `${natives.INTERVAL_TEXT}(CAST(${sql} AS BIGINT), ${quoteText(from.unit ?? '')})`;
  if (isNested(from)) return `${natives.SHOWN}(${sql}, ${quoteText(JSON.stringify(from))})`;
  // The engine writes a decimal of no whole digits as `.5`; as the wider type it writes `0.5`.
  if (from.name === 'DECIMAL' && from.precision === from.scale) {
    if (from.precision === 38) throw cannotCompute(`the text of a ${typeText(from)}`);
    return `CAST(CAST(${sql} AS DECIMAL(${from.precision + 1},${from.scale})) AS VARCHAR)`;
  }
  const text = `CAST(${sql} AS VARCHAR)`;
  // Years of five digits have a sign.
  if (['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'].includes(from.name))
    return `CASE WHEN ${sql} >= DATE '10000-01-01' THEN '+' || ${text} WHEN ${sql} < DATE '0001-01-01' THEN ${beforeChrist(sql, text)} ELSE ${text} END`;
  return text;
}

function toNumber(sql: string, from: SqlType, to: SqlType, lenient: boolean, tooLarge?: string): string {
  const target = engineType(to);
  if (from.name === 'BOOLEAN') return `CAST(CAST(${sql} AS INTEGER) AS ${target})`;
  // A double goes to a decimal through its shortest text, as in Spark: 2.675 is not 2.67499….
  if (to.name === 'DECIMAL' && isFloating(from)) {
    const read = `${natives.TRY_DECIMAL_OF_TEXT}(${textOf(sql, from)}, ${to.precision}, ${to.scale})`;
    const tried = `CAST(${read} AS ${target})`;
    if (lenient) return tried;
    // What is no number, and what is infinite, is NULL there.
    return `CASE WHEN isfinite(${sql}) THEN ${orRaise(tried, sql, tooLarge ?? DECIMAL_RANGE, overflow(from, to), to)} END`;
  }
  // DuckDB rounds where Spark cuts off.
  const whole = isInteger(to) && !isInteger(from) ? `trunc(${sql})` : sql;
  // A decimal of many digits reaches the nearest double only through its text.
  const value = isFloating(to) && from.name === 'DECIMAL' && from.precision > 15 ? `CAST(${whole} AS VARCHAR)` : whole;
  // A double too large for a FLOAT is infinite there.
  if (from.name === 'DOUBLE' && to.name === 'FLOAT')
    return `CASE WHEN abs(${sql}) > 3.4028235677973366e38 THEN CAST(sign(${sql}) * CAST('inf' AS FLOAT) AS FLOAT) ELSE CAST(${sql} AS FLOAT) END`;
  if (isFloating(to) || (isInteger(from) && isInteger(to) && types.widerInteger(to, from) === to))
    return `CAST(${value} AS ${target})`;
  const plain = `TRY_CAST(${value} AS ${target})`;
  // 2^63 as a double is let in, and ends one below.
  const isEdge = to.name === 'BIGINT' && isFloating(from);
  const tried = isEdge ? `CASE WHEN ${sql} = 9223372036854775808 THEN 9223372036854775807 ELSE ${plain} END` : plain;
  if (lenient) return tried;
  const errorClass = tooLarge ?? (to.name === 'DECIMAL' ? DECIMAL_RANGE : 'CAST_OVERFLOW');
  return orRaise(tried, sql, errorClass, overflow(from, to), to);
}

const MICROS = 1_000_000;

function moments({ sql, type: from }: Typed, to: SqlType, lenient: boolean): string | undefined {
  const isMoment = (type: SqlType): boolean => type.name === 'TIMESTAMP' || type.name === 'TIMESTAMP_NTZ';
  if (isMoment(from) && isMoment(to)) return sql;
  if (isMoment(to) && from.name === 'DATE') return `CAST(${sql} AS TIMESTAMP)`;
  if (to.name === 'DATE' && isMoment(from)) return `CAST(${sql} AS DATE)`;
  if (to.name === 'TIMESTAMP' && isInteger(from)) return `make_timestamp(CAST(${sql} AS BIGINT) * ${MICROS})`;
  if (to.name === 'TIMESTAMP' && from.name === 'DECIMAL') {
    const wide = `CAST(${sql} AS DECIMAL(38,${Math.max(from.scale, 6)}))`;
    return `make_timestamp(CAST(trunc(${wide} * ${MICROS}) AS BIGINT))`;
  }
  if (to.name === 'TIMESTAMP' && isNumeric(from)) return `make_timestamp(CAST(trunc(${sql} * ${MICROS}) AS BIGINT))`;
  if (from.name !== 'TIMESTAMP' || !isNumeric(to)) return undefined;
  if (isFloating(to)) return `CAST(epoch_us(${sql}) / ${MICROS}.0 AS ${engineType(to)})`;
  if (to.name === 'DECIMAL')
    return toNumber(`CAST(epoch_us(${sql}) * 0.000001 AS DECIMAL(20,6))`, types.decimal(20, 6), to, lenient);
  return toNumber(`CAST(floor(epoch_us(${sql}) / ${MICROS}) AS BIGINT)`, types.BIGINT, to, lenient);
}

/** Between units of an interval: what is smaller than the last one of the new unit falls away. */
function intervals({ sql, type: from }: Typed, to: SqlType): string | undefined {
  const last = (type: SqlType): bigint => unitSize((type.unit ?? '').split(' ').at(-1) ?? '');
  const part = last(to);
  if (from.name === 'INTERVAL' && to.name === 'INTERVAL' && isMonths(from) === isMonths(to))
    return part <= last(from) ? sql : `CAST(trunc(${sql} / ${part}) * ${part} AS ${engineType(to)})`;
  const single = (type: SqlType): boolean => type.name === 'INTERVAL' && !type.unit?.includes(' TO ');
  if (single(to) && isInteger(from)) return `CAST(CAST(${sql} AS BIGINT) * ${part} AS ${engineType(to)})`;
  if (single(from) && isInteger(to)) return `CAST(trunc(${sql} / ${last(from)}) AS ${engineType(to)})`;
  return undefined;
}

/** Engine SQL for `CAST(value AS to)` with ANSI rules; `lenient` is try_cast: NULL in place of an error. `tooLarge` is the error class of a number out of range. */
export function castSql(value: Typed, to: SqlType, lenient = false, at?: number, tooLarge?: string): string {
  const { sql, type: from } = value;
  if (types.sameType(from, to)) return sql;
  if (types.isCalendar(from) && to.name === 'STRING') return `${natives.CALENDAR_TEXT}(${sql})`;
  const shown = [from, to].find(isOpaque);
  if (shown) throw cannotCompute(`with values of type ${typeText(shown)}`, at);
  if (from.name === 'VOID') {
    // What may fail instead does so whatever becomes of it.
    return `CAST(${mayRaise(sql) ? `CAST(${sql} AS VARCHAR)` : 'NULL'} AS ${engineType(to)})`;
  }
  if (from.name === 'VARIANT') return fromVariant(sql, to, lenient);
  if (to.name === 'VARIANT') return toVariant(value, false, at);
  if (to.name === 'STRING' && isNested(from) && types.hasVariant(from))
    throw cannotCompute(`casts from ${typeText(from)} to STRING`, at);
  if (to.name === 'STRING') return textOf(sql, from);
  if (isNested(from) && from.name === to.name) {
    const nested = castNested(value, to, (part, type) => castSql(part, type, lenient, at));
    if (nested !== undefined) return nested;
  }
  const special = value.literal !== undefined && from.name === 'STRING' ? specialMoment(value.literal) : undefined;
  if (special !== undefined && ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'].includes(to.name))
    return `CAST(make_timestamp(${special}) AS ${engineType(to)})`;
  if (from.name === 'STRING' && !isNested(to)) return fromText(sql, to, lenient);
  if (isNumeric(to) && (isNumeric(from) || from.name === 'BOOLEAN')) return toNumber(sql, from, to, lenient, tooLarge);
  if (to.name === 'BOOLEAN' && isNumeric(from)) return `(${sql} <> 0)`;
  const other = moments(value, to, lenient) ?? intervals(value, to);
  if (other !== undefined) return other;
  const isSuggested = (isNumeric(from) && to.name === 'DATE') || (from.name === 'DATE' && isNumeric(to));
  const isBytes = isInteger(from) && to.name === 'BINARY';
  const kind = isSuggested
    ? 'CAST_WITH_FUNC_SUGGESTION'
    : isBytes
      ? 'CAST_WITH_CONF_SUGGESTION'
      : 'CAST_WITHOUT_SUGGESTION';
  const sentence = `Cannot resolve "CAST(${value.name} AS ${typeText(to)})" due to data type mismatch: cannot cast "${typeText(from)}" to "${typeText(to)}".`;
  throw new SqlError(`DATATYPE_MISMATCH.${kind}`, '42K09', sentence, at);
}
