/** White space as Spark's lexer has it. U+FEFF, U+200B, U+0085 and U+2029 are not among it (facts `sql-guard.md` §3). */
export function isSpace(code: number): boolean {
  if (code < 160) return code === 32 || (code >= 9 && code <= 13);
  return code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || farSpaces.includes(code);
}

const farSpaces: readonly number[] = [0x2028, 0x202f, 0x205f, 0x3000];

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
  if (code < 128) return isLatin(code);
  letter ??= new RegExp(letters, 'u');
  return letter.test(upperOf(String.fromCodePoint(code)));
}

/** Of all alphabets. Read when it is first needed, which is dear: most statements are ASCII. */
const letters = '\\p{L}';
let letter: RegExp | undefined;

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
