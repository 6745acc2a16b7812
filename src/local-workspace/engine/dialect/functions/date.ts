import { coerce } from '../analyze/coerce.ts';
import { moveMicros, moveMonths } from '../analyze/interval-arithmetic.ts';
import { raise } from '../analyze/raise.ts';
import * as moments from '../natives/moments.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { makeInterval, makeSeconds } from './make-interval.ts';
import { charOf } from './number-model.ts';
import { argument, convert, count, type Given, moment, number, type Rule, text, unexpected } from './rule.ts';

const dateTrunc = failing('string, timestamp -> timestamp', moments.truncate);
const trunc = failing('date, string -> date', moments.truncateDay);

/** Days that a number stands for; a text is read as one, a BIGINT is none. */
function days(given: Given, index: number): string {
  const value = argument(given, index);
  const amount = value.type.name === 'VOID' || value.type.name === 'STRING' ? coerce(value, types.INT) : value;
  if (!types.isInteger(amount.type) || amount.type.name === 'BIGINT')
    throw unexpected(given, amount, '("INT" or "SMALLINT" or "TINYINT")');
  return `CAST(${amount.sql} AS INTEGER)`;
}
const shift =
  (build: (date: string, amount: string) => string): Rule =>
  (given) => {
    count(given, 2);
    return { sql: build(moment(given, 0, 'DATE'), days(given, 1)), type: types.DATE };
  };

const UNITS: Readonly<Record<string, { readonly months?: number; readonly micros?: bigint }>> = {
  YEAR: { months: 12 },
  QUARTER: { months: 3 },
  MONTH: { months: 1 },
  WEEK: { micros: 604_800_000_000n },
  DAY: { micros: 86_400_000_000n },
  DAYOFYEAR: { micros: 86_400_000_000n },
  HOUR: { micros: 3_600_000_000n },
  MINUTE: { micros: 60_000_000n },
  SECOND: { micros: 1_000_000n },
  MILLISECOND: { micros: 1_000n },
  MICROSECOND: { micros: 1n },
};
function unitOf(given: Given): { readonly months?: number; readonly micros?: bigint } {
  const written = given.args[0]?.literal ?? given.args[0]?.name ?? '';
  const unit = UNITS[written.toUpperCase()];
  if (unit && given.args[0]?.type.name !== 'STRING') return unit;
  const sentence = `\`${given.name}\` expects one of the units without quotes YEAR, QUARTER, MONTH, WEEK, DAY, DAYOFYEAR, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND as the 1st parameter, but got the invalid unit: ${written}.`;
  throw new SqlError('INVALID_PARAMETER_VALUE.DATETIME_UNIT', '22023', sentence, given.at);
}
const stamp = (given: Given, index: number) => {
  const value = argument(given, index);
  if (value.type.name === 'TIMESTAMP_NTZ') return value;
  return coerce(value, types.TIMESTAMP);
};
const addUnits: Rule = (given) => {
  const unit = unitOf(given);
  const amount = coerce(number(given, 1), types.INT).sql;
  return unit.months === undefined
    ? moveMicros(stamp(given, 2), `(CAST(${amount} AS BIGINT) * ${unit.micros})`)
    : moveMonths(stamp(given, 2), `(${amount} * ${unit.months})`);
};
const countUnits: Rule = (given) => {
  const unit = unitOf(given);
  const [from, to] = [stamp(given, 1).sql, stamp(given, 2).sql];
  if (unit.months === undefined)
    return {
      sql: `CAST(trunc((epoch_us(${to}) - epoch_us(${from})) // ${unit.micros}) AS BIGINT)`,
      type: types.BIGINT,
    };
  return {
    sql: `CAST(spark_whole_months(epoch_us(${from}), epoch_us(${to})) // ${unit.months} AS BIGINT)`,
    type: types.BIGINT,
  };
};

const dateDiff: Rule = (given) => {
  if (given.args.length === 3) return countUnits(given);
  count(given, 2);
  return { sql: `CAST((${moment(given, 0, 'DATE')} - ${moment(given, 1, 'DATE')}) AS INTEGER)`, type: types.INT };
};

/** Reads a text by a pattern, or casts where there is none; a date or timestamp needs no pattern. */
const read =
  (type: types.SqlType, lenient: boolean): Rule =>
  (given) => {
    count(given, 1, 2);
    const value = argument(given, 0);
    const isText = value.type.name === 'STRING' || value.type.name === 'VOID';
    // A number is read by its digits.
    if (type.name === 'DATE' && types.isNumeric(value.type))
      return read(type, lenient)({ ...given, args: [coerce(value, types.STRING), ...given.args.slice(1)] });
    if (!isText || given.args.length === 1) {
      if (lenient && isText) return { sql: CASTS[type.name]?.(coerce(value, types.STRING).sql) ?? '', type };
      return { sql: coerce(value, type).sql, type };
    }
    const pattern = text(given, 1);
    const name = lenient ? 'spark_try_read_moment_or_error' : 'spark_read_moment_or_error';
    const instead = type.name === 'DATE' ? 'try_to_date' : 'try_to_timestamp';
    const args = [coerce(value, types.STRING).sql, pattern, ...(lenient ? [] : [`'${instead}'`])];
    return { sql: `CAST(${name}(${args.join(', ')}) AS ${types.engineType(type)})`, type };
  };
const CASTS: Readonly<Record<string, (sql: string) => string>> = {
  DATE: (sql) => `spark_try_date_of_text(${sql})`,
  TIMESTAMP: (sql) => `spark_try_timestamp_of_text(${sql})`,
  TIMESTAMP_NTZ: (sql) => `spark_try_timestamp_ntz_of_text(${sql})`,
};
define({
  read_moment: failing('string, string, string -> timestamp', moments.readMoment),
  try_read_moment: failing('string, string -> timestamp', moments.tryReadMoment),
  whole_months: fn('bigint, bigint -> bigint', moments.wholeMonths),
  format_moment: failing('timestamp, string -> string', moments.format),
});

const now =
  (type: types.SqlType): Rule =>
  (given) => {
    count(given, 0);
    const text = new Date().toISOString().replace('T', ' ').replace('Z', '');
    return {
      sql: type.name === 'DATE' ? `CAST('${text.slice(0, 10)}' AS DATE)` : `CAST('${text}' AS TIMESTAMP)`,
      type,
    };
  };

const dateFormat: Rule = (given) => {
  count(given, 2);
  return {
    sql: `spark_format_moment_or_error(${moment(given, 0, 'TIMESTAMP')}, ${text(given, 1)})`,
    type: types.STRING,
  };
};

const unixTime: Rule = (given) => {
  if (given.args.length === 0) return { sql: `CAST(${Math.floor(Date.now() / 1000)} AS BIGINT)`, type: types.BIGINT };
  count(given, 1, 2);
  const value = argument(given, 0);
  const isText = value.type.name === 'STRING' || value.type.name === 'VOID';
  if (!isText && value.type.name !== 'DATE' && !value.type.name.startsWith('TIMESTAMP'))
    throw unexpected(given, value, '("STRING" or "DATE" or "TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE")');
  const pattern = given.args[1] ? coerce(given.args[1], types.STRING).sql : "'yyyy-MM-dd HH:mm:ss'";
  const sql = isText
    ? `spark_read_moment_or_error(${coerce(value, types.STRING).sql}, ${pattern}, 'try_to_timestamp')`
    : coerce(value, types.TIMESTAMP).sql;
  return { sql: `CAST(floor(epoch_us(${sql}) / 1000000) AS BIGINT)`, type: types.BIGINT };
};

/** The moment, or Spark's error where so many units of a second are more than a timestamp holds. */
const within = (units: string, perSecond: number, moment_: string): string => {
  const sentence = 'Datetime operation overflow: the number is too large for a timestamp.';
  const failure = raise('DATETIME_OVERFLOW', '22008', sentence, undefined, '', types.TIMESTAMP);
  return `CASE WHEN abs(CAST(${units} AS HUGEINT)) > ${9_223_372_036_854n * BigInt(perSecond)} THEN ${failure} ELSE ${moment_} END`;
};
/** Spark has no class for it. */
const TOO_FINE = raise(
  'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
  '0A000',
  'The local workspace cannot compute timestamp_seconds() of parts of a microsecond.',
  undefined,
  '',
  types.TIMESTAMP,
);
const secondsTo: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  if (!types.isNumeric(value.type) && value.type.name !== 'VOID') throw unexpected(given, value, '"NUMERIC"');
  const { sql } = coerce(value, types.TIMESTAMP);
  if (value.type.name === 'DECIMAL' && types.asDecimal(value.type).scale > 6) {
    const finer = `${value.sql} <> trunc(${value.sql}, 6)`;
    return { sql: `CASE WHEN ${finer} THEN ${TOO_FINE} ELSE ${sql} END`, type: types.TIMESTAMP };
  }
  return { sql: types.isInteger(value.type) ? within(value.sql, 1, sql) : sql, type: types.TIMESTAMP };
};

define({ moment_of_parts: failing('int, int, int, int, int, string, string -> timestamp', moments.momentOfParts) });
/** A timestamp of its parts, or of a date; `lenient` is NULL where there is no such moment. */
const made =
  (type: types.SqlType, lenient: boolean): Rule =>
  (given) => {
    const only = given.args.length === 1 ? argument(given, 0) : undefined;
    if (only?.type.name === 'DATE' && /^(try_)?make_timestamp$/.test(given.name))
      return { sql: coerce(only, type).sql, type };
    count(given, 6, type.name === 'TIMESTAMP' ? 7 : 6);
    const parts = [0, 1, 2, 3, 4].map((index) => coerce(number(given, index), types.INT).sql);
    const second = number(given, 5);
    // A cast that cannot fail; what has more digits is an error that TRY would not see.
    const { precision, scale } = types.asDecimal(second.type);
    const fits = types.isExact(second.type) && precision - scale <= 10;
    const exact = fits ? `CAST(${second.sql} AS DECIMAL(16,6))` : coerce(second, types.decimal(16, 6)).sql;
    const seconds = `CAST(${exact} AS VARCHAR)`;
    const zone = given.args[6] ? coerce(given.args[6], types.STRING).sql : "'UTC'";
    const sql = `spark_moment_of_parts_or_error(${[...parts, seconds, zone].join(', ')})`;
    if (lenient && /\berror\(/.test(sql)) throw cannotCompute(`${given.name}() of these types`, given.at);
    return { sql: lenient ? `TRY(${sql})` : sql, type };
  };

const MONTHS = '(CAST($1 AS BIGINT) * 12 + $2)';
const TOO_LONG = raise(
  'INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION',
  '22015',
  'Integer overflow while operating with intervals. Try devising appropriate values for the interval parameters.',
  undefined,
  '',
  types.MONTHS,
);

/** Functions of dates and timestamps, in UTC. */
export const DATES = define({
  date_trunc: dateTrunc,
  trunc,
  date_add: (given) =>
    given.args.length === 3 ? addUnits(given) : shift((date, amount) => `(${date} + ${amount})`)(given),
  dateadd: 'date_add',
  timestampadd: addUnits,
  date_sub: shift((date, amount) => `(${date} - ${amount})`),
  add_months: fn('date, int -> date', 'CAST($1 + to_months($2) AS DATE)'),
  datediff: dateDiff,
  date_diff: dateDiff,
  timestampdiff: countUnits,
  last_day: fn('date -> date', 'last_day($1)'),
  next_day: failing('date, string -> date', moments.nextDay),
  months_between: fn('timestamp, timestamp, boolean = true -> double', moments.monthsBetween),
  make_date: failing('int, int, int -> date', moments.makeDate),
  make_timestamp: made(types.TIMESTAMP, false),
  make_timestamp_ltz: 'make_timestamp',
  make_timestamp_ntz: made(types.TIMESTAMP_NTZ, false),
  try_make_timestamp: made(types.TIMESTAMP, true),
  try_make_timestamp_ltz: 'try_make_timestamp',
  try_make_timestamp_ntz: made(types.TIMESTAMP_NTZ, true),
  make_ym_interval: fn(
    'int = 0, int = 0 -> months',
    `CASE WHEN abs(${MONTHS}) > 2147483647 THEN ${TOO_LONG} ELSE CAST(${MONTHS} AS INTEGER) END`,
  ),
  make_interval: makeInterval,
  make_dt_interval: makeSeconds,
  to_date: read(types.DATE, false),
  try_to_date: read(types.DATE, true),
  date: convert(types.DATE),
  to_timestamp: read(types.TIMESTAMP, false),
  to_timestamp_ltz: 'to_timestamp',
  to_timestamp_ntz: read(types.TIMESTAMP_NTZ, false),
  try_to_timestamp: read(types.TIMESTAMP, true),
  timestamp: convert(types.TIMESTAMP),
  unix_timestamp: unixTime,
  to_unix_timestamp: unixTime,
  unix_seconds: fn('timestamp!|timestamp_ntz! -> bigint', 'CAST(floor(epoch_us($1) / 1000000) AS BIGINT)'),
  unix_millis: fn('timestamp!|timestamp_ntz! -> bigint', 'CAST(floor(epoch_us($1) / 1000) AS BIGINT)'),
  unix_micros: fn('timestamp!|timestamp_ntz! -> bigint', 'epoch_us($1)'),
  from_unixtime: failing('bigint, string = `yyyy-MM-dd HH:mm:ss` -> string', (seconds: bigint, pattern: string) =>
    moments.formatMicros(seconds * 1_000_000n, pattern),
  ),
  timestamp_seconds: secondsTo,
  timestamp_millis: fn('bigint! -> timestamp', within('$1', 1000, 'make_timestamp($1 * 1000)')),
  timestamp_micros: fn('bigint! -> timestamp', 'make_timestamp($1)'),
  date_from_unix_date: fn('int -> date', "(CAST('1970-01-01' AS DATE) + $1)"),
  from_utc_timestamp: failing('timestamp, string -> timestamp', moments.fromUtc),
  to_utc_timestamp: failing('timestamp, string -> timestamp', moments.toUtc),
  convert_timezone: (given) => {
    count(given, 2, 3);
    const first = given.args.length - 2;
    const from = first === 1 ? text(given, 0) : "'UTC'";
    const moved = coerce(argument(given, first + 1), types.TIMESTAMP_NTZ).sql;
    const sql = [from, text(given, first), moved].join(', ');
    return { sql: `spark_convert_zone_or_error(${sql})`, type: types.TIMESTAMP_NTZ };
  },
  window_time: (given) => {
    count(given, 1);
    const value = argument(given, 0);
    const [start, end] = value.type.parts ?? [];
    if (value.type.names?.join() !== 'start,end' || !start || !end?.name.startsWith('TIMESTAMP'))
      throw cannotCompute('window_time() of what is no window', given.at);
    if (value.sql.endsWith('.s')) throw cannotCompute('window_time() in the query that makes the window', given.at);
    return { sql: `make_timestamp(epoch_us(struct_extract(${value.sql}, 'f1')) - 1)`, type: end };
  },
  current_date: now(types.DATE),
  curdate: now(types.DATE),
  current_timestamp: now(types.TIMESTAMP),
  localtimestamp: now(types.TIMESTAMP_NTZ),
  now: now(types.TIMESTAMP),
  current_timezone: fn('-> string', "'UTC'"),
  date_format: dateFormat,
  to_char: (given) => {
    const { type } = argument(given, 0);
    if (type.name === 'DATE' || type.name.startsWith('TIMESTAMP')) return dateFormat(given);
    return charOf(given);
  },
  to_varchar: 'to_char',
});
define({ convert_zone: failing('string, string, timestamp_ntz -> timestamp_ntz', moments.convertZone) });
/** Reads the word of a unit that stands where a column might: DATEADD(DAY, …). */
export const takesUnit = (name: string, parts: readonly string[]): boolean =>
  /^(date_?add|date_?diff|timestampadd|timestampdiff)$/.test(name) &&
  UNITS[parts.join('.').toUpperCase()] !== undefined;
