import { SqlError, syntaxError } from '../sql-error.ts';
import { readString } from './read-string.ts';
import { skipSpace } from './skip-space.ts';
import type { Token, TokenKind } from './token.ts';

const NUMBER = /(?:\d+[lLsSyY]|(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?:[bB][dD]|[dDfF])?)(?![\p{L}\p{N}_])/uy;
const WORD = /[\p{L}\p{N}_]+/uy;
const PARAMETER = /:[\p{L}_][\p{L}\p{N}_]*/uy;
const SYMBOL = /<=>|<<|>>>|>>|<>|!=|!<|!>|==|<=|>=|\|\||::|\|>|->|=>|[-+*/%=<>!(),.;:[\]&|^~?{}@$]/y;

const LONGEST_STATEMENT = 1_000_000;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function readName(text: string, at: number): { value: string; end: number } {
  let next = at + 1;
  while (next < text.length) {
    if (text.charAt(next) !== '`') next += 1;
    else if (text.charAt(next + 1) === '`') next += 2;
    else return { value: text.slice(at + 1, next).replaceAll('``', '`'), end: next + 1 };
  }
  throw syntaxError('`', at);
}

function readToken(text: string, at: number, afterDot: boolean): Token {
  const token = (kind: TokenKind, value: string, end: number): Token => {
    return { kind, value, upper: kind === 'word' ? value.toUpperCase() : value, at, end };
  };
  const character = text.charAt(at);
  if (character === '`') {
    const name = readName(text, at);
    return token('name', name.value, name.end);
  }
  if (character === "'" || character === '"') {
    const string = readString(text, at, false);
    return token('text', string.value, string.end);
  }
  if (/[rR]/.test(character) && /['"]/.test(text.charAt(at + 1))) {
    const string = readString(text, at + 1, true);
    return token('text', string.value, string.end);
  }
  const number = afterDot ? undefined : matchAt(NUMBER, text, at);
  if (number !== undefined) return token('number', number, at + number.length);
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return token('word', word, at + word.length);
  const parameter = matchAt(PARAMETER, text, at);
  if (parameter !== undefined) return token('parameter', parameter.slice(1), at + parameter.length);
  const symbol = matchAt(SYMBOL, text, at);
  if (symbol !== undefined) return token('symbol', symbol, at + symbol.length);
  throw syntaxError(character, at);
}

/** Cuts a statement into tokens by Spark's lexical rules; the last token is always `end`. */
export function tokenize(text: string): Token[] {
  if (text.length > LONGEST_STATEMENT) {
    const sentence = `The local workspace reads statements of up to ${LONGEST_STATEMENT} characters, this one has ${text.length}.`;
    throw new SqlError('UNSUPPORTED_FEATURE.LOCAL_WORKSPACE', '0A000', sentence);
  }
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const previous = tokens.at(-1);
    // After `t.` comes a column, even where it starts with digits: `t.2nd`.
    const token = readToken(text, at, previous?.value === '.' && previous.end === at);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  tokens.push({ kind: 'end', value: '', upper: '', at: text.length, end: text.length });
  return tokens;
}
