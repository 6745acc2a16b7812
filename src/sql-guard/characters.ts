const spaces: ReadonlySet<string> = new Set([
  ...' \t\n\f\r\v\u00a0\u1680\u202f\u205f\u3000',
  ...'\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028',
]);

/** White space as Spark's lexer has it. U+FEFF, U+200B, U+0085 and U+2029 are not among it (facts `sql-guard.md` §3). */
export function isSpace(character: string): boolean {
  return spaces.has(character);
}

export function isWordCharacter(character: string): boolean {
  return /^[\p{L}0-9_]$/u.test(character);
}

/** Spark upper-cases each code point on its own: dotless i becomes I, long s becomes S. */
export function upperCase(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join('');
}
