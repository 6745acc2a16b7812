import { lastLine } from '../base/shell.ts';

/** Why the Databricks CLI gave up, in its words, as they go into a sentence. */
export function reasonOfCli(told: string): string {
  return lastLine(told).replace(/^Error: /, '');
}
