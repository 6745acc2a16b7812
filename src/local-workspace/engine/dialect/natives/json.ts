import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import type { SqlType } from '../types.ts';
import { firstPart, isInteger, secondPart, typeText, VOID } from '../types.ts';
import { dateText, momentText } from './calendar.ts';
import { type JsonOptions, NO_OPTIONS, patternOf, readOptions } from './json-options.ts';
import { type Json, JsonNumber, keysOf, parseJson, writePlain } from './json-text.ts';
import { tryReadMoment } from './moments.ts';
import { readType } from './show-value.ts';
import { dateOf, decimalOf, momentOf, wholeOf } from './values-of-text.ts';

export function arrayLength(text: string): number | null {
  const value = parseJson(text);
  return Array.isArray(value) ? value.length : null;
}
export function objectKeys(text: string): string[] | null {
  const keys = keysOf(text);
  return keys ? [...keys] : null;
}

const refuse = (type: SqlType): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute from_json() to ${typeText(type)}.`,
  );

class BadValue extends Error {}

function atom(value: Json, type: SqlType, options: JsonOptions): string {
  const text = value instanceof JsonNumber ? value.text : typeof value === 'string' ? value : undefined;
  const number = value instanceof JsonNumber ? value.text : undefined;
  if (type.name === 'STRING')
    return JSON.stringify(text ?? (typeof value === 'boolean' ? String(value) : writePlain(value)));
  if (type.name === 'BOOLEAN' && typeof value === 'boolean') return String(value);
  if (isInteger(type) && number !== undefined) {
    const bits = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 }[
      type.name === 'TINYINT' || type.name === 'SMALLINT' || type.name === 'INT' ? type.name : 'BIGINT'
    ];
    const whole = wholeOf(number, bits);
    if (whole !== null) return `"${whole}"`;
  }
  if (type.name === 'DOUBLE' || type.name === 'FLOAT') {
    if (number !== undefined) return `"${Number(number)}"`;
    if (text !== undefined && /^(NaN|[+-]?INF|[+-]?Infinity)$/.test(text))
      return `"${text.replace('INF', 'Infinity')}"`;
  }
  if (type.name === 'DECIMAL' && text !== undefined) {
    const read = decimalOf(text, type.precision, type.scale);
    if (read) return `"${read}"`;
  }
  const pattern = patternOf(options, type);
  if (pattern !== undefined && typeof value === 'string') {
    const micros = tryReadMoment(value, pattern);
    if (micros === null) throw new BadValue();
    return type.name === 'DATE' ? `"${momentText(micros).slice(0, -9)}"` : `"${momentText(micros)}"`;
  }
  if (type.name === 'DATE' && typeof value === 'string') {
    const days = dateOf(value);
    if (days !== null) return `"${dateText(days)}"`;
  }
  if (type.name === 'TIMESTAMP' && number !== undefined && /^-?\d{1,11}$/.test(number))
    return `"${new Date(Number(number) * 1000).toISOString().slice(0, -1)}"`;
  if (type.name.startsWith('TIMESTAMP') && typeof value === 'string') {
    const moment = momentOf(value);
    if (moment)
      return `"${new Date(Number(moment.micros / 1000n)).toISOString().slice(0, -1)}${String(((moment.micros % 1000n) + 1000n) % 1000n).padStart(3, '0')}"`;
  }
  if (['BINARY', 'INTERVAL', 'VARIANT', 'VOID'].includes(type.name)) throw refuse(type);
  throw new BadValue();
}

/** Puts JSON into the order of a type, with fields f0, f1, …; what does not fit is left to whoever holds it. */
function shape(value: Json, type: SqlType, options: JsonOptions): string {
  if (value === null) return 'null';
  if (type.name === 'ARRAY') {
    if (!Array.isArray(value)) throw new BadValue();
    return `[${value.map((item) => shape(item, firstPart(type), options)).join(',')}]`;
  }
  if (type.name === 'MAP') {
    if (!(value instanceof Map)) throw new BadValue();
    if (firstPart(type).name !== 'STRING') throw refuse(type);
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${shape(item, secondPart(type), options)}`).join(',')}}`;
  }
  if (type.name !== 'STRUCT') return atom(value, type, options);
  if (!(value instanceof Map)) throw new BadValue();
  const fields = (type.names ?? []).map((name, index) => {
    const part = type.parts?.[index] ?? VOID;
    return `"f${index}":${tolerant(value.get(name) ?? null, part, options)}`;
  });
  return `{${fields.join(',')}}`;
}

/** A field that does not fit is NULL, and the others stay. */
function tolerant(value: Json, type: SqlType, options: JsonOptions): string {
  try {
    return shape(value, type, options);
  } catch (error) {
    if (error instanceof BadValue && !options.failsFast) return 'null';
    throw error;
  }
}

/** PERMISSIVE: a text that is no JSON, or not of the type, is NULL; for a struct it has NULL in every field. */
export const readJson = (text: string, typeJson: string): string | null =>
  withCorrupt(text, readType(typeJson), NO_OPTIONS);

/** FAILFAST: such a text is an error. */
export function readJsonWith(text: string, typeJson: string, given: DuckDBValue): string | null {
  const options = readOptions(given, false);
  try {
    return withCorrupt(text, readType(typeJson), options);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    const sentence = `Malformed records are detected in record parsing: ${text.slice(0, 200)}. Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.`;
    throw new SqlError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', '22023', sentence);
  }
}

const CORRUPT = '_corrupt_record';

/** A field of that name has the text where it does not fit the type. */
function withCorrupt(text: string, type: SqlType, options: JsonOptions): string | null {
  const made = read(text, type, options);
  const place = type.names?.indexOf(CORRUPT) ?? -1;
  if (made === null || place < 0 || options.failsFast) return made;
  try {
    read(text, type, { ...options, failsFast: true });
    return made;
  } catch (error) {
    if (error instanceof BadValue) return made.replace(`"f${place}":null`, () => `"f${place}":${JSON.stringify(text)}`);
    throw error;
  }
}

function read(text: string, type: SqlType, options: JsonOptions): string | null {
  const value = parseJson(text);
  if (text.trim() === '') return null;
  if (value === undefined && options.failsFast) throw new BadValue();
  const nothing = type.name === 'STRUCT' ? tolerant(new Map(), type, options) : null;
  if (value === undefined || value === null) return nothing;
  try {
    if (type.name === 'ARRAY' && value instanceof Map && firstPart(type).name === 'STRUCT')
      return `[${shape(value, firstPart(type), options)}]`;
    return shape(value, type, options);
  } catch (error) {
    if (error instanceof BadValue && !options.failsFast) return nothing;
    throw error;
  }
}
