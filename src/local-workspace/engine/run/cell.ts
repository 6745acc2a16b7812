import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { javaDouble } from '../dialect/parse/literals.ts';
import type { SqlType } from '../dialect/types.ts';

/** The shortest text that is this 32-bit number again, as Java prints a float. */
function javaFloat(value: number): string {
  if (!Number.isFinite(value)) return javaDouble(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return javaDouble(short);
  }
  return javaDouble(Number(value.toPrecision(9)));
}

/**
 * A cell as the API sends it: text, or null. Timestamps are `2026-09-15T11:43:36.409Z`.
 * Source: a real capture (facts `databricks-api.md` §1).
 */
export function cellText(value: DuckDBValue, type: SqlType): string | null {
  if (value === null) return null;
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n)).toISOString();
  if (value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue) return value.toString();
  if (typeof value === 'number' && type.name === 'DOUBLE') return javaDouble(value);
  if (typeof value === 'number' && type.name === 'FLOAT') return javaFloat(value);
  return String(value);
}
