import { isDigit, isLetter, isWordCharacter, upperCase } from './characters.ts';
import { numberEnd } from './number-end.ts';
import { dollarEnd, quotedEnd, rawEnd } from './quoted-end.ts';
import { skipGap } from './skip-gap.ts';
import { symbolLength } from './symbol-length.ts';
import type { Token, TokenKind, Untokenizable } from './token.ts';

export type Tokens =
  | { readonly outcome: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly outcome: 'untokenizable'; readonly at: number; readonly why: Untokenizable };

/**
 * Splits a text by Spark's lexical rules. What Spark could not read outside quotes is refused.
 * Source: Spark's `SqlBaseLexer.g4`, facts `sql-guard.md` §3.
 */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  // Inside `ARRAY<…>`, `MAP<…>` and `STRUCT<…>` two closing brackets are not a shift.
  let typeDepth = 0;
  for (let at = 0; ; ) {
    const start = skipGap(text, at);
    if (start < 0) return { outcome: 'untokenizable', at, why: 'OPEN_COMMENT' };
    if (start >= text.length) return { outcome: 'tokens', tokens };
    const spaced = start > at;
    const kind = kindAt(text, start);
    const end = kind === undefined ? start : endOf(text, start, kind, typeDepth > 0);
    if (end < 0) return { outcome: 'untokenizable', at: start, why: 'OPEN_QUOTE' };
    if (kind === undefined || end === start) {
      return { outcome: 'untokenizable', at: start, why: 'UNREADABLE_CHARACTER' };
    }
    const piece = text.slice(start, end);
    const substitution = kind === 'string' || kind === 'name' || kind === 'dollar' ? piece.indexOf('${') : -1;
    if (substitution >= 0) return { outcome: 'untokenizable', at: start + substitution, why: 'SUBSTITUTION' };
    const upper = kind === 'word' ? upperCase(piece) : kind === 'symbol' ? piece : '';
    if (upper === 'ARRAY' || upper === 'MAP' || upper === 'STRUCT') typeDepth++;
    else if (upper === '>' && typeDepth > 0) typeDepth--;
    tokens.push({ kind, text: piece, upper, start, spaced });
    at = end;
  }
}

function kindAt(text: string, at: number): TokenKind | undefined {
  const code = text.charCodeAt(at);
  if (code === 39 || code === 34) return 'string';
  if (code === 96) return 'name';
  if (code === 36) return dollarEnd(text, at) === 0 ? undefined : 'dollar';
  if ((code | 32) === 114 && (text.charCodeAt(at + 1) === 39 || text.charCodeAt(at + 1) === 34)) return 'string';
  const number = isDigit(code) || code === 46 ? numberEnd(text, at) : at;
  if (number > at && number >= wordEnd(text, at)) return 'number';
  return isWordCharacter(text.codePointAt(at) ?? 0) ? 'word' : 'symbol';
}

function endOf(text: string, at: number, kind: TokenKind, inType: boolean): number {
  switch (kind) {
    case 'string':
      return isLetter(text.charCodeAt(at)) ? rawEnd(text, at + 1) : quotedEnd(text, at, true);
    case 'name':
      return quotedEnd(text, at, false);
    case 'dollar':
      return dollarEnd(text, at);
    case 'number':
      return numberEnd(text, at);
    case 'word':
      return addressEnd(text, at, wordEnd(text, at));
    case 'symbol':
      return at + symbolLength(text, at, inType);
  }
}

function wordEnd(text: string, start: number): number {
  return endOfAll(text, start, isWordCharacter);
}

/** `s3://bucket/x--y` is one token in Spark, comment signs and all. */
function addressEnd(text: string, start: number, end: number): number {
  if (text.charCodeAt(end) !== 58 || !text.startsWith('://', end)) return end;
  if (endOfAll(text, start, isLetter) < end) return end;
  const rest = endOfAll(text, end + 3, isInAddress);
  return rest > end + 3 ? rest : end;
}

function isInAddress(code: number): boolean {
  return isLetter(code) || isDigit(code) || '_/-.?=&#%'.includes(String.fromCodePoint(code));
}

/** Where the characters of one kind end that begin at a place. */
function endOfAll(text: string, start: number, isOne: (code: number) => boolean): number {
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (!isOne(code)) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}
