import { DuckDBDateValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { isInteger, type SqlType, typeText, VOID } from '../types.ts';
import { dateText, momentText } from './calendar.ts';
import { readLine, writeLine } from './csv-line.ts';
import { type CsvOptions, PLAIN_CSV, readCsvOptions } from './csv-options.ts';
import { formatMicros, tryReadMoment } from './moments.ts';
import { atomText, fieldsOf, readType, showValue } from './show-value.ts';
import { dateOf, decimalOf, momentOf, wholeOf } from './values-of-text.ts';
import { momentJson } from './write-json.ts';

const MICROS_A_DAY = 86_400_000_000n;
const BITS: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 };
const FLOATING = /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?[dDfF]?$/;
const ENDLESS = /^(NaN|[+-]?Infinity|-?Inf)$/;

/** A number as JavaScript knows it; undefined where a text is none to Java. */
function floatingOf(text: string): string | undefined {
  const plain = text.trim();
  if (ENDLESS.test(plain)) return plain.replace(/Inf$/, 'Infinity').replace('+', '');
  return FLOATING.test(plain) ? String(Number(plain.replace(/[dDfF]$/, ''))) : undefined;
}

function microsOf(text: string, pattern: string | undefined): bigint | undefined {
  return (pattern === undefined ? momentOf(text)?.micros : tryReadMoment(text, pattern)) ?? undefined;
}

/** A value as the text of its type; undefined where it is none of it. */
function cellOf(text: string, type: SqlType, options: CsvOptions): string | undefined {
  if (type.name === 'STRING') return text;
  if (type.name === 'BOOLEAN') return /^(true|false)$/i.test(text) ? text.toLowerCase() : undefined;
  if (isInteger(type)) return /^[+-]?\d+$/.test(text) ? wholeOf(text, BITS[type.name] ?? 64)?.toString() : undefined;
  if (type.name === 'DOUBLE' || type.name === 'FLOAT') return floatingOf(text);
  if (type.name === 'DECIMAL')
    return /\s/.test(text) ? undefined : decimalOf(text.replaceAll(',', ''), type.precision, type.scale) || undefined;
  if (type.name === 'DATE') {
    const days = options.date === undefined ? dateOf(text) : microsOf(text, options.date);
    if (days === null || days === undefined) return undefined;
    return typeof days === 'bigint' ? momentText(days).split(' ')[0] : dateText(days);
  }
  if (type.name === 'TIMESTAMP' || type.name === 'TIMESTAMP_NTZ') {
    const micros = microsOf(text, options.timestamp);
    return micros === undefined ? undefined : momentText(micros);
  }
  throw cannotCompute(`from_csv() to ${typeText(type)}`);
}

/** The line as JSON with fields f0, f1, …; what is of another type is NULL, or an error where that is asked for. */
function read(text: string, type: SqlType, options: CsvOptions): string {
  const values = readLine(text, options);
  const parts = type.parts ?? [];
  let isBad = values.length !== parts.length;
  const fields = parts.map((part, index) => {
    const value = values[index] ?? null;
    const cell = value === null ? null : cellOf(value, part, options);
    if (cell === undefined) isBad = true;
    return `"f${index}":${JSON.stringify(cell ?? null)}`;
  });
  if (!isBad || !options.failsFast) return `{${fields.join(',')}}`;
  const sentence = `Malformed records are detected in record parsing: ${text.slice(0, 200)}. Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.`;
  throw new SqlError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', '22023', sentence);
}
export const readCsv = (text: string, type: string): string => read(text, readType(type), PLAIN_CSV);
export const readCsvWith = (text: string, type: string, options: DuckDBValue): string =>
  read(text, readType(type), readCsvOptions(options, false));

function shownCell(value: DuckDBValue, type: SqlType, { date, timestamp }: CsvOptions): string | null {
  if (value === null) return null;
  if (value instanceof DuckDBDateValue)
    return date === undefined ? dateText(value.days) : formatMicros(BigInt(value.days) * MICROS_A_DAY, date);
  if (value instanceof DuckDBTimestampValue)
    return timestamp === undefined
      ? momentJson(value.micros, type.name === 'TIMESTAMP')
      : formatMicros(value.micros, timestamp);
  if (['BINARY', 'VARIANT'].includes(type.name)) throw cannotCompute(`to_csv() of ${typeText(type)}`);
  return type.parts ? showValue(value, type) : atomText(value, type);
}

function write(value: DuckDBValue, type: SqlType, options: CsvOptions): string | null {
  const cells = fieldsOf(value).map((field, index) => shownCell(field, type.parts?.[index] ?? VOID, options));
  return cells.length === 1 && cells[0] === null ? null : writeLine(cells, options);
}
export const writeCsv = (value: DuckDBValue, type: string): string | null => write(value, readType(type), PLAIN_CSV);
export const writeCsvWith = (value: DuckDBValue, type: string, options: DuckDBValue): string | null =>
  write(value, readType(type), readCsvOptions(options, true));

/** The type that Spark takes a value for. */
function guess(text: string | null): string {
  if (text === null) return 'STRING';
  if (/^[+-]?\d+$/.test(text)) {
    if (wholeOf(text, 32) !== null) return 'INT';
    if (wholeOf(text, 64) !== null) return 'BIGINT';
    const digits = text.replace(/^[+-]?0*/, '').length;
    return digits <= 38 ? `DECIMAL(${digits},0)` : 'DOUBLE';
  }
  if (floatingOf(text) !== undefined) return 'DOUBLE';
  if (/^\d{4}-\d\d-\d\d$/.test(text) && dateOf(text) !== null) return 'DATE';
  if (momentOf(text)) return 'TIMESTAMP';
  return /^(true|false)$/i.test(text) ? 'BOOLEAN' : 'STRING';
}

export function schemaOfCsv(text: string, mark: string): string {
  const fields = readLine(text, { ...PLAIN_CSV, mark }).map((value, index) => `_c${index}: ${guess(value)}`);
  return `STRUCT<${fields.join(', ')}>`;
}
