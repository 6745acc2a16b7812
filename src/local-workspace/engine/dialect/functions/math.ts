import { arithmetic, negated } from '../analyze/arithmetic.ts';
import { castSql } from '../analyze/cast.ts';
import { coerce } from '../analyze/coerce.ts';
import { orRaise, raise } from '../analyze/raise.ts';
import { type Rounding, roundText } from '../natives/decimal.ts';
import { javaDouble } from '../natives/number-text.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, fn } from './define.ts';
import { argument, convert, count, type Given, number, type Rule, wholeLiteral } from './rule.ts';
import { widthBucket } from './width-bucket.ts';

const abs: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0).type.name === 'INTERVAL' ? argument(given, 0) : number(given, 0);
  return { sql: `CAST(abs(${value.sql}) AS ${types.engineType(value.type)})`, type: value.type };
};

define({
  round_double: fn('double, int, string -> double', (value: number, scale: number, how: Rounding) =>
    Number.isFinite(value) ? Number(roundText(javaDouble(value), scale, how)) : value,
  ),
  round_float: fn('float, int, string -> float', (value: number, scale: number, how: Rounding) =>
    Number.isFinite(value) ? Number(roundText(javaDouble(value), scale, how)) : value,
  ),
  round_text: fn('string, int, string -> string', roundText),
});

/** Spark rounds the shortest decimal text of a number: round(2.675, 2) is 2.68, where binary rounding gives 2.67. */
const round =
  (how: Rounding): Rule =>
  (given) => {
    count(given, 1, 2);
    const value = number(given, 0);
    const scale = given.args.length === 2 ? wholeLiteral(given, 1, -400, 400) : 0;
    const { name, precision, scale: own } = value.type;
    const closed = how === 'ceil' || how === 'floor';
    if (closed && given.args.length === 1) return toWhole(how, value);
    if (name === 'FLOAT' || name === 'DOUBLE') {
      if (closed) return round(how)({ ...given, args: [coerceDouble(value), ...given.args.slice(1)] });
      return { sql: `spark_round_${name.toLowerCase()}(${value.sql}, ${scale}, '${how}')`, type: value.type };
    }
    const text = `spark_round_text(CAST(${value.sql} AS VARCHAR), ${scale}, '${how}')`;
    if (types.isInteger(value.type) && !closed) {
      if (scale >= 0) return { sql: value.sql, type: value.type };
      const tried = `TRY_CAST(${text} AS ${types.engineType(value.type)})`;
      return {
        sql: orRaise(tried, value.sql, 'ARITHMETIC_OVERFLOW', 'Overflow in rounding ', value.type),
        type: value.type,
      };
    }
    const exact = types.asDecimal(value.type);
    const [p, s] = [types.isInteger(value.type) ? exact.precision : precision, types.isInteger(value.type) ? 0 : own];
    const kept = Math.min(s, Math.max(scale, 0));
    const whole = p - s + 1;
    const digits = scale < 0 ? Math.max(whole, -scale + 1) : whole + kept;
    const type = types.decimal(Math.min(digits, 38), kept);
    return { sql: `CAST(${text} AS ${types.typeText(type)})`, type };
  };
const coerceDouble = (value: ReturnType<typeof number>) => {
  const sql = `CAST(spark_double_text(${coerce(value, types.DOUBLE).sql}) AS DECIMAL(30,15))`;
  return { ...value, sql, type: types.decimal(30, 15) };
};

function toWhole(engine: 'ceil' | 'floor', value: ReturnType<typeof number>): ReturnType<Rule> {
  if (types.isInteger(value.type)) return { sql: castSql(value, types.BIGINT), type: types.BIGINT };
  // What is no number is 0, as Java makes a long of a double.
  if (types.isFloating(value.type)) {
    const { sql } = value;
    const text = 'Overflow in an arithmetic operation.';
    const failure = raise('ARITHMETIC_OVERFLOW', '22003', text, undefined, '', types.BIGINT);
    const ends = `WHEN isnan(${sql}) THEN 0 WHEN ${sql} >= 9223372036854775808 OR ${sql} < -9223372036854775808 THEN ${failure}`;
    return { sql: `CASE ${ends} ELSE CAST(${engine}(${sql}) AS BIGINT) END`, type: types.BIGINT };
  }
  if (value.type.scale === 0) return { sql: value.sql, type: value.type };
  const type = types.decimal(Math.min(value.type.precision - value.type.scale + 1, 38), 0);
  return { sql: `CAST(${engine}(${value.sql}) AS ${types.typeText(type)})`, type };
}

const mod: Rule = (given) => {
  count(given, 2);
  return arithmetic('%', argument(given, 0), argument(given, 1), given.at);
};

/** The remainder with the sign of the divisor. */
const pmod: Rule = (given) => {
  count(given, 2);
  const [a, b] = [argument(given, 0), argument(given, 1)];
  const rest = arithmetic('%', a, b, given.at);
  const shifted = arithmetic('+', rest, coerce(b, rest.type), given.at);
  const again = arithmetic('%', coerce(shifted, rest.type), coerce(b, rest.type), given.at);
  return {
    sql: `CASE WHEN ${rest.sql} < 0 THEN ${coerce(again, rest.type).sql} ELSE ${rest.sql} END`,
    type: rest.type,
  };
};

/** A function of one double that this engine and Java compute alike. */
const real = (run: (value: number) => number | null) => fn('double -> double', run);
const logarithm = (run: (value: number) => number, least = 0) => real((value) => (value <= least ? null : run(value)));

const FACTORIALS = Array.from({ length: 21 }, (_, n) =>
  Array.from({ length: n }, (_, i) => BigInt(i + 1)).reduce((a, b) => a * b, 1n),
);

const lenient =
  (op: string): Rule =>
  (given) => {
    count(given, 2);
    const [a, b] = [argument(given, 0), argument(given, 1)];
    return tolerant(arithmetic(op, a, b, given.at), a, b, op, given);
  };

/** The same without errors: in a wider type first, then NULL where it does not fit. */
function tolerant(
  strict: { type: types.SqlType; sql: string },
  a: Given['args'][number],
  b: Given['args'][number],
  op: string,
  given: Given,
): ReturnType<Rule> {
  const { type } = strict;
  const divisor = `${coerceAny(b)} = 0`;
  if (op === '/' || op === '%') {
    const zero = `CASE WHEN ${divisor} THEN NULL ELSE ${strict.sql} END`;
    return { sql: zero, type };
  }
  if (types.isFloating(type)) return { sql: strict.sql, type };
  if (!types.isInteger(type)) {
    // The engine's TRY does not take its own error().
    if (!/\berror\(/.test(strict.sql)) return { sql: `TRY(${strict.sql})`, type };
    throw cannotCompute(`${given.name}() of ${types.typeText(a.type)} and ${types.typeText(b.type)}`, given.at);
  }
  const wide = (value: Given['args'][number]): string =>
    `CAST(${coerce(value, types.isInteger(value.type) ? value.type : type).sql} AS HUGEINT)`;
  const sql = `TRY_CAST((${wide(a)} ${op} ${wide(b)}) AS ${types.engineType(type)})`;
  return { sql: a.type.name === 'STRING' || b.type.name === 'STRING' ? `TRY(${sql})` : sql, type };
}
const coerceAny = (value: Given['args'][number]): string =>
  (value.type.name === 'STRING' ? coerce(value, types.DOUBLE) : value).sql;

const SIGNS = define({
  sign_number: fn('double -> double', 'CASE WHEN isnan($1) THEN $1 ELSE CAST(sign($1) AS DOUBLE) END'),
  sign_interval: fn('any -> double', 'CAST(sign($1) AS DOUBLE)'),
});

/** Number functions. */
export const MATH = define({
  abs,
  ceil: round('ceil'),
  ceiling: 'ceil',
  floor: round('floor'),
  round: round('up'),
  bround: round('even'),
  mod,
  pmod,
  try_add: lenient('+'),
  try_subtract: lenient('-'),
  try_multiply: lenient('*'),
  try_divide: lenient('/'),
  try_mod: lenient('%'),
  div: (given) => {
    count(given, 2);
    return arithmetic('DIV', argument(given, 0), argument(given, 1), given.at);
  },
  negative: (given) => {
    count(given, 1);
    return negated(argument(given, 0), given.at);
  },
  positive: (given) => {
    count(given, 1);
    return argument(given, 0).type.name === 'INTERVAL' ? argument(given, 0) : number(given, 0);
  },
  sign: (given) =>
    SIGNS[argument(given, 0).type.name === 'INTERVAL' ? 'sign_interval' : 'sign_number']?.(given) ?? number(given, 0),
  signum: 'sign',
  sqrt: real((value) => Math.sqrt(value)),
  cbrt: real(Math.cbrt),
  exp: real(Math.exp),
  expm1: real(Math.expm1),
  ln: logarithm(Math.log),
  log: (given) => (given.args.length === 1 ? LOGS.log_natural : LOGS.log_of)?.(given) ?? number(given, 0),
  // As Spark has it: Math.log2 is nearer to the truth in its last place.
  log2: logarithm((value) => Math.log(value) / Math.LN2),
  log10: logarithm(Math.log10),
  log1p: logarithm(Math.log1p, -1),
  power: fn('double, double -> double', (base: number, exponent: number) => base ** exponent),
  pow: 'power',
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  asin: real(Math.asin),
  acos: real(Math.acos),
  atan: real(Math.atan),
  atan2: fn('double, double -> double', (y: number, x: number) => Math.atan2(y + 0, x + 0)),
  sinh: real(Math.sinh),
  cosh: real(Math.cosh),
  tanh: real(Math.tanh),
  asinh: real(Math.asinh),
  acosh: real(Math.acosh),
  atanh: real(Math.atanh),
  cot: real((value) => 1 / Math.tan(value)),
  sec: real((value) => 1 / Math.cos(value)),
  csc: real((value) => 1 / Math.sin(value)),
  degrees: real((value) => (value * 180) / Math.PI),
  radians: real((value) => (value / 180) * Math.PI),
  hypot: fn('double, double -> double', (a: number, b: number) => Math.hypot(a, b)),
  rint: real((value) => (Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : Math.round(value))),
  pi: fn('-> double', 'CAST(pi() AS DOUBLE)'),
  e: fn('-> double', `CAST(${Math.E} AS DOUBLE)`),
  factorial: fn('int -> bigint', (value: number) => FACTORIALS[value] ?? null),
  width_bucket: widthBucket,
  isnan: fn('double -> boolean', 'coalesce(isnan($1), false)'),
  nanvl: fn('double, double -> double', 'CASE WHEN isnan($1) THEN $2 ELSE $1 END'),
  int: convert(types.INT),
  bigint: convert(types.BIGINT),
  smallint: convert(types.SMALLINT),
  tinyint: convert(types.TINYINT),
  float: convert(types.FLOAT),
  double: convert(types.DOUBLE),
  decimal: convert(types.decimal(10, 0)),
  boolean: convert(types.BOOLEAN),
});
const LOGS = define({
  log_natural: logarithm(Math.log),
  log_of: fn('double, double -> double', (base: number, value: number) =>
    base <= 0 || value <= 0 ? null : Math.log(value) / Math.log(base),
  ),
});
