import { SqlError } from '../sql-error.ts';
import { epochDay } from './calendar.ts';
import { MONTHS, type Piece, piecesOf } from './date-pattern.ts';
import { offsetOf } from './zones.ts';

type Read = Map<string, number>;

/** How each letter is read: its pattern, and the field that its number fills. */
function numberPattern({ letter, count }: Piece, next: Piece | undefined): string {
  // Numbers that stand side by side have as many digits as letters.
  const tight = next !== undefined && /^[yMdHhKkmsSD]$/.test(next.letter) && next.count <= 2;
  if (letter === 'y')
    return count === 2
      ? '\\d{2}'
      : count >= 4 && !tight
        ? `[+-]?\\d{${count},10}`
        : tight
          ? `\\d{${count}}`
          : '[+-]?\\d{1,10}';
  if (letter === 'S') return `\\d{1,${count}}`;
  if (letter === 'D') return count === 3 ? '\\d{3}' : '\\d{1,3}';
  return count === 2 || tight ? `\\d{${count}}` : '\\d{1,2}';
}

function readPiece(piece: Piece, next: Piece | undefined, text: string, at: number, read: Read): number {
  const { letter, count } = piece;
  if (letter === '') return text.startsWith(piece.text, at) ? at + piece.text.length : -1;
  if ((letter === 'M' || letter === 'L') && count >= 3) {
    const names = MONTHS.map((name) => (count === 3 ? name.slice(0, 3) : name));
    const index = names.findIndex((name) => text.slice(at, at + name.length).toLowerCase() === name.toLowerCase());
    if (index < 0) return -1;
    read.set('M', index + 1);
    return at + (names[index]?.length ?? 0);
  }
  if (letter === 'a') {
    const word = text.slice(at, at + 2).toUpperCase();
    if (word !== 'AM' && word !== 'PM') return -1;
    read.set('a', word === 'PM' ? 12 : 0);
    return at + 2;
  }
  if (letter === 'G') {
    const word = /^(AD|BC)/i.exec(text.slice(at))?.[0].toUpperCase();
    if (word === undefined || count === 4) return -1;
    read.set('G', word === 'AD' ? 1 : 0);
    return at + 2;
  }
  if ('VzOXxZ'.includes(letter)) return readZone(letter, text, at, read);
  const match = new RegExp(`^${numberPattern(piece, next)}`).exec(text.slice(at));
  if (!match) return -1;
  const field = letter === 'L' ? 'M' : letter;
  const value = letter === 'S' ? Number(match[0].padEnd(9, '0').slice(0, 6)) : Number(match[0]);
  read.set(field, letter === 'y' && count === 2 ? 2000 + value : value);
  return at + match[0].length;
}

/** What letters stand for where a pattern has `z`: a region, whatever the season is. */
const IN_WORDS: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  JST: 'Asia/Tokyo',
};
const refused = (zone: string): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute a timestamp in '${zone}'.`,
  );

function readZone(letter: string, text: string, at: number, read: Read): number {
  const rest = text.slice(at);
  const pattern = 'Vz'.includes(letter)
    ? /^[A-Za-z][\w/+:-]*|^[+-][\d:]+/
    : letter === 'O'
      ? /^GMT([+-]\d{1,2}(:\d{2})?)?/
      : /^Z|^[+-]\d{2}(:?\d{2})?/;
  const match = pattern.exec(rest);
  if (!match || (match[0] === 'Z' && 'xO'.includes(letter))) return -1;
  const isKnown = letter === 'z' && match[0] in IN_WORDS;
  if (!isKnown && offsetOf(match[0], 0, 'local') === undefined) return -1;
  // Hours beside UTC have two digits there.
  if (letter === 'V' && /^[A-Z]+[+-]\d$/.test(match[0])) return -1;
  if (!isKnown && /^(?!UTC$|GMT$|UT$)[A-Z]{2,}$/.test(match[0])) throw refused(match[0]);
  // How far it is ahead depends on the rest.
  read.set('zone', at);
  read.set('zoneEnd', at + match[0].length);
  return at + match[0].length;
}

function readAll(pieces: readonly Piece[], text: string): Read | null {
  const read: Read = new Map();
  let at = 0;
  let optional = 0;
  const resume: { at: number; index: number }[] = [];
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (!piece) break;
    if (piece.letter === '[') {
      let depth = 1;
      let end = index + 1;
      for (; end < pieces.length && depth > 0; end += 1) {
        if (pieces[end]?.letter === '[') depth += 1;
        if (pieces[end]?.letter === ']') depth -= 1;
      }
      resume.push({ at, index: end - 1 });
      optional += 1;
    } else if (piece.letter === ']') {
      resume.pop();
      optional -= 1;
    } else {
      const next = readPiece(piece, pieces[index + 1], text, at, read);
      if (next >= 0) at = next;
      else {
        const back = resume.pop();
        if (!back || optional === 0) return null;
        optional -= 1;
        at = back.at;
        index = back.index;
      }
    }
  }
  return at === text.length ? read : null;
}

function hourOf(read: Read): number {
  const half = read.get('a');
  if (read.has('H')) return read.get('H') ?? 0;
  if (read.has('k')) return (read.get('k') ?? 0) % 24;
  const twelfth = read.get('h') ?? read.get('K');
  return twelfth === undefined ? 0 : (twelfth % 12) + (half ?? 0);
}

function dayFrom(read: Read): number | null {
  const era = read.get('G');
  const year = read.get('y') ?? 1970;
  const own = era === 0 ? 1 - year : year;
  const ofYear = read.get('D');
  if (ofYear === undefined) return epochDay(own, read.get('M') ?? 1, read.get('d') ?? 1);
  const first = epochDay(own, 1, 1);
  const last = epochDay(own, 12, 31);
  return first === null || last === null || ofYear < 1 || first + ofYear - 1 > last ? null : first + ofYear - 1;
}

/** Microseconds since 1970 of a text by a pattern of Java's `DateTimeFormatter`; null where it does not fit. */
export function parseMoment(text: string, pattern: string): bigint | null {
  const read = readAll(piecesOf(pattern, true), text);
  const days = read && dayFrom(read);
  if (!read || days === null) return null;
  const [hour, minute, second] = [hourOf(read), read.get('m') ?? 0, read.get('s') ?? 0];
  const wrong =
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    [read.get('h'), read.get('K')].some((value) => value !== undefined && value > 12);
  if (wrong || (read.has('H') && (read.get('H') ?? 0) > 23)) return null;
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
  const zone = text.slice(read.get('zone') ?? 0, read.get('zoneEnd') ?? 0);
  const ahead = zone === '' ? 0 : (offsetOf(IN_WORDS[zone] ?? zone, seconds, 'local') ?? 0);
  return BigInt(seconds - ahead) * 1_000_000n + BigInt(read.get('S') ?? 0);
}

/** What Spark says of a text that does not fit the pattern. */
export function cannotParse(text: string, instead: string): SqlError {
  const sentence = `Text '${text}' could not be parsed. Use \`${instead}\` to tolerate invalid input string and return NULL instead.`;
  return new SqlError('CANNOT_PARSE_TIMESTAMP', '22007', sentence);
}
