import { isSpace, isWordCharacter, upperCase } from './characters.ts';

/** `word` is a bare word, upper-cased as Spark does it; the others keep their text. */
export type Token = {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol';
  /** As it stood in the statement. */
  readonly text: string;
  /** For a word: upper-cased by code point. Otherwise the text. */
  readonly upper: string;
  /** Place in the statement, in UTF-16 units. */
  readonly start: number;
  /** Whether white space or a comment stood before it. */
  readonly spaced: boolean;
};

export type Tokens =
  | { readonly outcome: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly outcome: 'invalid'; readonly at: number; readonly why: Untokenizable };

export type Untokenizable = 'open_quote' | 'open_comment' | 'hint' | 'substitution' | 'dollar' | 'character';

/**
 * Splits a statement by Spark's lexical rules. What Spark could not read outside quotes is refused.
 * Source: Spark's `SqlBaseLexer.g4`, facts `sql-guard.md` §3.
 */
export function tokenize(text: string): Tokens {
  if (text.includes('${')) return { outcome: 'invalid', at: text.indexOf('${'), why: 'substitution' };
  const tokens: Token[] = [];
  let spaced = false;
  let at = 0;
  while (at < text.length) {
    const gap = gapEnd(text, at);
    if (gap === 'open_comment' || gap === 'hint') return { outcome: 'invalid', at, why: gap };
    if (gap > at) {
      spaced = true;
      at = gap;
      continue;
    }
    const found = tokenAt(text, at);
    if (typeof found === 'string') return { outcome: 'invalid', at, why: found };
    const end = at + found.length;
    const piece = text.slice(at, end);
    const upper = found.kind === 'word' ? upperCase(piece) : piece;
    tokens.push({ kind: found.kind, text: piece, upper, start: at, spaced });
    spaced = false;
    at = end;
  }
  return { outcome: 'tokens', tokens };
}

/** Where the white space or comment that begins at `at` ends; `at` itself where there is none. */
function gapEnd(text: string, at: number): number | 'open_comment' | 'hint' {
  if (isSpace(text.charAt(at))) return at + 1;
  if (text.startsWith('--', at)) return lineCommentEnd(text, at);
  if (!text.startsWith('/*', at)) return at;
  return text.startsWith('/*+', at) ? 'hint' : blockCommentEnd(text, at);
}

/** A line comment ends at CR or LF; a backslash before LF continues it, before CR LF it does not. */
function lineCommentEnd(text: string, start: number): number {
  let at = start + 2;
  while (at < text.length) {
    if (text.startsWith('\\\n', at)) at += 2;
    else if (text.charAt(at) === '\n' || text.charAt(at) === '\r') return at;
    else at++;
  }
  return at;
}

/** Comments nest, but the start of a hint inside a comment does not. Quotes inside mean nothing. */
function blockCommentEnd(text: string, start: number): number | 'open_comment' {
  let depth = 1;
  let at = start + 2;
  while (at < text.length) {
    if (text.startsWith('*/', at)) {
      at += 2;
      depth--;
      if (depth === 0) return at;
    } else if (text.startsWith('/*', at) && text.charAt(at + 2) !== '+') {
      depth++;
      at += 2;
    } else at++;
  }
  return 'open_comment';
}

type Found = { readonly kind: Token['kind']; readonly length: number } | Untokenizable;

function tokenAt(text: string, at: number): Found {
  const first = text.charAt(at);
  if (first === "'" || first === '"') return quoted(text, at, first, 'string', true);
  if (first === '`') return quoted(text, at, first, 'name', false);
  if (first === 'r' || first === 'R') {
    const quote = text.charAt(at + 1);
    if (quote === "'" || quote === '"') return raw(text, at, quote);
  }
  if (first === '$') return 'dollar';
  const number = numberLength(text, at);
  if (number > 0) return { kind: 'number', length: number };
  const word = wordLength(text, at);
  if (word > 0) return { kind: 'word', length: word };
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at));
  return symbol === undefined ? 'character' : { kind: 'symbol', length: symbol.length };
}

// Longest first, so that `<=>` is one token.
const symbols = '<=> || |> -> => :: == != <> <= >= << >> !> !< ( ) [ ] { } , . ; : ? * / + - % & | ^ ~ < > = ! @'.split(
  ' ',
);

function quoted(text: string, start: number, quote: string, kind: Token['kind'], escapes: boolean): Found {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (escapes && character === '\\') at += 2;
    else if (character !== quote) at++;
    else if (text.charAt(at + 1) === quote) at += 2;
    else return { kind, length: at + 1 - start };
  }
  return 'open_quote';
}

function raw(text: string, start: number, quote: string): Found {
  const end = text.indexOf(quote, start + 2);
  return end < 0 ? 'open_quote' : { kind: 'string', length: end + 1 - start };
}

function wordLength(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (!isWordCharacter(character)) break;
    at += character.length;
  }
  const word = text.slice(start, at);
  // `s3://bucket/x--y` is one token in Spark, comment signs and all.
  const address = /^\p{L}+$/u.test(word) ? /^:\/\/[\p{L}0-9_/\-.?=&#%]+/u.exec(text.slice(at, at + 4096)) : null;
  return at - start + (address?.[0].length ?? 0);
}

const numberPattern = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?:BD|[LSYDF])?/iuy;

/** A number that runs on into letters is a word: Spark's identifiers may begin with a digit. */
function numberLength(text: string, start: number): number {
  numberPattern.lastIndex = start;
  const length = numberPattern.exec(text)?.[0].length ?? 0;
  if (length === 0) return 0;
  const next = String.fromCodePoint(text.codePointAt(start + length) ?? 32);
  if (!isWordCharacter(next)) return length;
  const digits = /^\d+/.exec(text.slice(start, start + length))?.[0].length ?? 0;
  return digits > 0 && text.charAt(start + digits) === '.' ? digits : 0;
}
