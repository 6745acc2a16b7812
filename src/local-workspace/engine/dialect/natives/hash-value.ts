import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { firstPart, isSeconds, type SqlType, VOID } from '../types.ts';
import { murmurBytes, murmurNumber } from './murmur.ts';
import { bytesOf, fieldsOf, itemsOf, readType, wholeOf } from './show-value.ts';
import { doubleBits, floatBits, hashBytes, hashNumber } from './xxhash.ts';

/** A hash of numbers and of bytes, each with a seed. */
type Algorithm = {
  readonly number: (value: bigint, bytes: number, seed: bigint) => bigint;
  readonly bytes: (bytes: Buffer, seed: bigint) => bigint;
};
const XX: Algorithm = { number: hashNumber, bytes: hashBytes };
const MURMUR: Algorithm = {
  number: (value, bytes, seed) => BigInt(murmurNumber(value, bytes, Number(seed))),
  bytes: (bytes, seed) => BigInt(murmurBytes(bytes, Number(seed))),
};

const LONG = ['BIGINT', 'TIMESTAMP', 'TIMESTAMP_NTZ', 'DOUBLE', 'DECIMAL'];
const isLong = (type: SqlType): boolean => LONG.includes(type.name) || isSeconds(type);

/** A whole number in as few bytes as hold it, the sign before them: Java's `BigInteger.toByteArray`. */
function bytesOfWhole(value: bigint): Buffer {
  let size = 1;
  while (BigInt.asIntN(size * 8, value) !== value) size += 1;
  return Buffer.from(
    BigInt.asUintN(size * 8, value)
      .toString(16)
      .padStart(size * 2, '0'),
    'hex',
  );
}

function numberOf(value: DuckDBValue, type: SqlType): bigint {
  if (value instanceof DuckDBDateValue) return BigInt(value.days);
  if (value instanceof DuckDBTimestampValue) return value.micros;
  if (value instanceof DuckDBDecimalValue) return value.value;
  if (type.name === 'DOUBLE') return doubleBits(Number(value));
  if (type.name === 'FLOAT') return BigInt(floatBits(Number(value)));
  return typeof value === 'boolean' ? BigInt(value) : wholeOf(value);
}

function hashOf(value: DuckDBValue, type: SqlType, seed: bigint, by: Algorithm): bigint {
  if (value === null) return seed;
  if (type.name === 'ARRAY')
    return itemsOf(value).reduce<bigint>((hash, item) => hashOf(item, firstPart(type), hash, by), seed);
  if (type.name === 'STRUCT')
    return fieldsOf(value).reduce<bigint>(
      (hash, field, index) => hashOf(field, type.parts?.[index] ?? VOID, hash, by),
      seed,
    );
  if (type.name === 'STRING') return by.bytes(Buffer.from(String(value)), seed);
  if (type.name === 'BINARY') return by.bytes(bytesOf(value), seed);
  if (type.name === 'DECIMAL' && type.precision > 18) return by.bytes(bytesOfWhole(numberOf(value, type)), seed);
  return by.number(numberOf(value, type), isLong(type) ? 8 : 4, seed);
}

/** Spark's `xxhash64` and `hash` of one value; the hash before it is the seed, and NULL changes nothing. */
export const xxHash = (value: DuckDBValue, type: string, seed: bigint): bigint =>
  BigInt.asIntN(64, hashOf(value, readType(type), BigInt.asUintN(64, seed), XX));
export const murmurHash = (value: DuckDBValue, type: string, seed: number): number =>
  Number(hashOf(value, readType(type), BigInt(seed), MURMUR));
