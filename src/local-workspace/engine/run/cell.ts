import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { dateText, fieldsOf } from '../dialect/natives/calendar.ts';
import { calendarText } from '../dialect/natives/calendar-text.ts';
import { floatText, javaDouble } from '../dialect/natives/number-text.ts';
import {
  atomText,
  bytesOf,
  entriesOf,
  itemsOf,
  showValue,
  fieldsOf as structFields,
} from '../dialect/natives/show-value.ts';
import { showVariant } from '../dialect/natives/variant-text.ts';
import { firstPart, isOpaque, type SqlType, secondPart, VOID } from '../dialect/types.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-09-15T11:43:36.409`: three digits of the fraction, as the API sends them. */
function isoMoment(micros: bigint): string {
  const { days, hour, minute, second, micro } = fieldsOf(micros);
  const millis = String(Math.floor(micro / 1000)).padStart(3, '0');
  return `${dateText(days)}T${two(hour)}:${two(minute)}:${two(second)}.${millis}`;
}

type Json = string | boolean | number | null | readonly Json[] | { readonly [name: string]: Json };

/** A part of a nested cell: JSON, with numbers as text, as they stand in a cell of their own. */
function jsonCell(value: DuckDBValue, type: SqlType): Json {
  if (value === null) return null;
  if (type.name === 'ARRAY') return itemsOf(value).map((item) => jsonCell(item, firstPart(type)));
  if (type.name === 'MAP') {
    const entries = entriesOf(value).map(({ key, value: item }): [string, Json] => [
      showValue(key, firstPart(type)),
      jsonCell(item, secondPart(type)),
    ]);
    return Object.fromEntries(entries);
  }
  if (type.name === 'STRUCT') {
    const cells = structFields(value).map((field, index): [string, Json] => [
      type.names?.[index] ?? '',
      jsonCell(field, type.parts?.[index] ?? VOID),
    ]);
    return Object.fromEntries(cells);
  }
  return cellText(value, type);
}

/**
 * A cell as the API sends it: text, or null. Timestamps are `2026-09-15T11:43:36.409Z`.
 * Source: a real capture (facts `databricks-api.md` §1).
 */
export function cellText(value: DuckDBValue, type: SqlType): string | null {
  if (value === null || type.name === 'VOID') return null;
  if (value instanceof DuckDBTimestampValue) return `${isoMoment(value.micros)}${type.name === 'TIMESTAMP' ? 'Z' : ''}`;
  if (value instanceof DuckDBIntervalValue) return calendarText(value);
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (type.parts && !isOpaque(type)) return JSON.stringify(jsonCell(value, type));
  if (type.name === 'BINARY') return bytesOf(value).toString('base64');
  if (type.name === 'INTERVAL') return atomText(value, type);
  if (type.name === 'VARIANT') return showVariant(String(value));
  if (typeof value === 'number' && type.name === 'DOUBLE') return javaDouble(value);
  if (typeof value === 'number' && type.name === 'FLOAT') return floatText(value);
  return String(value);
}
