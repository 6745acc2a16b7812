import type { DuckDBValue } from '@duckdb/node-api';
import { bytesOf } from './show-value.ts';

/** A part of bytes, its place counted from 1, or from behind where it is negative. Source: Spark's `ByteArray.subStringSQL`. */
export function subBytes(value: DuckDBValue, place: number, length: number): Uint8Array {
  const bytes = bytesOf(value);
  const start = place > 0 ? place - 1 : place < 0 ? bytes.length + place : 0;
  const end = bytes.length - start < length ? bytes.length : start + length;
  return Uint8Array.from(bytes.subarray(Math.max(start, 0), Math.max(end, 0)));
}
export const leftBytes = (value: DuckDBValue, size: number): Uint8Array => subBytes(value, 1, Math.max(size, 0));
export const reverseBytes = (value: DuckDBValue): Uint8Array => Uint8Array.from(bytesOf(value)).reverse();
