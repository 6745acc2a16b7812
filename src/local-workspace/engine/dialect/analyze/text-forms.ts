import { engineType, isInteger, type SqlType } from '../types.ts';
import { quoteText } from './typed.ts';

/** What Spark trims from both ends of a text before it reads a value in it; for numbers with a fraction it is Java's trim. */
const ENDS = '[\\x00-\\x20\\x7F]*';
const JAVA_ENDS = '[\\x00-\\x20]*';
const DIGITS = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)';
const NUMBER = `${DIGITS}([eE][+-]?[0-9]+)?`;
/** As Java reads a double: `1d` and `1f` are numbers too. */
const DOUBLE = `${NUMBER}[dDfF]?|[+-]?[iI][nN][fF]([iI][nN][iI][tT][yY])?|[nN][aA][nN]|[+-]NaN`;
const HEX = '[+-]?0[xX][0-9a-fA-F.]+[pP][+-]?[0-9]+[dDfF]?';
const BOOLEAN = '[tT]([rR][uU][eE])?|[yY]([eE][sS])?|1|[fF]([aA][lL][sS][eE])?|[nN][oO]?|0';
const DAY = '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}';
/** 2024 and 2024-03 are dates too: the first day of each. */
const SHORT_DAY = '[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?';
const FAR_DAY = '([+-][0-9]{4,7}|[0-9]{5,7})(-[0-9]{1,2}(-[0-9]{1,2}([ T].*)?)?)?';
const SECONDS = '[0-9]{1,2}([.][0-9]*)?';
const ZONE = ' *(Z|UTC|GMT|UT|(UTC|GMT|UT)?[+-](0?[0-9]|1[0-7])(:[0-5]?[0-9])?)';
const CLOCK = `([01]?[0-9]|2[0-3])(:[0-9]{1,2}(:${SECONDS}(${ZONE})?)?)?`;
/** Zones of a region, and times without a date, which depend on the day they are read. */
const OTHER_MOMENT = `${DAY}[ T][0-9]{1,2}:[0-9]{1,2}:${SECONDS} *[A-Za-z+-].*|T?[0-9]{1,2}:[0-9].*|T[0-9]{1,2}`;

/** How a text becomes a value of one type; patterns are matched whole. */
export type TextForm = {
  readonly pattern: string;
  /** Engine SQL of the value, or NULL where a text of this form stands for none: `2024-02-30`. */
  readonly read: (sql: string) => string;
  /** Values in Spark that are refused here. */
  readonly refused?: string;
};

const whole = (pattern: string, ends = ENDS): string => `(?s)${ends}(${pattern})${ends}`;
const replace = (sql: string, pattern: string, by: string): string =>
  `regexp_replace(${sql}, ${quoteText(pattern)}, '${by}')`;
const trimmed = (sql: string): string => replace(replace(sql, `^${ENDS}`, ''), `${ENDS}$`, '');
const wholeDay = (sql: string): string =>
  replace(replace(sql, '^([0-9]{4})$', '\\1-01'), '^([0-9]{4}-[0-9]{1,2})$', '\\1-01');

/** Each step completes one part; at the end there are seconds, and a zone of two digits or four. */
const MOMENT_STEPS: readonly (readonly [string, string])[] = [
  ['^([^ T]*)$', '\\1 00'],
  ['([ T][0-9]+)$', '\\1:00'],
  ['([ T][0-9]+:[0-9]+)$', '\\1:00'],
  [' *(Z|UTC|GMT|UT)$', '+00'],
  [' *(?:UTC|GMT|UT)?([+-])([0-9])(:[0-9]+)?$', '\\10\\2\\3'],
  [' *(?:UTC|GMT|UT)?([+-][0-9]{2})(:[0-9]+)?$', '\\1\\2'],
  ['([+-][0-9]{2}:)([0-9])$', '\\10\\2'],
  ['([ T][0-9:.]+)$', '\\1+00'],
];

/** The engine would drop the zone of a TIMESTAMP, so the text is read as one with a zone, and its moment is taken. */
function readMoment(sql: string): string {
  const text = MOMENT_STEPS.reduce((before, [pattern, by]) => replace(before, pattern, by), wholeDay(trimmed(sql)));
  return `make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))`;
}

/** The form of texts that Spark casts to a type other than STRING. DuckDB alone takes more ('1.5' as INT) and less. */
export function textForm(to: SqlType): TextForm {
  const tried = (sql: string): string => `TRY_CAST(${sql} AS ${engineType(to)})`;
  if (isInteger(to)) return { pattern: whole('[+-]?[0-9]+'), read: (sql) => tried(trimmed(sql)) };
  switch (to.name) {
    case 'BOOLEAN':
      return { pattern: whole(BOOLEAN), read: (sql) => `regexp_matches(${trimmed(sql)}, '^[tTyY1]')` };
    case 'DECIMAL':
      // The engine rounds some numbers with a negative exponent otherwise than Spark, or not at all.
      return {
        pattern: whole(`${DIGITS}([eE][+]?[0-9]+)?`, JAVA_ENDS),
        read: (sql) => tried(trimmed(sql)),
        refused: whole(`${DIGITS}[eE]-[0-9]+`, JAVA_ENDS),
      };
    case 'DATE': {
      const day = (sql: string): string => `regexp_extract(${trimmed(sql)}, '^${SHORT_DAY}')`;
      const pattern = whole(`${SHORT_DAY}|${DAY}[ T].*`);
      return { pattern, read: (sql) => tried(wholeDay(day(sql))), refused: whole(FAR_DAY) };
    }
    case 'TIMESTAMP': {
      const refused = whole(`${FAR_DAY}|${OTHER_MOMENT}`);
      return { pattern: whole(`${SHORT_DAY}|${DAY}[ T]${CLOCK}`), read: readMoment, refused };
    }
    default: {
      const digits = (sql: string): string => replace(trimmed(sql), '([0-9.])[dDfF]$', '\\1');
      return {
        pattern: whole(DOUBLE, JAVA_ENDS),
        read: (sql) => tried(digits(sql)),
        refused: whole(HEX, JAVA_ENDS),
      };
    }
  }
}
