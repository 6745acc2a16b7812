import { widthBucket as bucketOf } from '../natives/width-bucket.ts';
import { DOUBLE } from '../types.ts';
import { define, fn } from './define.ts';
import { argument, type Given, type Rule } from './rule.ts';

const OF_NUMBERS = define({ width_bucket: fn('double, double, double, bigint -> bigint', bucketOf) }).width_bucket;

/** Intervals by their months or microseconds. */
function plain(given: Given): Given {
  const [value, ...rest] = given.args;
  if (value?.type.name !== 'INTERVAL') return given;
  const args = [value, ...rest].map((arg, index) =>
    index < 3 && arg.type.name === 'INTERVAL' ? { ...arg, sql: `CAST(${arg.sql} AS DOUBLE)`, type: DOUBLE } : arg,
  );
  return { ...given, args };
}
export const widthBucket: Rule = (given) => OF_NUMBERS?.(plain(given)) ?? argument(given, 0);
