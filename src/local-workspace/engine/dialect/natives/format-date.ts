import { dayOfYear, type Fields, fieldsOf, isoWeekday } from './calendar.ts';
import { MONTHS, type Piece, piecesOf, WEEKDAYS } from './date-pattern.ts';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function yearPart(year: number, count: number): string {
  const ofEra = year > 0 ? year : 1 - year;
  if (count === 2) return pad(ofEra % 100, 2);
  const text = pad(ofEra, count);
  return count >= 4 && text.length > Math.max(count, 4) - (count === 4 ? 0 : 0) && ofEra > 9999 ? `+${text}` : text;
}

function monthPart(month: number, count: number): string {
  const name = MONTHS[month - 1] ?? '';
  return count === 3 ? name.slice(0, 3) : count === 4 ? name : pad(month, count);
}

function quarterPart(month: number, count: number): string {
  const quarter = Math.ceil(month / 3);
  if (count === 3) return `Q${quarter}`;
  return count === 4 ? `${quarter}${['st', 'nd', 'rd', 'th'][quarter - 1]} quarter` : pad(quarter, count);
}

/** Every moment is shown in UTC, the zone of the session. */
function zonePart(letter: string, count: number): string {
  if (letter === 'V') return 'UTC';
  if (letter === 'z') return count === 4 ? 'Coordinated Universal Time' : 'UTC';
  if (letter === 'O') return 'GMT';
  if (letter === 'X') return 'Z';
  if (letter === 'x') return count === 1 ? '+00' : count % 2 === 0 ? '+0000' : '+00:00';
  return count === 4 ? 'GMT' : count === 5 ? 'Z' : '+0000';
}

function part({ letter, count, text }: Piece, own: Fields): string {
  switch (letter) {
    case '':
      return text;
    case '[':
    case ']':
      return '';
    case 'G':
      return count === 4 ? (own.year > 0 ? 'Anno Domini' : 'Before Christ') : own.year > 0 ? 'AD' : 'BC';
    case 'y':
      return yearPart(own.year, count);
    case 'Q':
    case 'q':
      return quarterPart(own.month, count);
    case 'M':
    case 'L':
      return monthPart(own.month, count);
    case 'd':
      return pad(own.day, count);
    case 'D':
      return pad(dayOfYear(own.days, own.year), count);
    case 'E': {
      const name = WEEKDAYS[isoWeekday(own.days) - 1] ?? '';
      return count === 4 ? name : name.slice(0, 3);
    }
    case 'F':
      return String(((own.day - 1) % 7) + 1);
    case 'a':
      return own.hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(own.hour, count);
    case 'k':
      return pad(own.hour === 0 ? 24 : own.hour, count);
    case 'K':
      return pad(own.hour % 12, count);
    case 'h':
      return pad(own.hour % 12 === 0 ? 12 : own.hour % 12, count);
    case 'm':
      return pad(own.minute, count);
    case 's':
      return pad(own.second, count);
    case 'S':
      return pad(own.micro, 6).padEnd(9, '0').slice(0, count);
    default:
      return zonePart(letter, count);
  }
}

/** A moment by a pattern of Java's `DateTimeFormatter`, in English. */
export function formatMoment(micros: bigint, pattern: string): string {
  const own = fieldsOf(micros);
  return piecesOf(pattern, false)
    .map((piece) => part(piece, own))
    .join('');
}
