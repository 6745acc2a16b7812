import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { bytesOf, itemsOf } from './show-value.ts';

const BITS = 32_768n;
const BYTES = 4096;

/** Numbers are held by bitmaps of 32,768 bits, those from 1 in the bitmap 1. */
export const bucketNumber = (value: bigint): bigint => (value > 0n ? 1n + (value - 1n) / BITS : value / BITS);
export const bitPosition = (value: bigint): bigint => (value > 0n ? (value - 1n) % BITS : -value % BITS);

export function countBits(value: DuckDBValue): bigint {
  let count = 0n;
  for (let byte of bytesOf(value)) for (; byte > 0; byte &= byte - 1) count += 1n;
  return count;
}

/** The bitmap in which the bits at these positions are set. */
export function makeBitmap(positions: DuckDBValue): Uint8Array {
  const bitmap = new Uint8Array(BYTES);
  for (const item of itemsOf(positions)) {
    const place = Number(item);
    if (place < 0 || place >= Number(BITS)) {
      const sentence = `The 0-indexed bitmap position ${place} is out of bounds. The bitmap has ${BITS} bits (${BYTES} bytes).`;
      throw new SqlError('INVALID_BITMAP_POSITION', '22003', sentence);
    }
    const at = Math.floor(place / 8);
    bitmap[at] = (bitmap[at] ?? 0) | (1 << (place % 8));
  }
  return bitmap;
}

const merged =
  (first: number, merge: (a: number, b: number) => number) =>
  (list: DuckDBValue): Uint8Array => {
    const bitmap = new Uint8Array(BYTES).fill(first);
    for (const item of itemsOf(list)) {
      const bytes = bytesOf(item);
      for (const [at, own] of bitmap.entries()) bitmap[at] = merge(own, bytes[at] ?? 0);
    }
    return bitmap;
  };
export const orBitmaps = merged(0, (a, b) => a | b);
export const andBitmaps = merged(0xff, (a, b) => a & b);
