import { castSql } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import { raise } from '../analyze/raise.ts';
import * as types from '../types.ts';
import { define, fn } from './define.ts';
import { argument, count, type Given, type Rule, unexpected } from './rule.ts';
import { castable, isHeld } from './signature.ts';

const whole: Rule = (given) => {
  const own = argument(given, 0);
  const value = own.type.name === 'VOID' ? coerce(own, types.INT) : own;
  if (!types.isInteger(value.type)) throw unexpected(given, value, '"INTEGRAL"');
  return { sql: value.sql, type: value.type };
};
const shift =
  (run: string): Rule =>
  (given) => {
    count(given, 2);
    const [value, places] = [argument(given, 0), argument(given, 1)];
    for (const arg of [value, places])
      if (arg.type.name === 'INTERVAL' || !castable(arg.type, types.BIGINT)) throw unexpected(given, arg, '"INT"');
    const type = value.type.name === 'BIGINT' ? types.BIGINT : types.INT;
    const by = castSql(places, types.INT);
    return {
      sql: `CAST(spark_${run}(CAST(${castSql(value, type)} AS BIGINT), ${by}, ${type === types.INT ? 32 : 64}) AS ${types.engineType(type)})`,
      type,
    };
  };
define({
  shift_left: fn('bigint, int, int -> bigint', (value: bigint, by: number, bits: number) =>
    BigInt.asIntN(bits, value << BigInt(by & (bits - 1))),
  ),
  shift_right: fn(
    'bigint, int, int -> bigint',
    (value: bigint, by: number, bits: number) => value >> BigInt(by & (bits - 1)),
  ),
  shift_unsigned: fn('bigint, int, int -> bigint', (value: bigint, by: number, bits: number) =>
    BigInt.asIntN(bits, BigInt.asUintN(bits, value) >> BigInt(by & (bits - 1))),
  ),
});

const COUNT = define({
  bit_count: fn('bigint! -> int', (value: bigint) => BigInt.asUintN(64, value).toString(2).replaceAll('0', '').length),
});

/** Functions of single bits. */
export const BITS = define({
  shiftleft: shift('shift_left'),
  shiftright: shift('shift_right'),
  shiftrightunsigned: shift('shift_unsigned'),
  bit_count: (given) =>
    given.args[0]?.type.name === 'BOOLEAN'
      ? { sql: `CAST(${argument(given, 0).sql} AS INTEGER)`, type: types.INT }
      : (COUNT.bit_count?.(given) ?? whole(given)),
  bit_get: getBit,
  getbit: 'bit_get',
  '~': (given) => {
    const value = whole(given);
    return { sql: `CAST(~${value.sql} AS ${types.engineType(value.type)})`, type: value.type };
  },
});
/** One bit of a number; its position is below the number of bits of its type. */
function getBit(given: Given): ReturnType<Rule> {
  count(given, 2);
  const [value, place] = [argument(given, 0), argument(given, 1)];
  if (!isHeld(value.type, types.BIGINT)) throw unexpected(given, value, '"INTEGRAL"');
  if (!castable(place.type, types.INT)) throw unexpected(given, place, '"INT"');
  const bits = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 }[
    value.type.name === 'TINYINT' || value.type.name === 'SMALLINT' || value.type.name === 'INT'
      ? value.type.name
      : 'BIGINT'
  ];
  const at = coerce(place, types.INT).sql;
  const sentence = `The value of the parameter \`pos\` in \`${given.name}\` is invalid: expects an integer value in [0, ${bits}), but got `;
  const failure = raise('INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE', '22023', sentence, at, '.', types.TINYINT);
  return {
    sql: `CASE WHEN ${at} < 0 OR ${at} >= ${bits} THEN ${failure} ELSE CAST((${coerce(value, types.BIGINT).sql} >> ${at}) & 1 AS TINYINT) END`,
    type: types.TINYINT,
  };
}
