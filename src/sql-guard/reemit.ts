import type { Token } from './tokenize.ts';

/** The text that is sent: the judged tokens and nothing else. A gap becomes one space, comments are gone. */
export function reemit(tokens: readonly Token[]): string {
  return tokens.map((token, index) => (token.spaced && index > 0 ? ` ${token.text}` : token.text)).join('');
}
