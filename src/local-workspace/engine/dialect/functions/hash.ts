import { quoteText } from '../analyze/typed.ts';
import { murmurHash, xxHash } from '../natives/hash-value.ts';
import { native } from '../natives/native.ts';
import { distinctHashes } from '../natives/xxhash.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing } from './define.ts';
import { countFrom, type Rule } from './rule.ts';

define({ distinct_hashes: failing('array<bigint> -> bigint', distinctHashes) });
const all = { takesNull: true };
const XX = native('hash_xx', [undefined, types.STRING, types.BIGINT], types.BIGINT, xxHash, all);
const MURMUR = native('hash_murmur', [undefined, types.STRING, types.INT], types.INT, murmurHash, all);

export const isHashed = (type: types.SqlType): boolean =>
  !['MAP', 'VARIANT'].includes(type.name) && (type.parts ?? []).every(isHashed);

const hasMap = (type: types.SqlType): boolean => type.name === 'MAP' || (type.parts ?? []).some(hasMap);

/** Engine SQL of the xxhash64 of one value. */
export const hashSql = (sql: string, type: types.SqlType): string =>
  `${XX}(${sql}, ${quoteText(JSON.stringify(type))}, CAST(42 AS BIGINT))`;

/** One value after the other, each hash the seed of the next. */
const chained =
  (engine: string, type: types.SqlType): Rule =>
  (given) => {
    countFrom(given, 1);
    const sql = given.args.reduce(
      (seed, value) => {
        if (hasMap(value.type))
          throw new SqlError(
            'DATATYPE_MISMATCH.HASH_MAP_TYPE',
            '42K09',
            `Cannot resolve "${given.name}" due to data type mismatch: Input to the function \`${given.name}\` cannot contain elements of the "MAP" type.`,
            given.at,
          );
        if (!isHashed(value.type)) throw cannotCompute(`${given.name}() of ${types.typeText(value.type)}`, given.at);
        return `${engine}(${value.sql}, ${quoteText(JSON.stringify(value.type))}, ${seed})`;
      },
      `CAST(42 AS ${types.engineType(type)})`,
    );
    return { sql, type };
  };

/** Hashes that Spark computes without a cryptographic aim. */
export const HASHES = define({ xxhash64: chained(XX, types.BIGINT), hash: chained(MURMUR, types.INT) });
