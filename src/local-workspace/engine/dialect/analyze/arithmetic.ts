import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { coerce } from './coerce.ts';
import { divideDecimals, unlessZero } from './divide.ts';
import type { Typed } from './typed.ts';

type Result = { readonly sql: string; readonly type: types.SqlType };

function wrongTypes(op: string, left: Typed, right: Typed, at: number): SqlError {
  const sentence = `Cannot resolve "(${left.name} ${op} ${right.name})" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${types.typeText(left.type)}" and "${types.typeText(right.type)}").`;
  return new SqlError('DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES', '42K09', sentence, at);
}

function days(op: string, left: Typed, right: Typed): Result | undefined {
  const whole = ['TINYINT', 'SMALLINT', 'INT'];
  if (left.type.name === 'DATE' && whole.includes(right.type.name) && (op === '+' || op === '-')) {
    return { sql: `(${left.sql} ${op} CAST(${right.sql} AS INTEGER))`, type: types.DATE };
  }
  if (op === '+' && right.type.name === 'DATE' && whole.includes(left.type.name)) {
    return { sql: `(${right.sql} + CAST(${left.sql} AS INTEGER))`, type: types.DATE };
  }
  return undefined;
}

/** A whole-number literal beside a decimal has only its own digits, as in Spark: `price * 3` has 3 as DECIMAL(1,0). */
function exactDigits(value: Typed): Typed {
  if (!types.isInteger(value.type)) return value;
  const digits = value.literal?.replace('-', '').length;
  return coerce(value, digits === undefined ? types.asDecimal(value.type) : types.decimal(digits, 0));
}

function onDecimals(op: string, a: Typed, b: Typed): Result {
  if (op === '/') return divideDecimals(a, b);
  const { precision: p1, scale: s1 } = a.type;
  const { precision: p2, scale: s2 } = b.type;
  const scale = op === '*' ? s1 + s2 : Math.max(s1, s2);
  const precision = op === '*' ? p1 + p2 + 1 : Math.max(p1 - s1, p2 - s2) + scale + 1;
  if (!['+', '-', '*'].includes(op)) throw cannotCompute(`the operator ${op} on decimals`);
  // Beyond 38 digits Spark gives up digits after the point, but never the first six; only where none is lost is it exact.
  const kept = precision > 38 ? Math.max(38 - (precision - scale), Math.min(scale, 6)) : scale;
  if (kept !== scale) {
    throw cannotCompute(`a result of more than 38 digits (${types.typeText(a.type)} ${op} ${types.typeText(b.type)})`);
  }
  const type = types.decimal(Math.min(precision, 38), scale);
  const aligned = (value: Typed): string => (op === '*' ? value.sql : `CAST(${value.sql} AS ${types.typeText(type)})`);
  return { sql: `CAST((${aligned(a)} ${op} ${aligned(b)}) AS ${types.typeText(type)})`, type };
}

function onWholes(op: string, left: Typed, right: Typed): Result {
  const type = op === 'DIV' ? types.BIGINT : types.widerInteger(left.type, right.type);
  const [a, b] = [coerce(left, type).sql, coerce(right, type).sql];
  if (op === '%') return { sql: unlessZero(`(${a} % ${b})`, a, b, type, true), type };
  if (op === 'DIV') return { sql: unlessZero(`(${a} // ${b})`, a, b, type), type };
  return { sql: `(${a} ${op} ${b})`, type };
}

function compute(op: string, left: Typed, right: Typed, at: number): Result {
  if (types.isInteger(left.type) && types.isInteger(right.type) && op !== '/') return onWholes(op, left, right);
  const exact = types.isExact(left.type) && types.isExact(right.type);
  if (exact && (left.type.name === 'DECIMAL' || right.type.name === 'DECIMAL'))
    return onDecimals(op, exactDigits(left), exactDigits(right));
  if (!types.isNumeric(left.type) || !types.isNumeric(right.type)) throw wrongTypes(op, left, right, at);
  if (op === 'DIV' || op === '%')
    throw cannotCompute(`the operator ${op} on ${types.typeText(left.type)} and ${types.typeText(right.type)}`, at);
  const type = op !== '/' && left.type.name === 'FLOAT' && right.type.name === 'FLOAT' ? types.FLOAT : types.DOUBLE;
  const [a, b] = [coerce(left, type).sql, coerce(right, type).sql];
  const certain = right.literal !== undefined && Number(right.literal) !== 0;
  if (op === '/' && !certain) return { sql: unlessZero(`(${a} / ${b})`, a, b, type), type };
  return { sql: `(${a} ${op} ${b})`, type };
}

function promote(value: Typed, other: Typed): Typed {
  if (value.type.name === 'STRING') return coerce(value, types.isInteger(other.type) ? types.BIGINT : types.DOUBLE);
  if (value.type.name !== 'VOID') return value;
  return coerce(value, types.isNumeric(other.type) ? other.type : types.DOUBLE);
}

/** `+ - * / % DIV` with Spark's ANSI types: overflow and division by zero are errors, `/` is never whole. */
export function arithmetic(op: string, left: Typed, right: Typed, at: number): Typed {
  const name = `(${left.name} ${op === 'DIV' ? 'div' : op} ${right.name})`;
  const moved = days(op, left, right);
  if (moved) return { ...moved, name };
  if ([left, right].some((value) => ['DATE', 'TIMESTAMP'].includes(value.type.name))) {
    throw cannotCompute(`${types.typeText(left.type)} ${op} ${types.typeText(right.type)} (intervals)`, at);
  }
  const [a, b] = [promote(left, right), promote(right, left)];
  return { ...compute(op, a, b, at), name };
}
