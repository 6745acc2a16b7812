import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { castSql } from './cast.ts';
import type { Typed } from './typed.ts';

export function coerce(value: Typed, to: types.SqlType): Typed {
  return types.sameType(value.type, to) ? value : { sql: castSql(value, to), type: to, name: value.name };
}

function commonNumber(a: types.SqlType, b: types.SqlType): types.SqlType {
  if (types.isInteger(a) && types.isInteger(b)) return types.widerInteger(a, b);
  // Spark's ANSI rule: an integer or a decimal beside a FLOAT meets it in DOUBLE.
  if (types.isFloating(a) || types.isFloating(b)) return types.DOUBLE;
  const [x, y] = [types.asDecimal(a), types.asDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  const precision = Math.max(x.precision - x.scale, y.precision - y.scale) + scale;
  if (precision > 38) throw cannotCompute(`a type that holds both ${types.typeText(a)} and ${types.typeText(b)}`);
  return types.decimal(precision, scale);
}

function besideText(other: types.SqlType): types.SqlType {
  if (types.isInteger(other)) return types.BIGINT;
  return types.isNumeric(other) ? types.DOUBLE : other;
}

/** The type that two values are brought to, by Spark's ANSI rules; undefined where there is none. */
export function commonType(a: types.SqlType, b: types.SqlType): types.SqlType | undefined {
  if (types.sameType(a, b) || b.name === 'VOID') return a;
  if (a.name === 'VOID') return b;
  if (types.isNumeric(a) && types.isNumeric(b)) return commonNumber(a, b);
  if (a.name === 'STRING') return besideText(b);
  if (b.name === 'STRING') return besideText(a);
  const moments = ['DATE', 'TIMESTAMP'];
  return moments.includes(a.name) && moments.includes(b.name) ? types.TIMESTAMP : undefined;
}

export function mismatch(what: string, values: readonly Typed[], at: number): SqlError {
  const shown = values.map((value) => `"${types.typeText(value.type)}"`).join(', ');
  return new SqlError(
    'DATATYPE_MISMATCH.DATA_DIFF_TYPES',
    '42K09',
    `Cannot resolve "${what}" due to data type mismatch: input to \`${what}\` should all be the same type, but it's (${shown}).`,
    at,
  );
}

/** MAP and STRUCT are held as JSON text, which compares, sorts and groups otherwise than they do: they are only shown. */
export function refuseOpaque(type: types.SqlType, what: string, at?: number): void {
  if (types.isOpaque(type)) throw cannotCompute(`${what} of a value of type ${types.typeText(type)}`, at);
}

/** All values in their common type. */
export function unify(values: readonly Typed[], what: string, at: number): { values: Typed[]; type: types.SqlType } {
  for (const value of values) refuseOpaque(value.type, `"${what}"`, at);
  let type: types.SqlType | undefined = types.VOID;
  for (const value of values) type = type && commonType(type, value.type);
  if (!type) throw mismatch(what, values, at);
  const common = type;
  return { values: values.map((value) => coerce(value, common)), type: common };
}

export function wantBoolean(value: Typed, what: string, at: number): Typed {
  if (value.type.name === 'BOOLEAN' || value.type.name === 'VOID') return coerce(value, types.BOOLEAN);
  const sentence = `Cannot resolve "${what}" due to data type mismatch: the condition ${value.name} has type "${types.typeText(value.type)}", a "BOOLEAN" is required.`;
  throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, at);
}
