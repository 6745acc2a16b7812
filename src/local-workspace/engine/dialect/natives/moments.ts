import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { daysIn, epochDay, fieldsOf, isoWeekday } from './calendar.ts';
import { WEEKDAYS } from './date-pattern.ts';
import { formatMoment } from './format-date.ts';
import { cannotParse, parseMoment } from './parse-date.ts';
import { offsetOf } from './zones.ts';

const DAY = 86_400_000_000n;
const microsOf = (value: DuckDBValue): bigint => (value instanceof DuckDBTimestampValue ? value.micros : 0n);
const daysOf = (value: DuckDBValue): number => (value instanceof DuckDBDateValue ? value.days : 0);
const dayMicros = (days: number): bigint => BigInt(days) * DAY;

export const format = (value: DuckDBValue, pattern: string): string => formatMoment(microsOf(value), pattern);
export const formatMicros = formatMoment;

export function readMoment(text: string, pattern: string, instead: string): bigint {
  const value = parseMoment(text, pattern);
  if (value === null) throw cannotParse(text, instead);
  return value;
}
export const tryReadMoment = parseMoment;

/** The first day of the year, quarter, month or week of a day; null for a word that is none of them. */
function startOf(word: string, days: number): number | null {
  const { year, month } = fieldsOf(dayMicros(days));
  if (/^(YEAR|YYYY|YY)$/.test(word)) return epochDay(year, 1, 1);
  if (word === 'QUARTER') return epochDay(year, Math.floor((month - 1) / 3) * 3 + 1, 1);
  if (/^(MONTH|MON|MM)$/.test(word)) return epochDay(year, month, 1);
  return word === 'WEEK' ? days - isoWeekday(days) + 1 : null;
}

export const truncateDay = (value: DuckDBValue, word: string): number | null =>
  startOf(word.toUpperCase(), daysOf(value));

const SIZES: Readonly<Record<string, bigint>> = {
  DAY: DAY,
  DD: DAY,
  HOUR: 3_600_000_000n,
  MINUTE: 60_000_000n,
  SECOND: 1_000_000n,
  MILLISECOND: 1_000n,
  MICROSECOND: 1n,
};
export function truncate(word: string, value: DuckDBValue): bigint | null {
  const micros = microsOf(value);
  const upper = word.toUpperCase();
  const size = SIZES[upper];
  if (size !== undefined) return micros - (((micros % size) + size) % size);
  const start = startOf(upper, fieldsOf(micros).days);
  return start === null ? null : dayMicros(start);
}

export function nextDay(value: DuckDBValue, word: string): number {
  const upper = word.trim().toUpperCase();
  const index = WEEKDAYS.findIndex((name) =>
    [name, name.slice(0, 3), name.slice(0, 2)].some((own) => own.toUpperCase() === upper),
  );
  if (index < 0) {
    throw new SqlError('ILLEGAL_DAY_OF_WEEK', '22009', `Illegal input for day of week: ${word}.`);
  }
  const days = daysOf(value);
  return days + (((index + 1 - isoWeekday(days) + 6) % 7) + 1);
}

/** Whole months between two moments, toward zero. */
export function wholeMonths(from: bigint, to: bigint): bigint {
  const [a, b] = [fieldsOf(from), fieldsOf(to)];
  let months = (b.year - a.year) * 12 + b.month - a.month;
  const rest = (fields: typeof a, micros: bigint): bigint => BigInt(fields.day) * DAY + micros - dayMicros(fields.days);
  const [x, y] = [rest(a, from), rest(b, to)];
  if (months > 0 && y < x) months -= 1;
  if (months < 0 && y > x) months += 1;
  return BigInt(months);
}

export function monthsBetween(first: DuckDBValue, second: DuckDBValue, roundOff: boolean): number {
  const [a, b] = [fieldsOf(microsOf(first)), fieldsOf(microsOf(second))];
  const months = (a.year - b.year) * 12 + a.month - b.month;
  const isLast = (own: typeof a): boolean => own.day === daysIn(own.year, own.month);
  if (a.day === b.day || (isLast(a) && isLast(b))) return months;
  const seconds = (own: typeof a, micros: bigint): number =>
    own.day * 86_400 + Number((micros - dayMicros(own.days)) / 1_000_000n);
  const difference = months + (seconds(a, microsOf(first)) - seconds(b, microsOf(second))) / (31 * 86_400);
  return roundOff ? Math.round(difference * 1e8) / 1e8 : difference;
}

function badPart(text: string): SqlError {
  return new SqlError(
    'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION',
    '22023',
    `${text}. If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error.`,
  );
}
export function makeDate(year: number, month: number, day: number): number {
  const days = epochDay(year, month, day);
  if (days === null) throw badPart(`Invalid date: ${year}-${month}-${day}`);
  return days;
}

function zoneOffset(zone: string, seconds: number, clock: 'utc' | 'local'): bigint {
  const offset = offsetOf(zone, seconds, clock);
  if (offset === undefined)
    throw new SqlError(
      'INVALID_TIMEZONE',
      '22009',
      `The timezone: ${zone} is invalid. The timezone must be either a region-based zone ID or a zone offset.`,
    );
  return BigInt(offset) * 1_000_000n;
}

/** The seconds come as the text of a decimal; 60 is the next minute. */
export function momentOfParts(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: string,
  zone: string,
): bigint {
  const micros = BigInt(second.replace('.', ''));
  const days = epochDay(year, month, day);
  const most = micros === 60_000_000n ? 60_000_000n : 59_999_999n;
  if (micros > 60_000_000n && micros < 61_000_000n)
    throw new SqlError(
      'INVALID_FRACTION_OF_SECOND',
      '22023',
      'Valid range for seconds is [0, 60] (inclusive), but the provided value is greater.',
    );
  if (days === null || hour < 0 || hour > 23 || minute < 0 || minute > 59 || micros < 0n || micros > most)
    throw badPart('Invalid part of a timestamp');
  const local = dayMicros(days) + BigInt(hour) * 3_600_000_000n + BigInt(minute) * 60_000_000n + micros;
  return local - zoneOffset(zone, Number(local / 1_000_000n), 'local');
}

export const fromUtc = (value: DuckDBValue, zone: string): bigint =>
  microsOf(value) + zoneOffset(zone, Number(microsOf(value) / 1_000_000n), 'utc');
export const toUtc = (value: DuckDBValue, zone: string): bigint =>
  microsOf(value) - zoneOffset(zone, Number(microsOf(value) / 1_000_000n), 'local');
export function convertZone(from: string, to: string, value: DuckDBValue): bigint {
  const utc = toUtc(value, from);
  return utc + zoneOffset(to, Number(utc / 1_000_000n), 'utc');
}
