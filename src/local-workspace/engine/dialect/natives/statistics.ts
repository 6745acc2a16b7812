import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { itemsOf } from './show-value.ts';

const numbers = (list: DuckDBValue): number[] => itemsOf(list).map(Number);

function check(shares: readonly number[]): void {
  if (shares.some((share) => !(share >= 0 && share <= 1)))
    throw new SqlError('DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE', '42K09', 'The percentage must be between 0.0 and 1.0.');
}

/** By linear interpolation, each value as often as `counts` says. */
export function percentiles(list: DuckDBValue, wanted: DuckDBValue, counts: DuckDBValue): (number | null)[] | null {
  const shares = numbers(wanted);
  check(shares);
  if (shares.length === 0) return null;
  const times = itemsOf(counts).map(Number);
  const negative = times.find((count) => count < 0);
  if (negative !== undefined)
    throw new SqlError(
      'NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION',
      '22003',
      `Found the negative value ${negative} in the frequency expression, but expected a positive integral value.`,
    );
  const pairs = numbers(list).map((value, index) => ({ value, count: times.length > 0 ? (times[index] ?? 0) : 1 }));
  const sorted = pairs
    .filter(({ count }) => count > 0)
    .sort((a, b) => (Number.isNaN(a.value) ? 1 : Number.isNaN(b.value) ? -1 : a.value - b.value));
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const at = (rank: number): number => {
    let seen = 0;
    for (const { value, count } of sorted) {
      seen += count;
      if (seen > rank) return value;
    }
    return sorted.at(-1)?.value ?? Number.NaN;
  };
  return shares.map((share) => {
    if (total === 0) return null;
    const position = (total - 1) * share;
    const [lower, higher] = [Math.floor(position), Math.ceil(position)];
    const [low, high] = [at(lower), at(higher)];
    return low === high || lower === higher ? low : (higher - position) * low + (position - lower) * high;
  });
}

/** The ranks, from 1, of values that no interpolation makes; an accuracy of 0 asks for none. */
export function discreteRanks(count: bigint, wanted: DuckDBValue, accuracy: bigint): bigint[] {
  const shares = numbers(wanted);
  check(shares);
  if (accuracy > 0n && count * 2n >= accuracy)
    throw new SqlError(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      'The local workspace cannot compute approximate percentiles of so many rows.',
    );
  return shares.map((share) => BigInt(Math.max(Math.ceil(share * Number(count)), 1)));
}

function moments(list: DuckDBValue): { count: number; m2: number; m3: number; m4: number } {
  const all = numbers(list);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const power = (exponent: number): number => all.reduce((sum, value) => sum + (value - mean) ** exponent, 0);
  return { count: all.length, m2: power(2), m3: power(3), m4: power(4) };
}
export function skewness(list: DuckDBValue): number | null {
  const { count, m2, m3 } = moments(list);
  if (count === 0 || m2 === 0) return null;
  return (Math.sqrt(count) * m3) / Math.sqrt(m2 * m2 * m2);
}
export function kurtosis(list: DuckDBValue): number | null {
  const { count, m2, m4 } = moments(list);
  if (count === 0 || m2 === 0) return null;
  return (count * m4) / (m2 * m2) - 3;
}
