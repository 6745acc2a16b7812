import type { Source } from './source.ts';

/** A word or a name in backquotes as Spark compares it, in lower case; another token as it stands. */
export function nameAt(source: Source, index: number): string {
  const token = source.tokens[index];
  if (token?.kind === 'name') return token.text.slice(1, -1).replaceAll('``', '`').toLowerCase();
  return token?.text.toLowerCase() ?? '';
}
