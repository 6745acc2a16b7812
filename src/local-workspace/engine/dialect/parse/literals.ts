import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import type { Expression } from './ast.ts';

const RANGES: readonly (readonly [string, types.SqlType, bigint])[] = [
  ['Y', types.TINYINT, 2n ** 7n],
  ['S', types.SMALLINT, 2n ** 15n],
  ['', types.INT, 2n ** 31n],
  ['L', types.BIGINT, 2n ** 63n],
];

function literal(type: types.SqlType, value: string, shown: string, at: number): Expression {
  return { kind: 'literal', type, value, shown, at };
}

function outOfRange(digits: string, type: types.SqlType, at: number): SqlError {
  return new SqlError(
    'INVALID_NUMERIC_LITERAL_RANGE',
    '22003',
    `Numeric literal ${digits} is outside the valid range for ${types.typeText(type)}.`,
    at,
  );
}

function decimalLiteral(digits: string, shown: string, at: number): Expression {
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const scale = fraction.length;
  // Spark takes the precision of the unscaled number: 0.05 is DECIMAL(2,2), 10.50 is DECIMAL(4,2).
  const precision = Math.max((whole + fraction).replace(/^0+/, '').length, scale, 1);
  if (precision > 38) throw cannotCompute(`the number ${shown}: more than 38 digits`, at);
  return literal(
    types.decimal(precision, scale),
    `${digits.startsWith('-') ? '-' : ''}${whole || '0'}.${fraction || '0'}`,
    shown,
    at,
  );
}

/** The literal a number token stands for, with the type that Spark gives it; `sign` is `-` or empty. */
export function numberLiteral(token: string, sign: '' | '-', at: number): Expression {
  const parts = /^([\d.]+)([eE][+-]?\d+)?(BD|[LSYDF])?$/i.exec(token);
  const digits = sign + (parts?.[1] ?? '');
  const exponent = parts?.[2] ?? '';
  const suffix = (parts?.[3] ?? '').toUpperCase();
  const shown = sign + token.slice(0, token.length - suffix.length);
  if (suffix === 'F') throw cannotCompute('FLOAT literals', at);
  if (suffix === 'D' || (exponent !== '' && suffix === '')) {
    const value = Number(digits + exponent);
    if (!Number.isFinite(value)) throw outOfRange(digits + exponent, types.DOUBLE, at);
    return literal(types.DOUBLE, digits + exponent, suffix === 'D' ? shown : javaDouble(value), at);
  }
  if (exponent !== '') throw cannotCompute(`the number ${token}`, at);
  if (digits.includes('.') || suffix === 'BD') return decimalLiteral(digits, shown, at);
  const value = BigInt(digits);
  for (const [name, type, limit] of RANGES) {
    const fits = value < limit && value >= -limit;
    if (suffix === name && !fits && suffix !== '') throw outOfRange(digits, type, at);
    if (fits && (suffix === name || (suffix === '' && name === 'L'))) return literal(type, String(value), shown, at);
  }
  return decimalLiteral(digits, shown, at);
}

/** A double as Java prints it: `1.0`, `1.0E10`, `1.5E-5`. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

const DATE = /^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?\s*$/s;
const MOMENT =
  /^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,6})\d*)?(?: *(?:Z|UTC|GMT|UT))?)?)?)?)?)?\s*$/;
/** A zone after the seconds, a time without a date, a signed year or one of more than four digits. */
const OTHER_MOMENT = /^\s*(?:[^T]*[ T]\d+:\d+:[\d.]+ *[A-Za-z+-].*|T?\d{1,2}:\d.*|T\d{1,2})\s*$/;
const FAR = /^\s*(?:[+-]\d{4,7}|\d{5,7})(?:-\d{1,2}(?:-\d{1,2}(?:[ T].*)?)?)?\s*$/;

const two = (part: string | undefined, missing: string): string => (part ?? missing).padStart(2, '0');

function realDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `DATE '…'` or `TIMESTAMP '…'`, checked as Spark checks it at once. A time zone other than UTC is refused. */
export function momentLiteral(word: 'DATE' | 'TIMESTAMP', text: string, at: number): Expression {
  const invalid = new SqlError(
    'INVALID_TYPED_LITERAL',
    '42604',
    `The value of the typed literal "${word}" is invalid: '${text}'.`,
    at,
  );
  if (FAR.test(text)) throw cannotCompute('years that are signed or of more than four digits', at);
  if (word === 'DATE') {
    const parts = DATE.exec(text);
    const day = parts ? `${parts[1]}-${two(parts[2], '01')}-${two(parts[3], '01')}` : '';
    if (!realDay(day)) throw invalid;
    return literal(types.DATE, day, `DATE '${day}'`, at);
  }
  const parts = MOMENT.exec(text);
  if (!parts && OTHER_MOMENT.test(text)) throw cannotCompute('timestamps with a time zone or without a date', at);
  const day = parts ? `${parts[1]}-${two(parts[2], '01')}-${two(parts[3], '01')}` : '';
  const clock = [two(parts?.[4], '00'), two(parts?.[5], '00'), two(parts?.[6], '00')];
  if (!realDay(day) || Number(clock[0]) > 23 || Number(clock[1]) > 59 || Number(clock[2]) > 59) throw invalid;
  const fraction = (parts?.[7] ?? '').replace(/0+$/, '');
  const value = `${day} ${clock.join(':')}${fraction === '' ? '' : `.${fraction}`}`;
  return literal(types.TIMESTAMP, value, `TIMESTAMP '${value}'`, at);
}

export const stringLiteral = (value: string, at: number): Expression => literal(types.STRING, value, value, at);
export const booleanLiteral = (value: boolean, at: number): Expression =>
  literal(types.BOOLEAN, String(value), String(value), at);
export const nullLiteral = (at: number): Expression => literal(types.VOID, 'NULL', 'NULL', at);
