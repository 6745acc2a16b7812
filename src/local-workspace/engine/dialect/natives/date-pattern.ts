import { SqlError } from '../sql-error.ts';

/** A run of one pattern letter, or a literal text; `[` and `]` bound what may be missing. */
export type Piece = { readonly letter: string; readonly count: number; readonly text: string };

const kept = new Map<string, readonly Piece[]>();
const LETTERS = 'GyuQqMLdDEFaHhKkmsSVzOXxZ';
/** The longest run of each letter that has a meaning. */
const MOST: Readonly<Record<string, number>> = {
  G: 4,
  y: 6,
  u: 6,
  Q: 4,
  q: 4,
  M: 4,
  L: 4,
  d: 2,
  D: 3,
  E: 4,
  F: 1,
  a: 1,
  H: 2,
  h: 2,
  K: 2,
  k: 2,
  m: 2,
  s: 2,
  S: 9,
  V: 2,
  z: 4,
  O: 4,
  X: 5,
  x: 5,
  Z: 5,
};

/** Whether Spark before 3.0 took it. */
const isOld = (pattern: string): boolean => !/[^GyYMLwWDdFEuaHkKhmsSzZX\W\d_]|'/.test(pattern.replace(/'[^']*'/g, ''));

function weekBased(letter: string, pattern: string): SqlError {
  if (isOld(pattern)) return unrecognized(pattern);
  const sentence = `You may get a different result due to the upgrading to Spark >= 3.0: All week-based patterns are unsupported since Spark 3.0, detected week-based character: ${letter}. Please use the SQL function EXTRACT instead.`;
  return new SqlError('INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN', '42K0B', sentence);
}
const invalid = (kind: string, text: string): SqlError =>
  new SqlError(`INVALID_DATETIME_PATTERN.${kind}`, '22007', `Unrecognized datetime pattern: ${text}.`);

/** What the patterns of Spark before 3.0 had too, it tells otherwise. */
function unrecognized(pattern: string): SqlError {
  if (!isOld(pattern)) return invalid('WITH_SUGGESTION', `${pattern}. See the guide of datetime patterns`);
  const sentence = `You may get a different result due to the upgrading to Spark >= 3.0: Fail to recognize '${pattern}' pattern in the DateTimeFormatter. You can form a valid datetime pattern with the guide from '/sql-ref-datetime-pattern.html'.`;
  return new SqlError('INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION', '42K0B', sentence);
}

function readPieces(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (text: string) => pieces.push({ letter: '', count: 0, text });
  let at = 0;
  while (at < pattern.length) {
    const letter = pattern.charAt(at);
    if (letter === "'") {
      if (pattern[at + 1] === "'") {
        add("'");
        at += 2;
        continue;
      }
      let text = '';
      for (at += 1; at < pattern.length; at += 1) {
        if (pattern[at] !== "'") text += pattern[at];
        else if (pattern[at + 1] === "'") {
          text += "'";
          at += 1;
        } else break;
      }
      if (at >= pattern.length) throw unrecognized(pattern);
      add(text);
      at += 1;
    } else if (/[A-Za-z]/.test(letter)) {
      let count = 1;
      while (pattern[at + count] === letter) count += 1;
      pieces.push({ letter, count, text: letter.repeat(count) });
      at += count;
    } else {
      if ('{}#'.includes(letter)) throw unrecognized(pattern);
      pieces.push({ letter: '[]'.includes(letter) ? letter : '', count: 1, text: letter });
      at += 1;
    }
  }
  return pieces;
}

/** The pieces of a pattern, checked as Spark checks it; `parsing` leaves fewer letters. */
export function piecesOf(pattern: string, parsing: boolean): readonly Piece[] {
  const key = `${parsing} ${pattern}`;
  const known = kept.get(key);
  if (known) return known;
  const pieces = readPieces(pattern);
  const runs = pieces.filter(({ letter }) => letter !== '' && !'[]'.includes(letter));
  for (const { letter, count } of runs) {
    if ('YwWuec'.includes(letter)) throw weekBased(letter, pattern);
    if ('ABnNp'.includes(letter)) throw invalid('ILLEGAL_CHARACTER', `it has the illegal character ${letter}`);
    if (count >= 5 && 'Qq'.includes(letter)) throw invalid('LENGTH', `${pattern} has too many letters`);
  }
  for (const { letter, count } of runs) {
    if (!LETTERS.includes(letter) || (parsing && 'EFQq'.includes(letter))) throw unrecognized(pattern);
    if (count > (MOST[letter] ?? 1) || (letter === 'V' && count !== 2)) throw unrecognized(pattern);
    if (letter === 'O' && ![1, 4].includes(count)) throw unrecognized(pattern);
  }
  if (kept.size > 200) kept.clear();
  kept.set(key, pieces);
  return pieces;
}

export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
