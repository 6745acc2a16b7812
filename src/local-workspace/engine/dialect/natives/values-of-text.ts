import { SqlError } from '../sql-error.ts';
import { epochDay } from './calendar.ts';
import { offsetOf } from './zones.ts';

/** What Spark trims from both ends of a text before it reads a value in it; for numbers with a fraction it is Java's trim. */
function trimWhere(text: string, isBlank: (code: number) => boolean): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
const trimAll = (text: string): string => trimWhere(text, (code) => code <= 0x20 || code === 0x7f);
const trimJava = (text: string): string => trimWhere(text, (code) => code <= 0x20);

export function wholeOf(text: string, bits: number): bigint | null {
  const digits = /^([+-]?)(\d+)$/.exec(trimAll(text));
  if (!digits) return null;
  const value = BigInt((digits[1] === '-' ? '-' : '') + digits[2]);
  return BigInt.asIntN(bits, value) === value ? value : null;
}

/** The nearest double, as Java reads one: `1d` and `1f` are numbers too, and so are hexadecimal ones. */
export function doubleOf(text: string): number | null {
  const plain = trimJava(text);
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(plain)) return Number(plain.replace(/[dDfF]$/, ''));
  const lower = plain.toLowerCase();
  if (/^[+-]?inf(inity)?$/.test(lower)) return lower.startsWith('-') ? -Infinity : Infinity;
  if (lower === 'nan') return NaN;
  if (/^[+-]?0x/.test(lower)) throw refused('number', text);
  return null;
}

const refused = (what: string, text: string): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute the ${what} of the text '${text}'. A Databricks SQL warehouse may.`,
  );

export function booleanOf(text: string): boolean | null {
  const word = trimAll(text).toLowerCase();
  if (['t', 'true', 'y', 'yes', '1'].includes(word)) return true;
  return ['f', 'false', 'n', 'no', '0'].includes(word) ? false : null;
}

const DAY = /^([+-]?\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

function dayOf(text: string): number | null {
  const parts = DAY.exec(text);
  if (parts && !/^\+?\d{4}$/.test(parts[1] ?? '')) throw refused('DATE', text);
  return parts ? epochDay(Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)) : null;
}

/** Days since 1970: `2024`, `2024-03`, `2024-3-5`, and what follows a whole date after a space or T does not count. */
export function dateOf(text: string): number | null {
  const plain = trimAll(text);
  const cut = /^([+-]?\d{4,7}-\d{1,2}-\d{1,2})[ T]/.exec(plain);
  return dayOf(cut?.[1] ?? plain);
}

const MOMENT =
  /^(?:([+-]?\d{4,7}(?:-\d{1,2}(?:-\d{1,2})?)?)(?:[ T](?=\d))?|T)?(?:(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?\s*([A-Za-z+-].*)?)?)?)?$/;

/** Microseconds since 1970 in UTC and by the clock that is written, which differ where a zone is. */
export type Moment = { readonly micros: bigint; readonly clock: bigint; readonly zoned: boolean };

/** Null where the text is no timestamp. A time alone is one of `today`. */
export function momentOf(text: string, today?: number): Moment | null {
  const plain = trimAll(text);
  const days = dayOf(plain);
  const midnight = BigInt(days ?? 0) * 86_400_000_000n;
  if (days !== null) return { micros: midnight, clock: midnight, zoned: false };
  const parts = MOMENT.exec(plain);
  if (!parts) return null;
  const [, date, hour, minute, second, fraction = '', zone] = parts;
  if (hour === undefined) return null;
  // An hour alone begins with T.
  if (date === undefined && minute === undefined && !plain.startsWith('T')) return null;
  if (date === undefined && today === undefined) throw refused('TIMESTAMP', text);
  const day = date === undefined ? (today ?? null) : dayOf(date);
  if (day === null || (date !== undefined && !/-\d+-/.test(date.slice(1)))) return null;
  const time = [hour, minute ?? '0', second ?? '0'].map(Number);
  if ((time[0] ?? 0) > 23 || (time[1] ?? 0) > 59 || (time[2] ?? 0) > 59) return null;
  const seconds = day * 86_400 + (time[0] ?? 0) * 3600 + (time[1] ?? 0) * 60 + (time[2] ?? 0);
  const clock = BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  if (zone === undefined || zone.trim() === '') return { micros: clock, clock, zoned: false };
  const offset = offsetOf(zone.trim(), seconds, 'local');
  return offset === undefined ? null : { micros: clock - BigInt(offset) * 1_000_000n, clock, zoned: true };
}

/** The digits of a number at a scale, half up; null where the text is none. */
export function decimalOf(text: string, precision: number, scale: number): string | null {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,9}))?$/.exec(trimJava(text));
  if (!parts || (parts[2] === '' && parts[3] === '')) return null;
  const digits = BigInt(`${parts[2]}${parts[3]}`);
  const shift = scale - (parts[3]?.length ?? 0) + Number(parts[4] ?? 0);
  if (shift > 500) return digits === 0n ? '0' : '';
  if (shift < -500) return '0';
  let unscaled = digits;
  if (shift >= 0) unscaled *= 10n ** BigInt(shift);
  else {
    const unit = 10n ** BigInt(-shift);
    unscaled = digits / unit + ((digits % unit) * 2n >= unit ? 1n : 0n);
  }
  if (unscaled.toString().length > precision && unscaled !== 0n) return '';
  return withPoint(parts[1] === '-' ? -unscaled : unscaled, scale);
}

export function withPoint(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return unscaled < 0n ? `-${text}` : text;
}
