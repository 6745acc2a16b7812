import { coerce } from '../analyze/coerce.ts';
import * as bitmaps from '../natives/bitmaps.ts';
import { native } from '../natives/native.ts';
import * as types from '../types.ts';
import type { AggregateRule } from './aggregate-rule.ts';
import { define, fn } from './define.ts';
import { argument, count, number, unexpected } from './rule.ts';

/** What a number is in a bitmap, and how many a bitmap holds. */
export const BITMAPS = define({
  bitmap_bit_position: fn('bigint -> bigint', bitmaps.bitPosition),
  bitmap_bucket_number: fn('bigint -> bigint', bitmaps.bucketNumber),
  bitmap_count: (given) => {
    if (argument(given, 0).type.name === 'BINARY') return COUNT.bitmap_bits?.(given) ?? argument(given, 0);
    throw unexpected(given, argument(given, 0), '"BINARY"');
  },
});
const COUNT = define({ bitmap_bits: fn('binary -> bigint', bitmaps.countBits) });

const MAKE = native('make_bitmap', [types.array(types.BIGINT)], types.BINARY, bitmaps.makeBitmap, { fails: true });
const OR = native('or_bitmaps', [types.array(types.BINARY)], types.BINARY, bitmaps.orBitmaps);
const AND = native('and_bitmaps', [types.array(types.BINARY)], types.BINARY, bitmaps.andBitmaps);

const construct: AggregateRule = (given, emit) => {
  count(given, 1);
  const value = coerce(number(given, 0), types.BIGINT).sql;
  const list = emit('list', `DISTINCT ${value}`, `${value} IS NOT NULL`);
  return { sql: `${MAKE}(coalesce(${list}, CAST([] AS BIGINT[])))`, type: types.BINARY };
};
const merge =
  (engine: string): AggregateRule =>
  (given, emit) => {
    count(given, 1);
    const value = argument(given, 0);
    if (value.type.name !== 'BINARY') throw unexpected(given, value, '"BINARY"');
    const list = emit('list', value.sql, `${value.sql} IS NOT NULL`);
    return { sql: `${engine}(coalesce(${list}, CAST([] AS BLOB[])))`, type: types.BINARY };
  };

/** Bitmaps of rows. */
export const BITMAP_AGGREGATES: Readonly<Record<string, AggregateRule>> = {
  bitmap_construct_agg: construct,
  bitmap_or_agg: merge(OR),
  bitmap_and_agg: merge(AND),
};
