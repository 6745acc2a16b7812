import { cannotCompute } from '../sql-error.ts';
import { asDecimal, decimal, type SqlType } from '../types.ts';
import { raise } from './raise.ts';
import type { Typed } from './typed.ts';

type Operand = Pick<Typed, 'sql' | 'type' | 'literal'>;

const ERRORS = {
  DIVIDE_BY_ZERO: 'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead.',
  INTERVAL_DIVIDED_BY_ZERO: 'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead.',
  REMAINDER_BY_ZERO: 'Remainder by zero.',
};

/** `value`, but an error where the divisor is 0 and the dividend is not NULL. */
export function unlessZero(
  value: string,
  left: Operand,
  right: Operand,
  type: SqlType,
  error: keyof typeof ERRORS = 'DIVIDE_BY_ZERO',
): string {
  if (right.literal !== undefined && Number(right.literal) !== 0) return value;
  const failure = raise(error, '22012', ERRORS[error], undefined, '', type);
  return `CASE WHEN ${right.sql} = 0 AND ${left.sql} IS NOT NULL THEN ${failure} ELSE ${value} END`;
}

/** A decimal's digits without its point, as a 128-bit integer. */
export function unscaled(sql: string, type: SqlType): string {
  if (type.scale === 0) return `CAST(${sql} AS HUGEINT)`;
  if (type.precision + type.scale > 38) throw cannotCompute('decimals of this many digits in a division');
  // Of two decimals of at most 18 digits the engine would keep the product within 18, too.
  return `CAST(CAST(${sql} AS DECIMAL(${Math.max(type.precision, 19)},${type.scale})) * CAST(${10n ** BigInt(type.scale)} AS DECIMAL(${type.scale + 1},0)) AS HUGEINT)`;
}

/** A 128-bit integer of digits as a decimal, the reverse of `unscaled`. */
export function scaled(sql: string, type: SqlType): string {
  if (type.scale === 0) return `CAST(${sql} AS DECIMAL(${type.precision},0))`;
  const unit = 10n ** BigInt(type.scale);
  const tiny = `CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${type.scale},${type.scale}))`;
  if (2 * type.scale > 38) throw cannotCompute('decimals of this many digits in a division');
  const target = `DECIMAL(${type.precision},${type.scale})`;
  return `CAST(CAST(CAST(${sql} // CAST(${unit} AS HUGEINT) AS DECIMAL(${Math.max(type.precision - type.scale, 1)},0)) AS ${target}) + CAST(CAST(${sql} % CAST(${unit} AS HUGEINT) AS DECIMAL(${type.scale},0)) * ${tiny} AS ${target}) AS ${target})`;
}

/** An exact quotient of two 128-bit integers, ties away from zero (HALF_UP). */
export function halfUp(dividend: string, divisor: string): string {
  const away = `(CASE WHEN (${dividend} < 0) = (${divisor} < 0) THEN 1 ELSE -1 END)`;
  return `(${dividend} // ${divisor} + CASE WHEN 2 * abs(${dividend} % ${divisor}) >= abs(${divisor}) THEN ${away} ELSE 0 END)`;
}

/** Spark's result type of `a / b` for decimals, with `allowPrecisionLoss`. */
export function quotientType(a: SqlType, b: SqlType): SqlType {
  const scale = Math.max(6, a.scale + b.precision + 1);
  const precision = a.precision - a.scale + b.scale + scale;
  if (precision <= 38) return decimal(precision, scale);
  const whole = precision - scale;
  const kept = Math.max(38 - whole, Math.min(scale, 6));
  return decimal(38, kept);
}

/** `a / b` for exact numbers of which one is a decimal: the exact quotient at Spark's scale. */
export function divideDecimals(
  left: Operand,
  right: Operand,
  otherwise: (type: SqlType) => string,
): { sql: string; type: SqlType } {
  const [a, b] = [asDecimal(left.type), asDecimal(right.type)];
  const type = quotientType(a, b);
  const shift = type.scale + b.scale - a.scale;
  const wide = shift < 0 || a.precision + shift > 38 || [a, b].some((each) => each.precision + each.scale > 38);
  if (wide || 2 * type.scale > 38 || type.precision === 38)
    return { type, sql: unlessZero(otherwise(type), left, right, type) };
  const dividend = `(${unscaled(left.sql, a)} * CAST(${10n ** BigInt(shift)} AS HUGEINT))`;
  const quotient = scaled(halfUp(dividend, unscaled(right.sql, b)), type);
  return { type, sql: unlessZero(quotient, left, right, type) };
}
