import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { firstPart, type SqlType, secondPart, VOID } from '../types.ts';
import { dateText, momentText } from './calendar.ts';
import { intervalText } from './interval-text.ts';
import { floatText, javaDouble } from './number-text.ts';
import { readVariant, textOfVariant } from './variant-text.ts';

const kept = new Map<string, SqlType>();

/** A type written as JSON for a native that gets it beside a value. */
export function readType(text: string): SqlType {
  const known = kept.get(text);
  if (known) return known;
  const read: SqlType = JSON.parse(text);
  if (kept.size > 500) kept.clear();
  kept.set(text, read);
  return read;
}

export const itemsOf = (value: DuckDBValue): readonly DuckDBValue[] =>
  value instanceof DuckDBListValue ? value.items : [];
export const fieldsOf = (value: DuckDBValue): readonly DuckDBValue[] =>
  value instanceof DuckDBStructValue ? Object.values(value.entries) : [];
export const entriesOf = (value: DuckDBValue): readonly { key: DuckDBValue; value: DuckDBValue }[] =>
  value instanceof DuckDBMapValue ? value.entries : [];
export const bytesOf = (value: DuckDBValue): Buffer =>
  value instanceof DuckDBBlobValue ? Buffer.from(value.bytes) : Buffer.alloc(0);
export const wholeOf = (value: DuckDBValue): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)));

/** A value that has no parts, as a cast to STRING writes it. */
export function atomText(value: DuckDBValue, type: SqlType): string {
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (value instanceof DuckDBTimestampValue) return momentText(value.micros);
  if (value instanceof DuckDBBlobValue) return bytesOf(value).toString('utf8');
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (type.name === 'VARIANT') return textOfVariant(readVariant(String(value)));
  if (type.name === 'INTERVAL') return intervalText(wholeOf(value), type.unit ?? '');
  if (typeof value === 'number' && type.name === 'DOUBLE') return javaDouble(value);
  if (typeof value === 'number' && type.name === 'FLOAT') return floatText(value);
  return String(value);
}

/** As `CAST(… AS STRING)`: `[1, null]`, `{k -> 1}`, `{1, null}`. */
export function showValue(value: DuckDBValue, type: SqlType): string {
  if (value === null) return 'null';
  if (type.name === 'ARRAY')
    return `[${itemsOf(value)
      .map((item) => showValue(item, firstPart(type)))
      .join(', ')}]`;
  if (type.name === 'STRUCT')
    return `{${fieldsOf(value)
      .map((field, index) => showValue(field, type.parts?.[index] ?? VOID))
      .join(', ')}}`;
  if (type.name !== 'MAP') return atomText(value, type);
  const entries = entriesOf(value).map(
    (entry) => `${showValue(entry.key, firstPart(type))} -> ${showValue(entry.value, secondPart(type))}`,
  );
  return `{${entries.join(', ')}}`;
}
