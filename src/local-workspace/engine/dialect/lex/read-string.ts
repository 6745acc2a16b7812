import { SqlError } from '../sql-error.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001A',
  // The backslash stays before the two wildcards of LIKE.
  '%': '\\%',
  _: '\\_',
};

function readEscape(text: string, at: number): { value: string; next: number } {
  const rest = text.slice(at + 1, at + 10);
  const coded = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([01][0-7]{2}))/.exec(rest);
  if (coded) {
    const code =
      coded[3] === undefined ? Number.parseInt(coded[1] ?? coded[2] ?? '', 16) : Number.parseInt(coded[3], 8);
    if (code > 0x10ffff) throw new SqlError('PARSE_SYNTAX_ERROR', '42601', 'A character escape is out of range.', at);
    return { value: String.fromCodePoint(code), next: at + 1 + coded[0].length };
  }
  const character = rest.slice(0, 1);
  return { value: SIMPLE[character] ?? character, next: at + 2 };
}

/**
 * Reads the string literal that starts at `at` with `'` or `"` (both are strings in Databricks), or, when `raw`,
 * with the quote after an `r`. Source: Spark `SqlBaseLexer.g4` and `SparkParserUtils.unescapeSQLString`.
 */
export function readString(text: string, at: number, raw: boolean): { value: string; end: number } {
  const quote = text.charAt(at);
  const pieces: string[] = [];
  let next = at + 1;
  while (next < text.length) {
    const character = text.charAt(next);
    if (character === quote) {
      if (raw || text.charAt(next + 1) !== quote) return { value: pieces.join(''), end: next + 1 };
      pieces.push(quote);
      next += 2;
    } else if (character === '\\' && !raw) {
      const read = readEscape(text, next);
      pieces.push(read.value);
      next = read.next;
    } else {
      pieces.push(character);
      next += 1;
    }
  }
  throw new SqlError('PARSE_SYNTAX_ERROR', '42601', 'Syntax error: a string literal is not closed.', at);
}
