import type { DuckDBValue } from '@duckdb/node-api';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { firstPart, isInteger, type SqlType, secondPart, typeText, VOID } from '../types.ts';
import { dateText, momentText } from './calendar.ts';
import { type Json, JsonNumber } from './json-text.ts';
import { atomText, entriesOf, fieldsOf, itemsOf, readType } from './show-value.ts';
import { booleanOf, dateOf, decimalOf, doubleOf, momentOf, wholeOf } from './values-of-text.ts';
import { decimalText, heldDouble, isList, readVariant, showJson, textOfVariant, writeVariant } from './variant-text.ts';

const BITS: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 };
const REFUSED = ['BINARY', 'INTERVAL', 'VOID'];

class BadValue extends Error {}

/** A number's text without what stands behind the point. */
const wholeText = (text: string): string => {
  if (!text.includes('E')) return text.split('.')[0] ?? text;
  return String(BigInt(Math.trunc(Number(text))));
};

/** A text, a boolean or a number as the text of another type; null where it cannot be. */
function atom(value: string | boolean | JsonNumber, type: SqlType): string | number | bigint | boolean | null {
  const number =
    value instanceof JsonNumber ? value.text : typeof value === 'boolean' ? String(Number(value)) : undefined;
  const text = typeof value === 'string' ? value : undefined;
  if (isInteger(type)) return wholeOf(text ?? wholeText(number ?? ''), BITS[type.name] ?? 64);
  if (type.name === 'DOUBLE' || type.name === 'FLOAT') return text === undefined ? Number(number) : doubleOf(text);
  if (type.name === 'DECIMAL') return decimalOf(text ?? number ?? '', type.precision, type.scale) || null;
  if (type.name === 'BOOLEAN') return text === undefined ? Number(number) !== 0 : booleanOf(text);
  if (type.name === 'DATE') {
    const days = text === undefined ? null : dateOf(text);
    return days === null ? null : dateText(days);
  }
  if (text === undefined) {
    if (value instanceof JsonNumber && type.name === 'TIMESTAMP' && /^-?\d+$/.test(value.text))
      return momentText(BigInt(value.text) * 1_000_000n);
    throw cannotCompute(`casts of a VARIANT of ${textOfVariant(value)} to ${typeText(type)}`);
  }
  const moment = momentOf(text);
  return moment ? momentText(moment.micros) : null;
}

/** JSON of a value in the shape of a type, with fields f0, f1, …; what does not fit is left to whoever holds it. */
function shape(value: Json, type: SqlType, lenient: boolean): string {
  const part = (own: Json, inner: SqlType): string => (lenient ? tolerant(own, inner) : shape(own, inner, false));
  if (REFUSED.includes(type.name)) throw cannotCompute(`casts from VARIANT to ${typeText(type)}`);
  if (type.name === 'VARIANT') return JSON.stringify(writeVariant(value));
  if (value === null) return 'null';
  if (type.name === 'STRING') return JSON.stringify(textOfVariant(value));
  if (type.name === 'ARRAY' && isList(value)) return `[${value.map((item) => part(item, firstPart(type))).join(',')}]`;
  if (type.name === 'MAP' && firstPart(type).name !== 'STRING') throw cannotCompute('casts from VARIANT to this MAP');
  if (type.name === 'MAP' && value instanceof Map)
    return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${part(item, secondPart(type))}`).join(',')}}`;
  if (type.name === 'STRUCT' && value instanceof Map) {
    const fields = (type.names ?? []).map((name, index) => {
      const found: Json | undefined = value.get(name);
      return `"f${index}":${found === undefined ? 'null' : part(found, type.parts?.[index] ?? VOID)}`;
    });
    return `{${fields.join(',')}}`;
  }
  if (type.parts || isList(value) || value instanceof Map) throw new BadValue();
  const found = typeof value === 'object' && !(value instanceof JsonNumber) ? null : atom(value, type);
  if (found === null) throw new BadValue();
  return JSON.stringify(String(found));
}

function tolerant(value: Json, type: SqlType): string {
  try {
    return shape(value, type, true);
  } catch (error) {
    if (error instanceof BadValue) return 'null';
    throw error;
  }
}

export function tryCastVariant(text: string, typeJson: string): string {
  return tolerant(readVariant(text), readType(typeJson));
}
export function castVariant(text: string, typeJson: string): string {
  const [value, type] = [readVariant(text), readType(typeJson)];
  try {
    return shape(value, type, false);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    const sentence = `The variant value \`${showJson(value).slice(0, 200)}\` cannot be cast into "${typeText(type)}". Please use \`try_variant_get\` instead.`;
    throw new SqlError('INVALID_VARIANT_CAST', '22023', sentence);
  }
}
export const variantText = (text: string): string | null => {
  const value = readVariant(text);
  return value === null ? null : textOfVariant(value);
};

function held(value: DuckDBValue, type: SqlType): Json {
  if (value === null) return null;
  if (type.name === 'ARRAY') return itemsOf(value).map((item) => held(item, firstPart(type)));
  if (type.name === 'MAP')
    return sorted(entriesOf(value).map((entry) => [String(entry.key), held(entry.value, secondPart(type))]));
  if (type.name === 'STRUCT')
    return sorted(
      fieldsOf(value).map((field, index) => [type.names?.[index] ?? '', held(field, type.parts?.[index] ?? VOID)]),
    );
  if (type.name === 'VARIANT') return readVariant(String(value));
  if (typeof value === 'boolean') return value;
  if (type.name === 'STRING') return String(value);
  if (type.name === 'DOUBLE') return new JsonNumber(heldDouble(Number(value)));
  const text = atomText(value, type);
  return new JsonNumber(type.name === 'DECIMAL' ? decimalText(text) : text);
}
const sorted = (entries: [string, Json][]): Json => new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

/** A value as VARIANT. */
export const toVariant = (value: DuckDBValue, typeJson: string): string =>
  writeVariant(held(value, readType(typeJson)));
