import type { DuckDBValue } from '@duckdb/node-api';
import { cannotCompute, SqlError } from '../sql-error.ts';
import type { SqlType } from '../types.ts';
import { entriesOf } from './show-value.ts';

/** How `to_json` and `from_json` are told to go about it. */
export type JsonOptions = {
  /** Patterns of dates and timestamps, by the type that they are for. */
  readonly patterns: Readonly<Record<string, string>>;
  readonly keepsNulls: boolean;
  readonly failsFast: boolean;
};
export const NO_OPTIONS: JsonOptions = { patterns: {}, keepsNulls: false, failsFast: false };

const PATTERNS: Readonly<Record<string, string>> = {
  dateformat: 'DATE',
  timestampformat: 'TIMESTAMP',
  timestampntzformat: 'TIMESTAMP_NTZ',
};

/** The options that are computed; others are refused by their name. */
export function readOptions(value: DuckDBValue, writes: boolean): JsonOptions {
  const patterns: Record<string, string> = {};
  let [keepsNulls, failsFast] = [false, false];
  for (const entry of entriesOf(value)) {
    const [name, text] = [String(entry.key).toLowerCase(), String(entry.value)];
    const type = PATTERNS[name];
    if (type) patterns[type] = text;
    else if (writes && name === 'ignorenullfields') keepsNulls = text.toLowerCase() === 'false';
    else if (!writes && name === 'mode' && /^(permissive|failfast)$/i.test(text)) failsFast = /^f/i.test(text);
    else if (!writes && name === 'mode')
      throw new SqlError(
        'PARSE_MODE_UNSUPPORTED',
        '42601',
        `The function \`from_json\` doesn't support the ${text} mode. Acceptable modes are PERMISSIVE and FAILFAST.`,
      );
    else throw cannotCompute(`${writes ? 'to_json' : 'from_json'}() with the option ${String(entry.key)}`);
  }
  return { patterns, keepsNulls, failsFast };
}

export const patternOf = ({ patterns }: JsonOptions, type: SqlType): string | undefined => patterns[type.name];
