import { SqlError } from '../sql-error.ts';

const SPACE = /[\s\u00A0\u1680\u2000-\u200A\u2028\u202F\u205F\u3000]/;
const NOT_SPACE = new Set(['\uFEFF', '\u2029']);

function endOfLineComment(text: string, at: number): number {
  let next = at + 2;
  while (next < text.length) {
    const character = text.charAt(next);
    // A backslash before LF continues the comment; before CR it does not.
    if (character === '\\' && text.charAt(next + 1) === '\n') next += 2;
    else if (character === '\n' || character === '\r') return next;
    else next += 1;
  }
  return next;
}

function endOfBlockComment(text: string, at: number): number {
  let depth = 1;
  let next = at + 2;
  while (next < text.length) {
    if (text.startsWith('*/', next)) {
      depth -= 1;
      next += 2;
      if (depth === 0) return next;
    } else if (text.startsWith('/*', next) && text.charAt(next + 2) !== '+') {
      depth += 1;
      next += 2;
    } else {
      next += 1;
    }
  }
  throw new SqlError('UNCLOSED_BRACKETED_COMMENT', '42601', 'Found an unclosed bracketed comment.', at);
}

/** The offset after white space and comments, by the rules of Spark's lexer (facts `sql-guard.md` §3). */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (text.startsWith('--', at)) at = endOfLineComment(text, at);
    else if (text.startsWith('/*', at)) at = endOfBlockComment(text, at);
    else if (SPACE.test(character) && !NOT_SPACE.has(character)) at += 1;
    else break;
  }
  return at;
}
