import type { DuckDBValue } from '@duckdb/node-api';
import { castSql } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import { bytesOf } from '../natives/show-value.ts';
import * as xxhash from '../natives/xxhash.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { count, type Rule } from './rule.ts';

define({
  distinct_texts: failing('array<string> -> bigint', xxhash.distinctTexts),
  distinct_numbers: failing('array<bigint>, int -> bigint', xxhash.distinctNumbers),
  double_bits: fn('double -> bigint', xxhash.doubleBits),
  float_bits: fn('float -> int', xxhash.floatBits),
  hash_number: fn(
    'bigint, int, bigint -> bigint',
    (value: bigint | null, bytes: number, seed: bigint) =>
      signed(value === null ? seed : xxhash.hashNumber(value, bytes, seed)),
    true,
  ),
  hash_bytes: fn(
    'binary, bigint -> bigint',
    (value: DuckDBValue, seed: bigint) => signed(value === null ? seed : xxhash.hashBytes(bytesOf(value), seed)),
    true,
  ),
});
const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/** One value after the other, each hash the seed of the next; NULLs change nothing. */
const xxhash64: Rule = (given) => {
  count(given, 1, 100);
  const sql = given.args.reduce((seed, value) => {
    const { name } = value.type;
    if (name === 'STRING' || name === 'BINARY') return `spark_hash_bytes(${coerce(value, types.BINARY).sql}, ${seed})`;
    if (name === 'DOUBLE') return `spark_hash_number(spark_double_bits(${value.sql}), 8, ${seed})`;
    if (name === 'FLOAT') return `spark_hash_number(CAST(spark_float_bits(${value.sql}) AS BIGINT), 4, ${seed})`;
    if (types.isInteger(value.type) || name === 'BOOLEAN')
      return `spark_hash_number(${castSql(coerce(value, name === 'BOOLEAN' ? types.INT : value.type), types.BIGINT)}, ${name === 'BIGINT' ? 8 : 4}, ${seed})`;
    throw cannotCompute(`xxhash64() of ${types.typeText(value.type)}`, given.at);
  }, 'CAST(42 AS BIGINT)');
  return { sql, type: types.BIGINT };
};

/** Hashes that Spark computes without a cryptographic aim. */
export const HASHES = define({ xxhash64 });
