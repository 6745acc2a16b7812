import type { LiteralSql } from './look.ts';
import type { Token } from './python-tokens.ts';

export type Magic = Extract<Token, { kind: 'magic' }>;

/** Those that hold Python itself, or do nothing to data. */
const plain = new Set([
  ...['python', 'md', 'time', 'timeit', 'capture', 'matplotlib', 'config', 'precision', 'pprint', 'autoreload'],
]);
const loaders = new Set(['load_ext', 'reload_ext']);

export function isPlain({ sign, name, rest }: Magic): boolean {
  if (!sign.startsWith('%')) return false;
  const language = name.toLowerCase();
  return plain.has(language) || (loaders.has(language) && rest.trim() === 'autoreload');
}

export function isSql({ sign, name }: Magic): boolean {
  return sign.startsWith('%') && name.toLowerCase() === 'sql';
}

/** Whether `{name}` or `$name` is put into it before it runs. */
export function isFilled(sql: string): boolean {
  return /\{(?![\d,\s]*\})|\$[\p{L}_{]/u.test(sql);
}

/** What a magic is given, without its own options. */
export function withoutOptions(rest: string): string {
  return rest.replace(/^(?:-{1,2}\w[\w-]*(?:[ \t]*=?[ \t]*\d+)?[ \t]+)*/, '');
}

/** SQL that stands in its lines as it is. */
export function sqlOf(given: string, line: number): LiteralSql {
  const sql = given.replaceAll('\\\n', '\n');
  return { sql, lineAt: (offset) => line + (sql.slice(0, offset).match(/\n/g) ?? []).length };
}
