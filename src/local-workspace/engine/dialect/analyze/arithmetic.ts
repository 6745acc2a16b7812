import { decimalArithmetic } from '../natives/decimal.ts';
import { native } from '../natives/native.ts';
import { SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { coerce } from './coerce.ts';
import { divideDecimals, unlessZero } from './divide.ts';
import { intervalArithmetic } from './interval-arithmetic.ts';
import { mayRaise } from './raise.ts';
import type { Typed } from './typed.ts';
import { ofWholes } from './whole.ts';

type Result = { readonly sql: string; readonly type: types.SqlType };

function wrongTypes(op: string, left: Typed, right: Typed, at: number): SqlError {
  const sentence = `Cannot resolve "(${left.name} ${op} ${right.name})" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${types.typeText(left.type)}" and "${types.typeText(right.type)}").`;
  return new SqlError('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES', '42K09', sentence, at);
}

/** A whole-number literal beside a decimal has only its own digits, as in Spark: `price * 3` has 3 as DECIMAL(1,0); but `3Y` has three. */
function exactDigits(value: Typed): Typed {
  if (!types.isInteger(value.type)) return value;
  const digits = value.type.name === 'TINYINT' ? undefined : value.literal?.replace('-', '').length;
  return met(value, digits === undefined ? types.asDecimal(value.type) : types.decimal(digits, 0));
}

const WIDE = native(
  'decimal',
  [types.STRING, types.STRING, types.STRING, types.INT, types.INT],
  types.STRING,
  decimalArithmetic,
  { fails: true },
);

/** Beyond 38 digits Spark gives up digits after the point, but never the first six. */
function adjusted(precision: number, scale: number): types.SqlType {
  if (precision <= 38) return types.decimal(precision, scale);
  return types.decimal(38, Math.max(38 - (precision - scale), Math.min(scale, 6)));
}

function decimalResult(op: string, a: types.SqlType, b: types.SqlType): types.SqlType {
  const [p1, s1, p2, s2] = [a.precision, a.scale, b.precision, b.scale];
  if (op === '*') return adjusted(p1 + p2 + 1, s1 + s2);
  if (op === '%') return adjusted(Math.min(p1 - s1, p2 - s2) + Math.max(s1, s2), Math.max(s1, s2));
  if (op === 'DIV') return types.decimal(Math.min(Math.max(p1 - s1 + s2, 1), 38), 0);
  return adjusted(Math.max(p1 - s1, p2 - s2) + Math.max(s1, s2) + 1, Math.max(s1, s2));
}

function wide(op: string, a: Typed, b: Typed, type: types.SqlType): string {
  const text = (value: Typed): string => `CAST(${value.sql} AS VARCHAR)`;
  return `CAST(${WIDE}('${op}', ${text(a)}, ${text(b)}, ${type.precision}, ${type.scale}) AS ${types.typeText(type)})`;
}

/** The engine multiplies two decimals of at most 18 digits in 18 digits, unless one of them is wider. */
function roomy(a: Typed, b: Typed): string {
  const [p, q] = [a.type.precision, b.type.precision];
  return p + q > 18 && Math.max(p, q) <= 18 ? `CAST(${a.sql} AS DECIMAL(19,${a.type.scale}))` : a.sql;
}

function onDecimals(op: string, a: Typed, b: Typed): Result {
  if (op === '/') return divideDecimals(a, b, (type) => wide(op, a, b, type));
  const type = decimalResult(op, a.type, b.type);
  const scale = op === '*' ? a.type.scale + b.type.scale : Math.max(a.type.scale, b.type.scale);
  if (op === '%') return { sql: unlessZero(wide(op, a, b, type), a, b, type, 'REMAINDER_BY_ZERO'), type };
  if (op === 'DIV')
    return {
      sql: unlessZero(`CAST(${wide(op, a, b, type)} AS BIGINT)`, a, b, types.BIGINT),
      type: types.BIGINT,
    };
  const exact = op === '*' ? a.type.precision + b.type.precision : type.precision;
  if (type.scale !== scale || exact > 38 || type.precision === 38) return { sql: wide(op, a, b, type), type };
  if (op === '*') return { sql: `CAST((${roomy(a, b)} * ${b.sql}) AS ${types.typeText(type)})`, type };
  const aligned = (value: Typed): string => `CAST(${value.sql} AS ${types.typeText(type)})`;
  return { sql: `CAST((${aligned(a)} ${op} ${aligned(b)}) AS ${types.typeText(type)})`, type };
}

/** A number in another type of number; a literal is still one. */
const met = (value: Typed, type: types.SqlType): Typed => ({ ...value, ...coerce(value, type) });

function onWholes(op: string, left: Typed, right: Typed): Result {
  const type = op === 'DIV' ? types.BIGINT : types.widerInteger(left.type, right.type);
  const [a, b] = [met(left, type), met(right, type)];
  if (op === '%') return { sql: unlessZero(`(${a.sql} % ${b.sql})`, a, b, type, 'REMAINDER_BY_ZERO'), type };
  if (op === 'DIV') return { sql: unlessZero(`(${a.sql} // ${b.sql})`, a, b, type), type };
  return { sql: ofWholes(op, a.sql, b.sql), type };
}

const BITS = ['&', '|', '^'];

function compute(op: string, left: Typed, right: Typed, at: number): Result {
  if (BITS.includes(op)) {
    if (!types.isInteger(left.type) || !types.isInteger(right.type)) throw wrongTypes(op, left, right, at);
    const type = types.widerInteger(left.type, right.type);
    const [a, b] = [coerce(left, type).sql, coerce(right, type).sql];
    return { sql: op === '^' ? `xor(${a}, ${b})` : `(${a} ${op} ${b})`, type };
  }
  if (types.isInteger(left.type) && types.isInteger(right.type) && op !== '/') return onWholes(op, left, right);
  const exact = types.isExact(left.type) && types.isExact(right.type);
  if (exact && (left.type.name === 'DECIMAL' || right.type.name === 'DECIMAL'))
    return onDecimals(op, exactDigits(left), exactDigits(right));
  if (!types.isNumeric(left.type) || !types.isNumeric(right.type) || op === 'DIV')
    throw wrongTypes(op, left, right, at);
  const type = op !== '/' && left.type.name === 'FLOAT' && right.type.name === 'FLOAT' ? types.FLOAT : types.DOUBLE;
  const [a, b] = [met(left, type), met(right, type)];
  const sql = `(${a.sql} ${op} ${b.sql})`;
  if (op === '%') return { sql: unlessZero(sql, a, b, type, 'REMAINDER_BY_ZERO'), type };
  return { sql: op === '/' ? unlessZero(sql, a, b, type) : sql, type };
}

function promote(value: Typed, other: Typed, op: string): Typed {
  if (value.type.name === 'STRING') {
    const whole = types.isInteger(other.type) || BITS.includes(op) || op === 'DIV';
    return coerce(value, whole ? types.BIGINT : types.DOUBLE);
  }
  if (value.type.name !== 'VOID') return value;
  if (BITS.includes(op) || op === 'DIV') return coerce(value, types.isInteger(other.type) ? other.type : types.BIGINT);
  return coerce(value, types.isNumeric(other.type) ? other.type : types.DOUBLE);
}

/** `+ - * / % DIV & | ^` with Spark's ANSI types: overflow and division by zero are errors, `/` is never whole. */
export function arithmetic(op: string, left: Typed, right: Typed, at: number): Typed {
  const name = `(${left.name} ${op === 'DIV' ? 'div' : op} ${right.name})`;
  const moved = intervalArithmetic(op, left, right, at);
  if (moved) return { ...moved, name };
  const names = [left.type.name, right.type.name];
  const isText = left.type.name === 'STRING' && right.type.name === 'STRING';
  if (isText || (names.includes('STRING') && names.includes('VOID') && op !== '/')) {
    const sentence = `Cannot resolve "${name}" due to data type mismatch: the binary operator requires the input type ("NUMERIC" or "INTERVAL"), not "STRING".`;
    throw new SqlError('DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE', '42K09', sentence, at);
  }
  const [a, b] = [promote(left, right, op), promote(right, left, op)];
  const result = compute(op, a, b, at);
  // What stands beside an untyped NULL is not computed, so that it cannot fail.
  const nothings = [left, right].filter(({ type }) => type.name === 'VOID');
  const isNothing = (nothings.length > 1 && op !== '/') || nothings.some(({ sql }) => !mayRaise(sql));
  return { ...result, ...(isNothing && { sql: `CAST(NULL AS ${types.engineType(result.type)})` }), name };
}

/** `- value`. */
export function negated(value: Typed, at: number): Typed {
  const name = `(- ${value.name})`;
  if (value.type.name === 'INTERVAL') return { sql: `(- ${value.sql})`, type: value.type, name };
  const number = value.type.name === 'STRING' || value.type.name === 'VOID' ? coerce(value, types.DOUBLE) : value;
  if (!types.isNumeric(number.type)) {
    const sentence = `Cannot resolve "${name}" due to data type mismatch: the operand must be a number or an interval, but it is "${types.typeText(value.type)}".`;
    throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, at);
  }
  return { sql: `(- ${number.sql})`, type: number.type, name };
}
