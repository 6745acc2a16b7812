import { DuckDBIntervalValue, type DuckDBValue } from '@duckdb/node-api';

/** Months, days and microseconds as Spark writes them: `1 years 2 months 25 days 5 hours 6 minutes 7.5 seconds`. */
export function calendarText(value: DuckDBValue): string {
  if (!(value instanceof DuckDBIntervalValue)) return String(value);
  const { months, days, micros } = value;
  const seconds = micros % 60_000_000n;
  const size = seconds < 0n ? -seconds : seconds;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const shown = `${seconds < 0n ? '-' : ''}${size / 1_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
  const parts: readonly (readonly [bigint | number | string, string])[] = [
    [Math.trunc(months / 12), 'years'],
    [months % 12, 'months'],
    [days, 'days'],
    [micros / 3_600_000_000n, 'hours'],
    [(micros / 60_000_000n) % 60n, 'minutes'],
    [seconds === 0n ? 0n : shown, 'seconds'],
  ];
  const words = parts.filter(([amount]) => String(amount) !== '0').map(([amount, unit]) => `${amount} ${unit}`);
  return words.length > 0 ? words.join(' ') : '0 seconds';
}
