import { cannotCompute } from '../sql-error.ts';

/** A string as an engine literal. */
export function quoteText(text: string): string {
  if (text.includes('\0')) throw cannotCompute('strings with a NUL character');
  return `'${text.replaceAll("'", "''")}'`;
}
