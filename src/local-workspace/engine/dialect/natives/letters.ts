import { SqlError } from '../sql-error.ts';

/** The engine holds 2,048 rows at once, and the memory of a text that all of them share counts in each. */
const MOST_TEXT = 1_000_000;
const MOST_STEPS = 50_000_000;

/** A text cut into characters, as Spark counts them. */
export const characters = (text: string): string[] => Array.from(text);

export const initcap = (text: string): string =>
  text.replace(/[^ ]+/gu, (word) => {
    const [first = ''] = characters(word);
    return titleCase(first) + word.toLowerCase().slice(first.toLowerCase().length);
  });
/** The digraphs ǅ ǈ ǋ ǲ stand behind their capitals; Georgian has none at the head of a word; ŉ becomes two letters. */
function titleCase(letter: string): string {
  const upper = letter.toUpperCase();
  if (/[Ǆ-ǌǱ-ǳ]/.test(letter)) return String.fromCodePoint((upper.codePointAt(0) ?? 0) + 1);
  if (/[\u10d0-\u10ff]/.test(letter)) return letter;
  const [first = '', ...rest] = characters(upper);
  if (rest.length === 0 || letter === 'ŉ') return upper;
  // The iota below a Greek letter stays there.
  if (rest.length === 1 && rest[0] === 'Ι') return `${first}\u0345`.normalize('NFC');
  return first + rest.join('').toLowerCase().replace(/ι$/, '\u0345');
}

/** Spark's `substringSQL`: 0 stands for 1, a negative start counts from the end, a length may end before the text begins. */
export function substring(text: string, start: number, length: number): string {
  const all = characters(text);
  const from = start > 0 ? start - 1 : start < 0 ? all.length + start : 0;
  const to = Math.min(from + length, all.length);
  return from < to ? all.slice(Math.max(from, 0), Math.max(to, 0)).join('') : '';
}

function padding(length: number, pad: string): string {
  if (length <= 0 || pad === '') return '';
  if (length > MOST_TEXT) throw tooLong();
  const all = characters(pad);
  return Array.from({ length }, (_, index) => all[index % all.length]).join('');
}
const tooLong = (): SqlError =>
  new SqlError('UNSUPPORTED_FEATURE.LOCAL_WORKSPACE', '0A000', 'The local workspace cannot compute a text this long.');

export function lpad(text: string, length: number, pad: string): string {
  const all = characters(text);
  if (length <= all.length) return all.slice(0, Math.max(length, 0)).join('');
  return padding(length - all.length, pad) + text;
}
export function rpad(text: string, length: number, pad: string): string {
  const all = characters(text);
  if (length <= all.length) return all.slice(0, Math.max(length, 0)).join('');
  return text + padding(length - all.length, pad);
}
export function repeat(text: string, times: number): string {
  if (times <= 0) return '';
  if (text.length * times > MOST_TEXT) throw tooLong();
  return text.repeat(times);
}

export function replace(text: string, search: string, by: string): string {
  if (search === '') return text;
  if (by.length > search.length && (text.length / search.length) * by.length > MOST_TEXT) throw tooLong();
  return text.replaceAll(search, () => by);
}

export function translate(text: string, from: string, to: string): string {
  const [search, by] = [characters(from), characters(to)];
  const rules = new Map<string, string>();
  for (const [index, letter] of search.entries()) if (!rules.has(letter)) rules.set(letter, by[index] ?? '');
  return characters(text)
    .map((letter) => rules.get(letter) ?? letter)
    .join('');
}

export function overlay(text: string, by: string, at: number, length: number): string {
  const size = length >= 0 ? length : characters(by).length;
  const rest = at + size;
  return substring(text, 1, at - 1) + by + substring(text, rest, 2_147_483_647);
}

/** Where `part` begins at or after `start`, counted from 1; 0 where it does not. */
export function locate(part: string, text: string, start: number): number {
  if (start < 1) return 0;
  if (part === '') return 1;
  const all = characters(text);
  const from = all.slice(0, start - 1).join('').length;
  if (start - 1 > all.length) return 0;
  const found = text.indexOf(part, from);
  return found < 0 ? 0 : characters(text.slice(0, found)).length + 1;
}

export function substringIndex(text: string, mark: string, count: number): string {
  if (mark === '' || count === 0) return '';
  let at = count > 0 ? -1 : text.length;
  for (let found = 0; found < Math.abs(count); found += 1) {
    if (count > 0) at = text.indexOf(mark, found === 0 ? 0 : at + 1);
    else at = at === 0 ? -1 : text.lastIndexOf(mark, found === 0 ? text.length - mark.length : at - 1);
    if (at < 0) return text;
  }
  return count > 0 ? text.slice(0, at) : text.slice(at + mark.length);
}

export function splitPart(text: string, mark: string, number: number): string {
  if (number === 0) throw zeroIndex();
  const parts = mark === '' ? [text] : text.split(mark);
  return parts.at(number > 0 ? number - 1 : number) ?? '';
}
export const zeroIndex = (): SqlError =>
  new SqlError(
    'INVALID_INDEX_OF_ZERO',
    '22003',
    'The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).',
  );

export const findInSet = (word: string, list: string): number =>
  word.includes(',') ? 0 : list.split(',').indexOf(word) + 1;

/** The distance; -1 where it is beyond the threshold. */
export function levenshtein(a: string, b: string, most: number): number {
  const [left, right] = [characters(a), characters(b)];
  if (left.length * right.length > MOST_STEPS) throw tooLong();
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of left.entries()) {
    const line = [row + 1];
    for (const [column, other] of right.entries()) {
      const change = (before[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(change, (before[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    before = line;
  }
  const distance = before[right.length] ?? 0;
  return distance > most ? -1 : distance;
}

const SOUNDS = '01230127022455012623017202';
const soundOf = (letter: string): string => SOUNDS[letter.charCodeAt(0) - 65] ?? '';

export function soundex(text: string): string {
  const first = text.charAt(0).toUpperCase();
  if (!/^[A-Z]$/.test(first)) return text;
  let [code, last] = [first, soundOf(first)];
  for (const letter of text.slice(1).toUpperCase()) {
    if (!/^[A-Z]$/.test(letter)) {
      last = '0';
      continue;
    }
    const sound = soundOf(letter);
    if (sound === '7') continue;
    if (sound !== '0' && sound !== last) code += sound;
    if (code.length === 4) return code;
    last = sound;
  }
  return code.padEnd(4, '0');
}

/** Letters and digits give way to the marks; a kind whose mark is NULL stays. */
export function mask(text: string | null, ...marks: readonly (string | null)[]): string | null {
  if (text === null) return null;
  const [upper, lower, digit, other] = marks;
  return characters(text)
    .map((letter) => {
      if (/\p{Lu}/u.test(letter)) return upper ?? letter;
      if (/\p{Ll}/u.test(letter)) return lower ?? letter;
      return (/\p{Nd}/u.test(letter) ? digit : other) ?? letter;
    })
    .join('');
}

/** The character of the lowest eight bits. */
export const chr = (code: bigint): string => (code < 0n ? '' : String.fromCharCode(Number(code & 255n)));
export const ascii = (text: string): number => text.codePointAt(0) ?? 0;
export const reverse = (text: string): string => characters(text).reverse().join('');

export function luhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function trimSet(text: string, set: string, side: 'both' | 'start' | 'end'): string {
  const marks = new Set(characters(set));
  const all = characters(text);
  let [from, to] = [0, all.length];
  while (side !== 'end' && from < to && marks.has(all[from] ?? '')) from += 1;
  while (side !== 'start' && to > from && marks.has(all[to - 1] ?? '')) to -= 1;
  return all.slice(from, to).join('');
}
