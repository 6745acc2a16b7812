import { isUtf8 } from 'node:buffer';
import type { DuckDBValue } from '@duckdb/node-api';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { bytesOf } from './show-value.ts';

/** A part of bytes, its place counted from 1, or from behind where it is negative. Source: Spark's `ByteArray.subStringSQL`. */
export function subBytes(value: DuckDBValue, place: number, length: number): Uint8Array {
  const bytes = bytesOf(value);
  const start = place > 0 ? place - 1 : place < 0 ? bytes.length + place : 0;
  const end = bytes.length - start < length ? bytes.length : start + length;
  return Uint8Array.from(bytes.subarray(Math.max(start, 0), Math.max(end, 0)));
}
const WHOLE = 2_147_483_647;
export function overlayBytes(value: DuckDBValue, by: DuckDBValue, at: number, length: number): Uint8Array {
  const size = length >= 0 ? length : bytesOf(by).length;
  return Buffer.concat([subBytes(value, 1, at - 1), bytesOf(by), subBytes(value, at + size, WHOLE)]);
}

/** What has to be added before or after bytes; they are cut where there are too many. */
function padding(bytes: Buffer, length: number, pad: DuckDBValue): Buffer {
  const missing = bytesOf(pad).length === 0 ? 0 : Math.max(length - bytes.length, 0);
  if (missing > MOST_BYTES) throw cannotCompute('bytes this long');
  return Buffer.alloc(missing, missing > 0 ? bytesOf(pad) : 0);
}
const MOST_BYTES = 1_000_000;
export function lpadBytes(value: DuckDBValue, length: number, pad: DuckDBValue): Uint8Array {
  const bytes = bytesOf(value);
  return Buffer.concat([padding(bytes, length, pad), bytes.subarray(0, Math.max(length, 0))]);
}
export function rpadBytes(value: DuckDBValue, length: number, pad: DuckDBValue): Uint8Array {
  const bytes = bytesOf(value);
  return Buffer.concat([bytes.subarray(0, Math.max(length, 0)), padding(bytes, length, pad)]);
}

export const isText = (value: DuckDBValue): boolean => isUtf8(bytesOf(value));
export function validText(value: DuckDBValue): string {
  if (isText(value)) return bytesOf(value).toString('utf8');
  const sentence = `Invalid UTF8 byte sequence found in string: 0x${bytesOf(value).toString('hex').toUpperCase()}.`;
  throw new SqlError('INVALID_UTF8_STRING', '22029', sentence);
}
export const tryValidText = (value: DuckDBValue): string | null => (isText(value) ? validText(value) : null);
/** What is no text becomes U+FFFD. */
export const madeText = (value: DuckDBValue): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(value));

export const leftBytes = (value: DuckDBValue, size: number): Uint8Array => subBytes(value, 1, Math.max(size, 0));
export const reverseBytes = (value: DuckDBValue): Uint8Array => Uint8Array.from(bytesOf(value)).reverse();
