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
  const whole = Math.max(x.precision - x.scale, y.precision - y.scale);
  // Whole digits are kept before digits after the point.
  return types.decimal(Math.min(whole + scale, 38), whole + scale > 38 ? Math.max(38 - whole, 0) : scale);
}

function besideText(other: types.SqlType): types.SqlType | undefined {
  if (types.isInteger(other)) return types.BIGINT;
  if (types.isNumeric(other)) return types.DOUBLE;
  return types.isNested(other) || other.name === 'INTERVAL' ? undefined : other;
}

function commonParts(a: types.SqlType, b: types.SqlType, meet = commonType): types.SqlType | undefined {
  const parts: types.SqlType[] = [];
  for (const [index, part] of (a.parts ?? []).entries()) {
    const common = meet(part, b.parts?.[index] ?? types.VOID);
    // A key is never NULL, which a text that becomes something else might be.
    const isText = part.name === 'STRING' || b.parts?.[index]?.name === 'STRING';
    if (!common || (a.name === 'MAP' && index === 0 && isText && common.name !== 'STRING')) return undefined;
    parts.push(common);
  }
  const lower = (names: readonly string[] = []): string => names.join('\0').toLowerCase();
  return parts.length === b.parts?.length && lower(a.names) === lower(b.names) ? { ...a, parts } : undefined;
}

const WORDS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** From the larger unit of two intervals to the smaller one. */
export function widerInterval(a: types.SqlType, b: types.SqlType): types.SqlType {
  const units = [a, b].flatMap(({ unit = '' }) => unit.split(' TO ')).map((unit) => WORDS.indexOf(unit));
  const [first, last] = [WORDS[Math.min(...units)] ?? '', WORDS[Math.max(...units)] ?? ''];
  return types.interval(first === last ? first : `${first} TO ${last}`);
}

/** The type that two values are brought to, by Spark's ANSI rules; undefined where there is none. */
export function commonType(a: types.SqlType, b: types.SqlType): types.SqlType | undefined {
  if (types.sameType(a, b) || b.name === 'VOID') return a;
  if (a.name === 'VOID') return b;
  if (a.name === 'VARIANT' || b.name === 'VARIANT') return undefined;
  if (types.isNumeric(a) && types.isNumeric(b)) return commonNumber(a, b);
  if (a.name === 'STRING') return besideText(b);
  if (b.name === 'STRING') return besideText(a);
  if (a.name === 'INTERVAL' && b.name === 'INTERVAL' && types.isMonths(a) === types.isMonths(b))
    return widerInterval(a, b);
  if (types.isNested(a) && a.name === b.name) return commonParts(a, b);
  const moments = ['DATE', 'TIMESTAMP_NTZ', 'TIMESTAMP'];
  const [first, second] = [moments.indexOf(a.name), moments.indexOf(b.name)];
  if (first < 0 || second < 0) return undefined;
  return [types.DATE, types.TIMESTAMP_NTZ, types.TIMESTAMP][Math.max(first, second)];
}

/** Which type holds the values of both as they are; texts and digits after the point are never adapted. */
function plainTightest(a: types.SqlType, b: types.SqlType): types.SqlType | undefined {
  const [exact, other] = a.name === 'DECIMAL' ? [a, b] : [b, a];
  if (exact.name === 'DECIMAL') {
    const digits = types.isInteger(other) ? types.asDecimal(other).precision : Number.POSITIVE_INFINITY;
    return exact.precision - exact.scale >= digits ? exact : undefined;
  }
  return a.name === 'STRING' || b.name === 'STRING' ? undefined : commonType(a, b);
}

/** The type in which Spark compares two arrays or structs, and looks for an element; undefined where there is none. */
export function tightestType(a: types.SqlType, b: types.SqlType): types.SqlType | undefined {
  if (types.sameType(a, b) || b.name === 'VOID') return a;
  if (a.name === 'VOID') return b;
  if (types.isNested(a) && a.name === b.name) return commonParts(a, b, tightestType);
  return plainTightest(a, b);
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

/** A MAP or STRUCT of a system table is held as JSON text, which compares otherwise than they do: it is only shown. */
export function refuseOpaque(type: types.SqlType, what: string, at?: number): void {
  if (types.isOpaque(type)) throw cannotCompute(`${what} of a value of type ${types.typeText(type)}`, at);
}

/** Maps have no order and no equality in Spark. */
export function wantOrdered(type: types.SqlType, what: string, at: number): void {
  refuseOpaque(type, what, at);
  if (types.hasVariant(type)) throw notOrdered(type, what, at);
  if (!hasMap(type)) return;
  if (what === 'GROUP BY') throw cannotCompute('GROUP BY of a map', at);
  if (['DISTINCT', 'UNION', 'INTERSECT', 'EXCEPT'].includes(what))
    throw new SqlError(
      'UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE',
      '0A000',
      'The feature is not supported: Cannot have MAP type columns in DataFrame which calls set operations.',
      at,
    );
  throw unordered(type, what, at);
}
function unordered(type: types.SqlType, what: string, at: number): SqlError {
  const sentence = `Cannot resolve "${what}" due to data type mismatch: the type "${types.typeText(type)}" does not support ordering.`;
  return new SqlError('DATATYPE_MISMATCH.INVALID_ORDERING_TYPE', '42K09', sentence, at);
}
/** A VARIANT has no order and no equality either. */
function notOrdered(type: types.SqlType, what: string, at: number): SqlError {
  if (what === 'GROUP BY') {
    const sentence = `The expression cannot be used as a grouping expression because its data type "${types.typeText(type)}" is not an orderable data type.`;
    return new SqlError('GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE', '42822', sentence, at);
  }
  if (!['DISTINCT', 'UNION', 'INTERSECT', 'EXCEPT'].includes(what)) return unordered(type, what, at);
  const sentence =
    'The feature is not supported: Cannot have VARIANT type columns in DataFrame which calls set operations.';
  return new SqlError('UNSUPPORTED_FEATURE.SET_OPERATION_ON_VARIANT_TYPE', '0A000', sentence, at);
}
const hasMap = (type: types.SqlType): boolean => type.name === 'MAP' || (type.parts ?? []).some(hasMap);

/** The common type where a text never becomes anything else; undefined where there is none. */
export function plainType(a: types.SqlType, b: types.SqlType): types.SqlType | undefined {
  if (a.name === 'VOID' || b.name === 'VOID' || types.sameType(a, b)) return commonType(a, b);
  if (types.isNested(a) && a.name === b.name) return commonParts(a, b, plainType);
  return a.name === 'STRING' || b.name === 'STRING' ? undefined : commonType(a, b);
}

type Unified = { readonly values: Typed[]; readonly type: types.SqlType };

/** All values in their common type; structs that call a field otherwise have none. */
export function unify(values: readonly Typed[], what: string, at: number): Unified {
  const first = values.find((value) => value.type.name !== 'VOID')?.type ?? types.VOID;
  if (values.some((value) => !types.sameNames(first, value.type))) throw mismatch(what, values, at);
  return align(values, what, at);
}

/** As `unify`, for what compares structs field by field, whatever they are called. */
export function align(values: readonly Typed[], what: string, at: number): Unified {
  for (const value of values) refuseOpaque(value.type, `"${what}"`, at);
  let type: types.SqlType | undefined = types.VOID;
  for (const value of values) type = type && commonType(type, value.type);
  if (!type) throw mismatch(what, values, at);
  const common = type;
  return { values: values.map((value) => coerce(value, common)), type: common };
}

/** Where a text is read as a BOOLEAN by itself: beside AND, OR, NOT, and as an argument. */
export function asBoolean(value: Typed, what: string, at: number): Typed {
  return value.type.name === 'STRING' ? coerce(value, types.BOOLEAN) : wantBoolean(value, what, at);
}

export function wantBoolean(value: Typed, what: string, at: number): Typed {
  if (value.type.name === 'BOOLEAN' || value.type.name === 'VOID') return coerce(value, types.BOOLEAN);
  const sentence = `Cannot resolve "${what}" due to data type mismatch: the condition ${value.name} has type "${types.typeText(value.type)}", a "BOOLEAN" is required.`;
  throw new SqlError('DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', '42K09', sentence, at);
}
