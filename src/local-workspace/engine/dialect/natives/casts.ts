import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { calendarText } from './calendar-text.ts';
import { intervalText, readInterval } from './interval-text.ts';
import { native } from './native.ts';
import { floatText, javaDouble } from './number-text.ts';
import { bytesOf, readType, showValue } from './show-value.ts';
import * as read from './values-of-text.ts';

function malformed(text: string, to: string): SqlError {
  const sentence = `The value '${text}' of the type "STRING" cannot be cast to "${to}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead.`;
  return new SqlError('CAST_INVALID_INPUT', '22018', sentence);
}

export type TextCast = { readonly strict: string; readonly lenient: string };

/** Two natives that read a text: one fails where the other gives NULL. */
function both(name: string, type: types.SqlType, run: (text: string) => ReturnType<typeof cell>): TextCast {
  const to = types.typeText(type);
  const strict = (text: string) => {
    const value = run(text);
    if (value === null) throw malformed(text, to);
    return value;
  };
  return {
    strict: native(`${name}_of_text`, [types.STRING, types.STRING], type, strict, { fails: true }),
    lenient: native(`try_${name}_of_text`, [types.STRING], type, run),
  };
}
const cell = (value: string | number | bigint | boolean | null) => value;

const small = (text: string, bits: number): number | null => {
  const value = read.wholeOf(text, bits);
  return value === null ? null : Number(value);
};

const today = (): number => Math.floor(Date.now() / 86_400_000);

/** How a text becomes a value of these types. */
export const TEXT_CASTS: Readonly<Partial<Record<types.TypeName, TextCast>>> = {
  TINYINT: both('tinyint', types.TINYINT, (text) => small(text, 8)),
  SMALLINT: both('smallint', types.SMALLINT, (text) => small(text, 16)),
  INT: both('int', types.INT, (text) => small(text, 32)),
  BIGINT: both('bigint', types.BIGINT, (text) => read.wholeOf(text, 64)),
  FLOAT: both('float', types.FLOAT, read.doubleOf),
  DOUBLE: both('double', types.DOUBLE, read.doubleOf),
  BOOLEAN: both('boolean', types.BOOLEAN, read.booleanOf),
  DATE: both('date', types.DATE, read.dateOf),
  TIMESTAMP: both('timestamp', types.TIMESTAMP, (text) => read.momentOf(text, today())?.micros ?? null),
  TIMESTAMP_NTZ: both('timestamp_ntz', types.TIMESTAMP_NTZ, (text) => read.momentOf(text)?.clock ?? null),
};

/** A decimal of a text, as text; its type follows as precision and scale. */
export const DECIMAL_OF_TEXT = native(
  'decimal_of_text',
  [types.STRING, types.INT, types.INT, types.STRING],
  types.STRING,
  (text: string, precision: number, scale: number) => {
    const value = read.decimalOf(text, precision, scale);
    if (value === null) throw malformed(text, `DECIMAL(${precision},${scale})`);
    if (value !== '') return value;
    const sentence = `The ${text} rounded half up from ${text} cannot be represented as Decimal(${precision}, ${scale}).`;
    throw new SqlError('NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', '22003', sentence);
  },
  { fails: true },
);
export const TRY_DECIMAL_OF_TEXT = native(
  'try_decimal_of_text',
  [types.STRING, types.INT, types.INT],
  types.STRING,
  (text: string, precision: number, scale: number) => read.decimalOf(text, precision, scale) || null,
);

export const INTERVAL_OF_TEXT = native(
  'interval_of_text',
  [types.STRING, types.STRING, types.STRING],
  types.BIGINT,
  (text: string, unit: string) => {
    const quoted = /^\s*INTERVAL\s+'([^']*)'\s+([A-Z ]+?)\s*$/i.exec(text);
    const value = quoted ? readInterval(quoted[1] ?? '', (quoted[2] ?? '').toUpperCase()) : readInterval(text, unit);
    if (value === undefined)
      throw new SqlError(
        'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE',
        '22006',
        `Error parsing '${text}' to interval. Interval string does not match the format of INTERVAL ${unit}.`,
      );
    return value;
  },
  { fails: true },
);

export const DOUBLE_TEXT = native('double_text', [types.DOUBLE], types.STRING, javaDouble);
export const FLOAT_TEXT = native('float_text', [types.FLOAT], types.STRING, floatText);
export const BINARY_TEXT = native('binary_text', [types.BINARY], types.STRING, (value: DuckDBValue) =>
  bytesOf(value).toString('utf8'),
);
export const CALENDAR_TEXT = native('calendar_text', [undefined], types.STRING, calendarText);
export const INTERVAL_TEXT = native('interval_text', [types.BIGINT, types.STRING], types.STRING, intervalText);
export const SHOWN = native('shown', [undefined, types.STRING], types.STRING, (value: DuckDBValue, type: string) =>
  showValue(value, readType(type)),
);
