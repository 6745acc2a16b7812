/** `word` is unquoted, `name` stood in backticks, `text` is a string literal with its escapes resolved. */
export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'symbol' | 'parameter' | 'end';

export type Token = {
  readonly kind: TokenKind;
  /** What the token means: the name, the string's value, the digits, the symbol. */
  readonly value: string;
  /** `value` in capitals for words (Spark capitalises each code point: `ı` is an I), else `value`. */
  readonly upper: string;
  /** First and last+1 offset in the text. */
  readonly at: number;
  readonly end: number;
};
