import type { DuckDBValue } from '@duckdb/node-api';
import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api';
import { firstPart, isNumeric, type SqlType, secondPart, VOID } from '../types.ts';
import { dateText, fieldsOf, momentText } from './calendar.ts';
import { type JsonOptions, NO_OPTIONS, patternOf, readOptions } from './json-options.ts';
import { formatMicros } from './moments.ts';
import { atomText, bytesOf, entriesOf, itemsOf, fieldsOf as partsOf, readType, showValue } from './show-value.ts';
import { showVariant } from './variant-text.ts';

const MICROS_A_DAY = 86_400_000_000n;

export function momentJson(micros: bigint, zoned: boolean): string {
  const { micro } = fieldsOf(micros);
  const [day = '', clock = ''] = momentText(micros).split(' ');
  return `${day}T${clock.split('.')[0]}.${String(micro).padStart(6, '0').slice(0, 3)}${zoned ? 'Z' : ''}`;
}

/** A struct as a key is `[1,a]`; a date and a timestamp are the numbers that they are held as. */
function keyText(value: DuckDBValue, type: SqlType): string {
  if (value instanceof DuckDBDateValue) return String(value.days);
  if (value instanceof DuckDBTimestampValue) return String(value.micros);
  if (!type.parts) return atomText(value, type);
  const text = showValue(value, type);
  return type.name === 'STRUCT' ? `[${text.slice(1, -1).replaceAll(', ', ',')}]` : text;
}

function write(value: DuckDBValue, type: SqlType, options: JsonOptions): string {
  if (value === null) return 'null';
  if (type.name === 'ARRAY')
    return `[${itemsOf(value)
      .map((item) => write(item, firstPart(type), options))
      .join(',')}]`;
  if (type.name === 'MAP') {
    const entries = entriesOf(value).map(
      (entry) =>
        `${JSON.stringify(keyText(entry.key, firstPart(type)))}:${write(entry.value, secondPart(type), options)}`,
    );
    return `{${entries.join(',')}}`;
  }
  if (type.name === 'STRUCT') {
    // A field that is NULL is left out, unless it is asked for.
    const fields = partsOf(value).flatMap((field, index) =>
      field === null && !options.keepsNulls
        ? []
        : [`${JSON.stringify(type.names?.[index] ?? '')}:${write(field, type.parts?.[index] ?? VOID, options)}`],
    );
    return `{${fields.join(',')}}`;
  }
  if (type.name === 'VARIANT') return showVariant(String(value));
  if (type.name === 'BOOLEAN') return String(value);
  if (isNumeric(type)) {
    const text = atomText(value, type);
    return /^-?(NaN|Infinity)$/.test(text) ? `"${text}"` : text;
  }
  const pattern = patternOf(options, type);
  if (pattern !== undefined && value instanceof DuckDBDateValue)
    return JSON.stringify(formatMicros(BigInt(value.days) * MICROS_A_DAY, pattern));
  if (pattern !== undefined && value instanceof DuckDBTimestampValue)
    return JSON.stringify(formatMicros(value.micros, pattern));
  if (value instanceof DuckDBDateValue) return `"${dateText(value.days)}"`;
  if (value instanceof DuckDBTimestampValue) return `"${momentJson(value.micros, type.name === 'TIMESTAMP')}"`;
  if (type.name === 'BINARY') return `"${bytesOf(value).toString('base64')}"`;
  return JSON.stringify(atomText(value, type));
}

/** A value as Spark's `to_json` writes it. */
export const writeJson = (value: DuckDBValue, type: string): string => write(value, readType(type), NO_OPTIONS);
export const writeJsonWith = (value: DuckDBValue, type: string, options: DuckDBValue): string =>
  write(value, readType(type), readOptions(options, true));
