const DAY_MS = 86_400_000;

/** Days since 1970 of a date; null where there is no such day. */
export function epochDay(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MS);
}

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

export type Fields = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micro: number;
  /** Days since 1970. */
  readonly days: number;
};

/** A moment in UTC, taken apart. */
export function fieldsOf(micros: bigint): Fields {
  const perDay = 86_400_000_000n;
  const days = Number((micros - (((micros % perDay) + perDay) % perDay)) / perDay);
  const rest = Number(((micros % perDay) + perDay) % perDay);
  const date = new Date(days * DAY_MS);
  const seconds = Math.floor(rest / 1_000_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micro: rest % 1_000_000,
    days,
  };
}

/** 1 for Monday to 7 for Sunday. */
export const isoWeekday = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;
export const dayOfYear = (days: number, year: number): number => days - (epochDay(year, 1, 1) ?? 0) + 1;

const two = (value: number): string => String(value).padStart(2, '0');

export function yearText(year: number): string {
  if (year > 9999) return `+${year}`;
  return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}
export function dateText(days: number): string {
  const { year, month, day } = fieldsOf(BigInt(days) * 86_400_000_000n);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** As a cast to STRING writes it: no fraction where there is none. */
export function momentText(micros: bigint): string {
  const { days, hour, minute, second, micro } = fieldsOf(micros);
  const fraction = micro === 0 ? '' : `.${String(micro).padStart(6, '0').replace(/0+$/, '')}`;
  return `${dateText(days)} ${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
}
