import { coerce } from '../analyze/coerce.ts';
import { quoteText } from '../analyze/typed.ts';
import { cannotCompute } from '../sql-error.ts';
import { DATE, INT, isInteger, type SqlType, STRING, TIMESTAMP } from '../types.ts';
import { argument, count, type Given, moment, type Rule, textLiteral, unexpected } from './rule.ts';

const part =
  (engine: (sql: string) => string, wanted: 'DATE' | 'TIMESTAMP'): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `CAST(${engine(moment(given, 0, wanted))} AS INTEGER)`, type: INT };
  };
const year = part((sql) => `year(${sql})`, 'DATE');
const month = part((sql) => `month(${sql})`, 'DATE');
const day = part((sql) => `day(${sql})`, 'DATE');
const quarter = part((sql) => `quarter(${sql})`, 'DATE');
const hour = part((sql) => `hour(${sql})`, 'TIMESTAMP');
const minute = part((sql) => `minute(${sql})`, 'TIMESTAMP');
const second = part((sql) => `second(${sql})`, 'TIMESTAMP');
const dayOfYear = part((sql) => `dayofyear(${sql})`, 'DATE');
const week = part((sql) => `week(${sql})`, 'DATE');
// Sunday is 1 in Spark and 0 in DuckDB.
const dayOfWeek = part((sql) => `(dayofweek(${sql}) + 1)`, 'DATE');
const weekday = part((sql) => `(isodow(${sql}) - 1)`, 'DATE');

const FIELDS: Readonly<Record<string, Rule>> = {
  YEAR: year,
  QUARTER: quarter,
  MONTH: month,
  WEEK: week,
  DAY: day,
  DOW: dayOfWeek,
  DAYOFWEEK: dayOfWeek,
  DOY: dayOfYear,
  HOUR: hour,
  MINUTE: minute,
};
const extract: Rule = (given) => {
  const field = textLiteral(given, 0).toUpperCase();
  const rule = FIELDS[field];
  if (!rule) throw cannotCompute(`extract(${field} FROM …)`, given.at);
  return rule({ ...given, args: given.args.slice(1) });
};

const UNITS: Readonly<Record<string, string>> = {
  YEAR: 'year',
  YYYY: 'year',
  YY: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  MON: 'month',
  MM: 'month',
  WEEK: 'week',
  DAY: 'day',
  DD: 'day',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
};
function unit(given: Given, index: number, known: RegExp): string {
  const written = textLiteral(given, index).toUpperCase();
  const engine = known.test(written) ? UNITS[written] : undefined;
  if (engine) return engine;
  throw cannotCompute(`${given.name}() by the unit '${written}'`, given.at);
}
const dateTrunc: Rule = (given) => {
  count(given, 2);
  const by = unit(given, 0, /./);
  return { sql: `CAST(date_trunc('${by}', ${moment(given, 1, 'TIMESTAMP')}) AS TIMESTAMP)`, type: TIMESTAMP };
};
const trunc: Rule = (given) => {
  count(given, 2);
  if (given.args[0] && !['DATE', 'TIMESTAMP', 'STRING', 'VOID'].includes(given.args[0].type.name))
    throw unexpected(given, argument(given, 0), '"DATE"');
  const by = unit(given, 1, /^(YEAR|YYYY|YY|QUARTER|MONTH|MON|MM|WEEK)$/);
  return { sql: `CAST(date_trunc('${by}', ${moment(given, 0, 'DATE')}) AS DATE)`, type: DATE };
};

const shift =
  (build: (date: string, amount: string) => string): Rule =>
  (given) => {
    count(given, 2);
    const written = argument(given, 1);
    if (written.type.name === 'STRING') throw cannotCompute(`${given.name}() by a number that is a STRING`, given.at);
    const amount = written.type.name === 'VOID' ? coerce(written, INT) : written;
    if (!isInteger(amount.type) || amount.type.name === 'BIGINT') throw unexpected(given, amount, '"INT"');
    return { sql: build(moment(given, 0, 'DATE'), `CAST(${amount.sql} AS INTEGER)`), type: DATE };
  };
const dateDiff: Rule = (given) => {
  count(given, 2);
  return { sql: `CAST((${moment(given, 0, 'DATE')} - ${moment(given, 1, 'DATE')}) AS INTEGER)`, type: INT };
};
const lastDay: Rule = (given) => {
  count(given, 1);
  return { sql: `last_day(${moment(given, 0, 'DATE')})`, type: DATE };
};
const read =
  (type: SqlType): Rule =>
  (given) => {
    if (given.args.length > 1) throw cannotCompute(`${given.name}() with a format`, given.at);
    const value = argument(given, 0);
    if (!['DATE', 'TIMESTAMP', 'STRING', 'VOID'].includes(value.type.name))
      throw cannotCompute(`${given.name}() of a number`, given.at);
    return coerce(value, type);
  };

const now =
  (type: SqlType): Rule =>
  (given) => {
    count(given, 0);
    const moment = new Date().toISOString().replace('T', ' ').replace('Z', '');
    return {
      sql: type.name === 'DATE' ? `CAST('${moment.slice(0, 10)}' AS DATE)` : `CAST('${moment}' AS TIMESTAMP)`,
      type,
    };
  };

/** Java's pattern letters that strftime writes alike; English names, as Databricks writes them by default. */
const LETTERS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  MM: '%m',
  dd: '%d',
  HH: '%H',
  mm: '%M',
  ss: '%S',
  MMM: '%b',
  MMMM: '%B',
  E: '%a',
  EEE: '%a',
  EEEE: '%A',
};
const dateFormat: Rule = (given) => {
  count(given, 2);
  const pattern = textLiteral(given, 1);
  const engine = pattern.replace(/([A-Za-z])\1*|[^A-Za-z]+/g, (run) => {
    const letters = /^[A-Za-z]/.test(run) ? LETTERS[run] : /^[-/:., _]+$/.test(run) ? run : undefined;
    if (letters === undefined) throw cannotCompute(`date_format() with '${run}' in its pattern`, given.at);
    return letters;
  });
  return { sql: `strftime(${moment(given, 0, 'TIMESTAMP')}, ${quoteText(engine)})`, type: STRING };
};

/** Date functions whose engine meaning equals Spark's, in UTC; units and patterns must be literals. */
export const DATES: Readonly<Record<string, Rule>> = {
  year,
  month,
  day,
  dayofmonth: day,
  quarter,
  hour,
  minute,
  second,
  dayofyear: dayOfYear,
  weekofyear: week,
  dayofweek: dayOfWeek,
  weekday,
  extract,
  date_trunc: dateTrunc,
  trunc,
  date_add: shift((date, amount) => `(${date} + ${amount})`),
  date_sub: shift((date, amount) => `(${date} - ${amount})`),
  add_months: shift((date, amount) => `CAST(${date} + to_months(${amount}) AS DATE)`),
  datediff: dateDiff,
  date_diff: dateDiff,
  last_day: lastDay,
  to_date: read(DATE),
  date: read(DATE),
  to_timestamp: read(TIMESTAMP),
  timestamp: read(TIMESTAMP),
  current_date: now(DATE),
  curdate: now(DATE),
  current_timestamp: now(TIMESTAMP),
  now: now(TIMESTAMP),
  date_format: dateFormat,
};
