import type { DuckDBValue } from '@duckdb/node-api';
import { type Json, JsonNumber } from './json-text.ts';
import { itemsOf } from './show-value.ts';
import { isList, kindOf, readVariant } from './variant-text.ts';

type Shape =
  | { readonly name: 'VOID' | 'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'STRING' | 'VARIANT' }
  | { readonly name: 'DECIMAL'; readonly precision: number; readonly scale: number }
  | { readonly name: 'ARRAY'; readonly element: Shape }
  | { readonly name: 'OBJECT'; readonly fields: ReadonlyMap<string, Shape> };

const VOID: Shape = { name: 'VOID' };

function numberShape(text: string): Shape {
  const kind = kindOf(text);
  if (kind === 'whole') return { name: 'BIGINT' };
  if (kind === 'double') return { name: 'DOUBLE' };
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const scale = fraction === '0' ? 0 : fraction.length;
  const digits = `${whole}${scale === 0 ? '' : fraction}`.replace(/^0+/, '').length;
  return { name: 'DECIMAL', precision: Math.max(digits, scale, 1), scale };
}

function shapeOf(value: Json): Shape {
  if (value === null) return VOID;
  if (typeof value === 'boolean') return { name: 'BOOLEAN' };
  if (typeof value === 'string') return { name: 'STRING' };
  if (value instanceof JsonNumber) return numberShape(value.text);
  if (isList(value)) return { name: 'ARRAY', element: value.map(shapeOf).reduce(common, VOID) };
  const fields = value instanceof Map ? [...value] : [];
  return { name: 'OBJECT', fields: new Map(fields.map(([key, item]) => [key, shapeOf(item)])) };
}

const DIGITS_OF_BIGINT = 20;
const MOST_DIGITS = 38;

function decimals(a: Shape, b: Shape): Shape | undefined {
  const wide = (shape: Shape): Shape =>
    shape.name === 'BIGINT' ? { name: 'DECIMAL', precision: DIGITS_OF_BIGINT, scale: 0 } : shape;
  const [x, y] = [wide(a), wide(b)];
  if (x.name !== 'DECIMAL' || y.name !== 'DECIMAL') return undefined;
  const scale = Math.max(x.scale, y.scale);
  const precision = Math.max(x.precision - x.scale, y.precision - y.scale) + scale;
  return precision > MOST_DIGITS ? { name: 'DOUBLE' } : { name: 'DECIMAL', precision, scale };
}

/** The type that holds both. */
function common(a: Shape, b: Shape): Shape {
  if (a.name === 'VOID') return b;
  if (b.name === 'VOID') return a;
  if (a.name === 'ARRAY' && b.name === 'ARRAY') return { name: 'ARRAY', element: common(a.element, b.element) };
  if (a.name === 'OBJECT' && b.name === 'OBJECT') {
    const keys = [...new Set([...a.fields.keys(), ...b.fields.keys()])].sort();
    const field = (key: string): [string, Shape] => [key, common(a.fields.get(key) ?? VOID, b.fields.get(key) ?? VOID)];
    return { name: 'OBJECT', fields: new Map(keys.map(field)) };
  }
  if (a.name === b.name && a.name !== 'DECIMAL') return a;
  const isNumber = (shape: Shape): boolean => ['BIGINT', 'DOUBLE', 'DECIMAL'].includes(shape.name);
  if (!isNumber(a) || !isNumber(b)) return { name: 'VARIANT' };
  return decimals(a, b) ?? { name: 'DOUBLE' };
}

function write(shape: Shape): string {
  if (shape.name === 'DECIMAL') return `DECIMAL(${shape.precision},${shape.scale})`;
  if (shape.name === 'ARRAY') return `ARRAY<${write(shape.element)}>`;
  if (shape.name !== 'OBJECT') return shape.name;
  const fields = [...shape.fields].map(
    ([key, item]) => `${/^\w+$/.test(key) ? key : `\`${key.replaceAll('`', '``')}\``}: ${write(item)}`,
  );
  return `OBJECT<${fields.join(', ')}>`;
}

export const schemaOfVariant = (text: string): string => write(shapeOf(readVariant(text)));
export const schemaOfVariants = (list: DuckDBValue): string =>
  write(
    itemsOf(list)
      .map((item) => shapeOf(readVariant(String(item))))
      .reduce(common, VOID),
  );
