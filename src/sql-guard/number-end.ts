import { isDigit, isLatin } from './characters.ts';

/**
 * Where the number that begins at `start` ends; `start` where there is none. Spark takes the longest of its literals; one
 * with a point is none when a letter of ASCII, a digit or an underscore follows it.
 */
export function numberEnd(text: string, start: number): number {
  const whole = digitsEnd(text, start);
  // Most numbers are digits and nothing else.
  if (whole > start && text.charCodeAt(whole) !== 46 && !runsOn(text.charCodeAt(whole))) return whole;
  let best = start;
  if (whole > start) {
    const letter = text.charAt(whole).toUpperCase();
    best = letter === 'L' || letter === 'S' || letter === 'Y' ? whole + 1 : suffixEnd(text, exponentEnd(text, whole));
  }
  if (text.charCodeAt(whole) !== 46) return best;
  const fraction = digitsEnd(text, whole + 1);
  if (whole === start && fraction === whole + 1) return best;
  const exponent = exponentEnd(text, fraction);
  for (const end of [suffixEnd(text, exponent), exponent, suffixEnd(text, fraction), fraction]) {
    if (end > best && !runsOn(text.charCodeAt(end))) best = end;
  }
  return best;
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function exponentEnd(text: string, start: number): number {
  if ((text.charCodeAt(start) | 32) !== 101) return start;
  const sign = text.charCodeAt(start + 1);
  const first = sign === 43 || sign === 45 ? start + 2 : start + 1;
  const end = digitsEnd(text, first);
  return end > first ? end : start;
}

/** `F`, `D` and `BD` follow any number; `L`, `S` and `Y` only whole ones without an exponent. */
function suffixEnd(text: string, at: number): number {
  const letter = text.charAt(at).toUpperCase();
  if (letter === 'F' || letter === 'D') return at + 1;
  return letter === 'B' && text.charAt(at + 1).toUpperCase() === 'D' ? at + 2 : at;
}

function runsOn(code: number): boolean {
  return isLatin(code) || isDigit(code) || code === 95;
}
