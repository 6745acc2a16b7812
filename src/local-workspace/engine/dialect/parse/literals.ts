import { dateText, momentText } from '../natives/calendar.ts';
import { intervalText } from '../natives/interval-text.ts';
import { floatText, javaDouble } from '../natives/number-text.ts';
import { specialMoment } from '../natives/special-moments.ts';
import { dateOf, momentOf } from '../natives/values-of-text.ts';
import { SqlError } from '../sql-error.ts';
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
  if (precision > 38)
    throw new SqlError(
      'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION',
      '22003',
      `Decimal precision ${precision} exceeds max precision 38.`,
      at,
    );
  return literal(
    types.decimal(precision, scale),
    `${digits.startsWith('-') ? '-' : ''}${whole || '0'}.${fraction || '0'}`,
    shown,
    at,
  );
}

/** A number's digits with its point moved to the right, or to the left where that is negative. */
function moved(digits: string, places: number): string {
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const scale = fraction.length - places;
  const all = (whole + fraction)
    .padEnd(Math.min(whole.length + fraction.length - scale, FAR), '0')
    .padStart(Math.min(scale, FAR), '0');
  const point = all.length - Math.max(scale, 0);
  return `${digits.startsWith('-') ? '-' : ''}${all.slice(0, point)}.${all.slice(point)}`;
}
/** More digits than any decimal has. */
const FAR = 100;

const MOST_FLOAT = 3.4028234663852886e38;

/** The literal a number token stands for, with the type that Spark gives it; `sign` is `-` or empty. */
export function numberLiteral(token: string, sign: '' | '-', at: number): Expression {
  const parts = /^([\d.]+)([eE][+-]?\d+)?(BD|[LSYDF])?$/i.exec(token);
  const digits = sign + (parts?.[1] ?? '');
  const exponent = parts?.[2] ?? '';
  const suffix = (parts?.[3] ?? '').toUpperCase();
  const shown = sign + token.slice(0, token.length - suffix.length);
  if (suffix === 'F' && Math.abs(Number(digits + exponent)) > MOST_FLOAT)
    throw outOfRange(digits + exponent, types.FLOAT, at);
  if (suffix === 'F')
    return literal(types.FLOAT, digits + exponent, floatText(Math.fround(Number(digits + exponent))), at);
  if (suffix === 'D' || (exponent !== '' && suffix === '')) {
    const value = Number(digits + exponent);
    if (!Number.isFinite(value)) throw outOfRange(digits + exponent, types.DOUBLE, at);
    return literal(types.DOUBLE, digits + exponent, suffix === 'D' ? shown : javaDouble(value), at);
  }
  if (exponent !== '') return decimalLiteral(moved(digits, Number(exponent.slice(1))), shown, at);
  if (digits.includes('.') || suffix === 'BD') return decimalLiteral(digits, shown, at);
  const value = BigInt(digits);
  for (const [name, type, limit] of RANGES) {
    const fits = value < limit && value >= -limit;
    if (suffix === name && !fits && suffix !== '') throw outOfRange(digits, type, at);
    if (fits && (suffix === name || (suffix === '' && name === 'L'))) return literal(type, String(value), shown, at);
  }
  return decimalLiteral(digits, shown, at);
}

/** `DATE '…'` or `TIMESTAMP '…'`, checked as Spark checks it at once. */
export function momentLiteral(
  word: 'DATE' | 'TIMESTAMP' | 'TIMESTAMP_NTZ' | 'TIMESTAMP_LTZ',
  text: string,
  at: number,
): Expression {
  const invalid = new SqlError(
    'INVALID_TYPED_LITERAL',
    '42604',
    `The value of the typed literal "${word}" is invalid: '${text}'.`,
    at,
  );
  const special = specialMoment(text);
  if (word === 'DATE') {
    const days = special === undefined ? dateOf(text) : Number(special / 86_400_000_000n);
    if (days === null) throw invalid;
    return literal(types.DATE, dateText(days), `DATE '${dateText(days)}'`, at);
  }
  const micros = special ?? momentOf(text)?.[word === 'TIMESTAMP_NTZ' ? 'clock' : 'micros'];
  if (micros === undefined) throw invalid;
  const value = momentText(micros);
  return literal(
    word === 'TIMESTAMP_NTZ' ? types.TIMESTAMP_NTZ : types.TIMESTAMP,
    value,
    `${word === 'TIMESTAMP_LTZ' ? 'TIMESTAMP' : word} '${value}'`,
    at,
  );
}

/** X'1F': bytes by their hexadecimal digits. */
export function binaryLiteral(text: string, at: number): Expression {
  if (!/^[0-9a-fA-F]*$/.test(text))
    throw new SqlError(
      'INVALID_TYPED_LITERAL',
      '42604',
      `The value of the typed literal "X" is invalid: '${text}'.`,
      at,
    );
  const digits = (text.length % 2 === 1 ? `0${text}` : text).toUpperCase();
  return literal(types.BINARY, digits, `X'${digits}'`, at);
}

/** Months or microseconds, with the text by which Spark names the column. */
export const intervalLiteral = (value: bigint, unit: string, at: number): Expression =>
  literal(types.interval(unit), String(value), intervalText(value, unit), at);

export const stringLiteral = (value: string, at: number): Expression => literal(types.STRING, value, value, at);
export const booleanLiteral = (value: boolean, at: number): Expression =>
  literal(types.BOOLEAN, String(value), String(value), at);
export const nullLiteral = (at: number): Expression => literal(types.VOID, 'NULL', 'NULL', at);
