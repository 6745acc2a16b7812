import type { DuckDBValue } from '@duckdb/node-api';
import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api';
import { firstPart, isNumeric, type SqlType, secondPart, VOID } from '../types.ts';
import { dateText, fieldsOf, momentText } from './calendar.ts';
import { atomText, bytesOf, entriesOf, itemsOf, fieldsOf as partsOf, readType, showValue } from './show-value.ts';
import { showVariant } from './variant-text.ts';

function momentJson(micros: bigint, zoned: boolean): string {
  const { micro } = fieldsOf(micros);
  const [day = '', clock = ''] = momentText(micros).split(' ');
  const fraction = String(micro).padStart(6, '0');
  return `${day}T${clock.split('.')[0]}.${fraction.endsWith('000') ? fraction.slice(0, 3) : fraction}${zoned ? 'Z' : ''}`;
}

/** A struct as a key is `[1,a]`. */
function keyText(value: DuckDBValue, type: SqlType): string {
  if (!type.parts) return atomText(value, type);
  const text = showValue(value, type);
  return type.name === 'STRUCT' ? `[${text.slice(1, -1).replaceAll(', ', ',')}]` : text;
}

function write(value: DuckDBValue, type: SqlType): string {
  if (value === null) return 'null';
  if (type.name === 'ARRAY')
    return `[${itemsOf(value)
      .map((item) => write(item, firstPart(type)))
      .join(',')}]`;
  if (type.name === 'MAP') {
    const entries = entriesOf(value).map(
      (entry) => `${JSON.stringify(keyText(entry.key, firstPart(type)))}:${write(entry.value, secondPart(type))}`,
    );
    return `{${entries.join(',')}}`;
  }
  if (type.name === 'STRUCT') {
    // A field that is NULL is left out.
    const fields = partsOf(value).flatMap((field, index) =>
      field === null
        ? []
        : [`${JSON.stringify(type.names?.[index] ?? '')}:${write(field, type.parts?.[index] ?? VOID)}`],
    );
    return `{${fields.join(',')}}`;
  }
  if (type.name === 'VARIANT') return showVariant(String(value));
  if (type.name === 'BOOLEAN') return String(value);
  if (isNumeric(type)) {
    const text = atomText(value, type);
    return /^-?(NaN|Infinity)$/.test(text) ? `"${text}"` : text;
  }
  if (value instanceof DuckDBDateValue) return `"${dateText(value.days)}"`;
  if (value instanceof DuckDBTimestampValue) return `"${momentJson(value.micros, type.name === 'TIMESTAMP')}"`;
  if (type.name === 'BINARY') return `"${bytesOf(value).toString('base64')}"`;
  return JSON.stringify(atomText(value, type));
}

/** A value as Spark's `to_json` writes it. */
export const writeJson = (value: DuckDBValue, type: string): string => write(value, readType(type));
