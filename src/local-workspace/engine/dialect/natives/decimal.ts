import { SqlError } from '../sql-error.ts';
import { withPoint } from './values-of-text.ts';

const readDecimal = (text: string): { digits: bigint; scale: number } => {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
};

/** `value * 10^-scale` at a smaller or larger scale, half up. */
function rescale(value: bigint, scale: number, to: number): bigint {
  if (to >= scale) return value * 10n ** BigInt(to - scale);
  return divideHalfUp(value, 10n ** BigInt(scale - to));
}
function divideHalfUp(value: bigint, by: bigint): bigint {
  const negative = value < 0n !== by < 0n;
  const [a, b] = [value < 0n ? -value : value, by < 0n ? -by : by];
  const quotient = a / b + ((a % b) * 2n >= b ? 1n : 0n);
  return negative ? -quotient : quotient;
}

const isWithin = (value: bigint, precision: number): boolean => value.toString().replace('-', '').length <= precision;

/** `a op b` of decimals as texts, without a point, at the scale of the result. */
function computed(op: string, left: string, right: string, scale: number): bigint {
  const [a, b] = [readDecimal(left), readDecimal(right)];
  const most = Math.max(a.scale, b.scale);
  const [x, y] = [rescale(a.digits, a.scale, most), rescale(b.digits, b.scale, most)];
  if (op === '+') return rescale(x + y, most, scale);
  if (op === '-') return rescale(x - y, most, scale);
  if (op === '*') return rescale(a.digits * b.digits, a.scale + b.scale, scale);
  if (op === '%') return rescale(x % y, most, scale);
  if (op === 'DIV') return x / y;
  return divideHalfUp(x * 10n ** BigInt(scale), y);
}

/** The same with its point; too many digits are Spark's error. */
export function decimalArithmetic(op: string, left: string, right: string, precision: number, scale: number): string {
  const result = computed(op, left, right, scale);
  if (isWithin(result, precision)) return withPoint(result, op === 'DIV' ? 0 : scale);
  const sentence = `${withPoint(result, scale)} cannot be represented as Decimal(${precision}, ${scale}). If necessary set "spark.sql.ansi.enabled" to "false" to bypass this error, and return NULL instead.`;
  throw new SqlError('NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', '22003', sentence);
}

/** `a / b`, or NULL where it has too many digits. */
export function tryQuotient(left: string, right: string, precision: number, scale: number): string | null {
  const result = computed('/', left, right, scale);
  return isWithin(result, precision) ? withPoint(result, scale) : null;
}

/** A sum of more digits than the engine can hold comes in two parts; NULL where it has more than Spark can. */
export const PART = 10n ** 19n;
export function totalOfParts(high: string, low: string, scale: number): string | null {
  const total = BigInt(high) * PART + BigInt(low);
  return isWithin(total, 38) ? withPoint(total, scale) : null;
}

export type Rounding = 'up' | 'even' | 'ceil' | 'floor';

/** A number's text rounded to a scale, which may be negative, and written without an exponent. */
export function roundText(text: string, scale: number, how: Rounding): string {
  const parts = /^(-?[\d.]+)(?:E(-?\d+))?$/.exec(text);
  if (!parts) return text;
  const own = readDecimal(parts[1] ?? '0');
  const from = own.scale - Number(parts[2] ?? 0);
  const digits = parts[1]?.startsWith('-') && own.digits > 0n ? -own.digits : own.digits;
  if (scale >= from) return plainText(digits, from);
  const unit = 10n ** BigInt(from - scale);
  const [whole, rest] = [digits / unit, digits % unit];
  const size = rest < 0n ? -rest : rest;
  const away = digits < 0n ? -1n : 1n;
  let rounded = whole;
  if (how === 'ceil') rounded += rest > 0n ? 1n : 0n;
  else if (how === 'floor') rounded -= rest < 0n ? 1n : 0n;
  else if (size * 2n > unit || (size * 2n === unit && (how === 'up' || whole % 2n !== 0n))) rounded += away;
  return plainText(rounded, scale);
}
const plainText = (digits: bigint, scale: number): string =>
  scale >= 0 ? withPoint(digits, scale) : (digits * 10n ** BigInt(-scale)).toString();
