const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    format = undefined;
  }
  formats.set(zone, format);
  return format;
}

function regionOffset(zone: string, seconds: number): number | undefined {
  const format = formatOf(zone);
  if (!format) return undefined;
  const parts = new Map(format.formatToParts(new Date(seconds * 1000)).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name));
  const date = new Date(0);
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  date.setUTCFullYear(year, part('month') - 1, part('day'));
  date.setUTCHours(part('hour'), part('minute'), part('second'));
  return Math.round(date.getTime() / 1000) - seconds;
}

const FIXED = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{1,2})(?::?(\d{2}))?)?$/;
const SHORT: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  CST: 'America/Chicago',
  JST: 'Asia/Tokyo',
  IST: 'Asia/Kolkata',
  CTT: 'Asia/Shanghai',
  ECT: 'Europe/Paris',
  MST: '-07:00',
  EST: '-05:00',
  HST: '-10:00',
};

/**
 * Seconds that a zone is ahead of UTC at a moment, which is told in seconds since 1970, of UTC or of the zone's own clock;
 * undefined where there is no such zone.
 */
export function offsetOf(zone: string, seconds: number, clock: 'utc' | 'local'): number | undefined {
  if (/^(Z|UTC|GMT|UT)$/.test(zone)) return 0;
  const fixed = FIXED.exec(zone);
  if (fixed) {
    const [, sign, hours, minutes = '0', rest = '0'] = fixed;
    if (Number(hours) > 18 || Number(minutes) > 59) return undefined;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
  }
  const named = SHORT[zone] ?? zone;
  if (named !== zone && /^[+-]/.test(named)) return offsetOf(named, seconds, clock);
  if (!/^[A-Za-z]+\/[\w/+-]+$|^[A-Z][A-Za-z]{2,}$/.test(named)) return undefined;
  const first = regionOffset(named, seconds);
  if (clock === 'utc' || first === undefined) return first;
  // In the hour that a clock shows twice, the earlier offset counts; in one that it leaves out, the one before.
  const before = regionOffset(named, seconds - first - 86_400) ?? first;
  const guess = regionOffset(named, seconds - before);
  if (guess === before) return before;
  const after = regionOffset(named, seconds - (guess ?? before)) ?? first;
  return guess === after ? after : before;
}
