import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { itemsOf, wholeOf } from './show-value.ts';

const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
];
const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => u64((value << by) | (value >> (64n - by)));
const round = (accumulator: bigint, input: bigint): bigint => u64(rotate(u64(accumulator + input * P2), 31n) * P1);

function finish(start: bigint): bigint {
  let hash = start;
  hash = u64((hash ^ (hash >> 33n)) * P2);
  hash = u64((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}
const step8 = (hash: bigint, value: bigint): bigint => u64(rotate(hash ^ round(0n, value), 27n) * P1 + P4);
const step4 = (hash: bigint, value: bigint): bigint => u64(rotate(hash ^ u64(value * P1), 23n) * P2 + P3);

/** XXH64 as Spark computes it of numbers of four or eight bytes. */
export function hashNumber(value: bigint, bytes: number, seed = 42n): bigint {
  const start = u64(seed + P5 + BigInt(bytes));
  return finish(bytes === 8 ? step8(start, u64(value)) : step4(start, BigInt.asUintN(32, value)));
}

export function hashBytes(bytes: Buffer, seed = 42n): bigint {
  let at = 0;
  let hash: bigint;
  if (bytes.length >= 32) {
    let lanes = [u64(seed + P1 + P2), u64(seed + P2), seed, u64(seed - P1)];
    for (; at + 32 <= bytes.length; at += 32)
      lanes = lanes.map((lane, index) => round(lane, bytes.readBigUInt64LE(at + index * 8)));
    const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
    hash = u64(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    for (const lane of lanes) hash = u64((hash ^ round(0n, lane)) * P1 + P4);
  } else hash = u64(seed + P5);
  hash = u64(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) hash = step8(hash, bytes.readBigUInt64LE(at));
  for (; at + 4 <= bytes.length; at += 4) hash = step4(hash, BigInt(bytes.readUInt32LE(at)));
  for (; at < bytes.length; at += 1) hash = u64(rotate(hash ^ u64(BigInt(bytes[at] ?? 0) * P5), 11n) * P1);
  return finish(hash);
}

const [BITS, REGISTERS, LINEAR] = [9n, 512, 400];

/** Spark's HyperLogLog++ at its usual error, while it counts empty registers; beyond, it corrects by a table. */
export function distinctHashes(list: DuckDBValue): bigint {
  const registers = new Uint8Array(REGISTERS);
  for (const item of itemsOf(list)) {
    const hash = u64(wholeOf(item));
    const index = Number(hash >> (64n - BITS));
    const rest = u64(hash << BITS) | (1n << (BITS - 1n));
    const rank = 65 - rest.toString(2).length;
    registers[index] = Math.max(registers[index] ?? 0, rank);
  }
  const empty = registers.filter((register) => register === 0).length;
  const linear = empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : Number.POSITIVE_INFINITY;
  if (linear > LINEAR)
    throw new SqlError(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      'The local workspace cannot compute approx_count_distinct() of so many values.',
    );
  return BigInt(Math.round(linear));
}

const view = new DataView(new ArrayBuffer(8));
export function doubleBits(value: number): bigint {
  view.setFloat64(0, value === 0 ? 0 : value);
  return view.getBigInt64(0);
}
export function floatBits(value: number): number {
  view.setFloat32(0, value === 0 ? 0 : value);
  return view.getInt32(0);
}
