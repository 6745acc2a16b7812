/** A bare word, a name in backquotes, a string, a body in dollar quotes, a number, or a sign. */
export type TokenKind = 'word' | 'name' | 'string' | 'dollar' | 'number' | 'symbol';

export type Token = {
  readonly kind: TokenKind;
  /** As it stood in the statement. */
  readonly text: string;
  /** A word upper-cased as Spark does it; a sign as it is; for everything else empty, so that no quoted text is a keyword. */
  readonly upper: string;
  /** Place in the statement, in UTF-16 units. */
  readonly start: number;
  /** Whether white space or a comment stood before it. */
  readonly spaced: boolean;
};

export type Untokenizable = 'OPEN_QUOTE' | 'OPEN_COMMENT' | 'SUBSTITUTION' | 'UNREADABLE_CHARACTER';
