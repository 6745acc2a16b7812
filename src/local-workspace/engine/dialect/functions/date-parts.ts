import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define } from './define.ts';
import { argument, count, type Given, moment, type Rule, textLiteral, unexpected } from './rule.ts';

const part =
  (engine: (sql: string) => string, wanted: 'DATE' | 'TIMESTAMP'): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `CAST(${engine(moment(given, 0, wanted))} AS INTEGER)`, type: types.INT };
  };

/** How many days after 1970-01-01 a date is. */
export const dayNumber = (date: string): string =>
  `CAST(epoch_us(CAST(${date} AS TIMESTAMP)) // 86400000000 AS INTEGER)`;

const MICROS = 1_000_000;
/** A part of an interval: of its months or its microseconds. */
const ofInterval =
  (size: number, within: number, type: types.SqlType) =>
  (given: Given): ReturnType<Rule> => {
    const whole = `trunc(${argument(given, 0).sql} / ${size})`;
    const rest = within > 0 ? `(${whole} % ${within})` : whole;
    return { sql: `CAST(${rest} AS ${types.engineType(type)})`, type };
  };
const INTERVAL_PARTS: Readonly<Record<string, (given: Given) => ReturnType<Rule>>> = {
  year: ofInterval(12, 0, types.INT),
  month: ofInterval(1, 12, types.TINYINT),
  day: ofInterval(86_400 * MICROS, 0, types.INT),
  hour: ofInterval(3600 * MICROS, 24, types.TINYINT),
  minute: ofInterval(60 * MICROS, 60, types.TINYINT),
};

const PARTS: Readonly<Record<string, Rule>> = {
  year: part((sql) => `year(${sql})`, 'DATE'),
  yearofweek: part((sql) => `isoyear(${sql})`, 'DATE'),
  quarter: part((sql) => `quarter(${sql})`, 'DATE'),
  month: part((sql) => `month(${sql})`, 'DATE'),
  week: part((sql) => `week(${sql})`, 'DATE'),
  day: part((sql) => `day(${sql})`, 'DATE'),
  // Sunday is 1 in Spark and 0 in DuckDB.
  dow: part((sql) => `(dayofweek(${sql}) + 1)`, 'DATE'),
  iso: part((sql) => `isodow(${sql})`, 'DATE'),
  doy: part((sql) => `dayofyear(${sql})`, 'DATE'),
  hour: part((sql) => `hour(${sql})`, 'TIMESTAMP'),
  minute: part((sql) => `minute(${sql})`, 'TIMESTAMP'),
  whole: part((sql) => `second(${sql})`, 'TIMESTAMP'),
};
const seconds: Rule = (given) => {
  const value = argument(given, 0);
  const type = types.decimal(8, 6);
  const micros = value.type.name === 'INTERVAL' ? value.sql : `epoch_us(${moment(given, 0, 'TIMESTAMP')})`;
  const sign = value.type.name === 'INTERVAL' ? micros : `((${micros} % 60000000) + 60000000)`;
  return { sql: `CAST((${sign} % 60000000) * 0.000001 AS DECIMAL(8,6))`, type };
};

/** The names of fields that extract and date_part take. */
const FIELDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    year: 'y years yr yrs',
    yearofweek: '',
    quarter: 'qtr',
    month: 'mon mons months',
    week: 'w weeks',
    day: 'd days',
    dow: 'dayofweek',
    iso: 'dayofweek_iso dow_iso',
    doy: '',
    hour: 'h hours hr hrs',
    minute: 'm min mins minutes',
    second: 's sec seconds secs',
  }).flatMap(([field, names]) => [field, ...names.split(' ')].map((name) => [name, field])),
);

function unknownField(given: Given, field: string): SqlError {
  const sentence = `Cannot extract the field \`${field}\` from "${given.args[1]?.name ?? ''}" expression of the type "${types.typeText(given.args[1]?.type ?? types.VOID)}".`;
  return new SqlError('INVALID_EXTRACT_FIELD', '42601', sentence, given.at);
}

const extract: Rule = (given) => {
  count(given, 2);
  const field = FIELDS[textLiteral(given, 0).toLowerCase()];
  const rest = { ...given, args: given.args.slice(1) };
  const { type } = argument(given, 1);
  if (field === undefined || field === '') throw unknownField(given, textLiteral(given, 0));
  if (type.name === 'INTERVAL') {
    const monthly = ['year', 'month'].includes(field);
    const known = field === 'second' ? seconds : INTERVAL_PARTS[field];
    if (!known || monthly !== types.isMonths(type)) throw unknownField(given, textLiteral(given, 0));
    return known(rest);
  }
  if (field === 'second') return seconds(rest);
  return PARTS[field]?.(rest) ?? seconds(rest);
};

const NAMES =
  (engine: 'dayname' | 'monthname'): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `left(${engine}(${moment(given, 0, 'DATE')}), 3)`, type: types.STRING };
  };

const rule = (name: string): Rule => PARTS[name] ?? seconds;

/** Parts of dates, timestamps and intervals. */
export const DATE_PARTS = define({
  year: rule('year'),
  month: rule('month'),
  day: rule('day'),
  dayofmonth: 'day',
  quarter: rule('quarter'),
  hour: rule('hour'),
  minute: rule('minute'),
  second: rule('whole'),
  dayofyear: rule('doy'),
  weekofyear: rule('week'),
  dayofweek: rule('dow'),
  weekday: part((sql) => `(isodow(${sql}) - 1)`, 'DATE'),
  dayname: NAMES('dayname'),
  monthname: NAMES('monthname'),
  extract,
  date_part: extract,
  datepart: extract,
  unix_date: (given) => {
    count(given, 1);
    if (!/^(DATE|VOID)$/.test(argument(given, 0).type.name)) throw unexpected(given, argument(given, 0), '"DATE"');
    return { sql: dayNumber(moment(given, 0, 'DATE')), type: types.INT };
  },
});
