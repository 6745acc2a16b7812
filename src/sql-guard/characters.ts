const spaces: ReadonlySet<number> = new Set(
  Array.from(
    ' \t\n\f\r\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u202f\u205f\u3000',
    (character) => character.charCodeAt(0),
  ),
);

/** White space as Spark's lexer has it. U+FEFF, U+200B, U+0085 and U+2029 are not among it (facts `sql-guard.md` §3). */
export function isSpace(code: number): boolean {
  return code <= 32 ? code === 32 || (code >= 9 && code <= 13) : code >= 160 && spaces.has(code);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A letter of ASCII, upper or lower case. */
export function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Letters, digits and the underscore. Spark looks at the upper-cased character, which makes U+0345 a letter. */
export function isWordCharacter(code: number): boolean {
  if (code < 128) return isLatin(code) || isDigit(code) || code === 95;
  return isLetter(code);
}

export function isLetter(code: number): boolean {
  return code < 128 ? isLatin(code) : /\p{L}/u.test(upperOf(String.fromCodePoint(code)));
}

/** Spark upper-cases each code point on its own: dotless i becomes I, long s becomes S, sharp s stays. */
export function upperCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return Array.from(text, upperOf).join('');
  }
  return text.toUpperCase();
}

function upperOf(character: string): string {
  const upper = character.toUpperCase();
  return upper.length === character.length ? upper : character;
}
