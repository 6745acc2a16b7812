import type { DuckDBValue } from '@duckdb/node-api';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { entriesOf } from './show-value.ts';

/** How `from_csv` and `to_csv` are told to go about it. */
export type CsvOptions = {
  readonly mark: string;
  readonly quote: string;
  readonly escape: string;
  /** What stands for NULL. */
  readonly nothing: string;
  readonly date?: string;
  readonly timestamp?: string;
  readonly failsFast: boolean;
  readonly quotesAll: boolean;
  /** Whether spaces at the ends of values are left out when they are read. */
  readonly trimsLeft: boolean;
  readonly trimsRight: boolean;
};
export const PLAIN_CSV: CsvOptions = {
  mark: ',',
  quote: '"',
  escape: '\\',
  nothing: '',
  failsFast: false,
  quotesAll: false,
  trimsLeft: false,
  trimsRight: false,
};

function letter(name: string, text: string): string {
  if (text.length === 1) return text;
  throw cannotCompute(`CSV with the option ${name} of other than one character`);
}

function isPermissive(mode: string): boolean {
  if (/^(permissive|failfast)$/i.test(mode)) return /^p/i.test(mode);
  throw new SqlError(
    'PARSE_MODE_UNSUPPORTED',
    '42601',
    `The function from_csv doesn't support the ${mode} mode. Acceptable modes are PERMISSIVE and FAILFAST.`,
  );
}

/** The options that are computed; others are refused by their name. */
export function readCsvOptions(value: DuckDBValue, writes: boolean): CsvOptions {
  const isTrue = (text: string): boolean => text.toLowerCase() === 'true';
  let options = PLAIN_CSV;
  for (const entry of entriesOf(value)) {
    const [name, text] = [String(entry.key).toLowerCase(), String(entry.value)];
    if (name === 'sep' || name === 'delimiter') options = { ...options, mark: letter(name, text) };
    else if (name === 'quote') options = { ...options, quote: letter(name, text) };
    else if (name === 'escape') options = { ...options, escape: letter(name, text) };
    else if (name === 'nullvalue') options = { ...options, nothing: text };
    else if (name === 'dateformat') options = { ...options, date: text };
    else if (name === 'timestampformat') options = { ...options, timestamp: text };
    else if (writes && name === 'quoteall') options = { ...options, quotesAll: isTrue(text) };
    else if (!writes && name === 'mode') options = { ...options, failsFast: !isPermissive(text) };
    else if (!writes && name === 'ignoreleadingwhitespace') options = { ...options, trimsLeft: isTrue(text) };
    else if (!writes && name === 'ignoretrailingwhitespace') options = { ...options, trimsRight: isTrue(text) };
    else throw cannotCompute(`${writes ? 'to_csv' : 'from_csv'}() with the option ${String(entry.key)}`);
  }
  return options;
}
