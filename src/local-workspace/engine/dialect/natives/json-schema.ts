import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { shown } from './json-path.ts';
import { type Json, JsonNumber, parseJson } from './json-text.ts';
import { itemsOf } from './show-value.ts';

type Shape = string | { readonly element: Shape } | ReadonlyMap<string, Shape>;

function shapeOf(value: Json): Shape {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value === 'string') return 'STRING';
  if (value instanceof JsonNumber) {
    if (!/^-?\d+$/.test(value.text)) return 'DOUBLE';
    const whole = BigInt(value.text);
    if (BigInt.asIntN(64, whole) === whole) return 'BIGINT';
    return `DECIMAL(${value.text.replace('-', '').length},0)`;
  }
  if (value instanceof Map)
    return new Map([...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, shapeOf(item)]));
  if (!Array.isArray(value)) return 'STRING';
  return { element: value.map(shapeOf).reduce(common, 'NULL') };
}

function common(a: Shape, b: Shape): Shape {
  if (a === 'NULL') return b;
  if (b === 'NULL') return a;
  if (a instanceof Map && b instanceof Map) {
    const keys = [...new Set([...a.keys(), ...b.keys()])].sort();
    return new Map(keys.map((key) => [key, common(a.get(key) ?? 'NULL', b.get(key) ?? 'NULL')]));
  }
  if (typeof a === 'object' && typeof b === 'object' && 'element' in a && 'element' in b)
    return { element: common(a.element, b.element) };
  if (a === b) return a;
  return [a, b].every((each) => each === 'BIGINT' || each === 'DOUBLE') ? 'DOUBLE' : 'STRING';
}

function write(shape: Shape): string {
  if (typeof shape === 'string') return shape === 'NULL' ? 'STRING' : shape;
  if ('element' in shape) return `ARRAY<${write(shape.element)}>`;
  const fields = [...shape].map(([key, item]) => `${/^\w+$/.test(key) ? key : `\`${key}\``}: ${write(item)}`);
  return `STRUCT<${fields.join(', ')}>`;
}

/** The type that Spark infers from a JSON text. */
export function schemaOfJson(text: string, withOptions: boolean): string {
  const value = parseJson(withOptions ? text.replace(/([[:,]\s*)0+(?=\d)/g, '$1') : text);
  if (value === undefined)
    throw new SqlError(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      'The local workspace cannot compute the schema of this JSON.',
    );
  return write(shapeOf(value));
}

/** The values of some keys of an object, as texts. */
export function jsonTuple(text: string | null, keys: DuckDBValue): (string | null)[] {
  const value = text === null ? undefined : parseJson(text);
  return itemsOf(keys).map((key) => (value instanceof Map ? shown(value.get(String(key)) ?? null) : null));
}
