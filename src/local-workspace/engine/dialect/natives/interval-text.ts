const WORDS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];
const SIZES = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n];

const two = (value: bigint): string => String(value).padStart(2, '0');

function secondsText(micros: bigint): string {
  const whole = micros / 1_000_000n;
  const fraction = String(micros % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${two(whole)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** What stands between the quotes: `1-2`, `3 05:06:07`. */
function valueText(value: bigint, unit: string): string {
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? '-' : '';
  if (unit === 'YEAR') return `${sign}${size / 12n}`;
  if (unit === 'MONTH') return `${sign}${size}`;
  if (unit === 'YEAR TO MONTH') return `${sign}${size / 12n}-${size % 12n}`;
  const [first = 'DAY', last = first] = unit.split(' TO ');
  const [from, to] = [WORDS.indexOf(first), WORDS.indexOf(last)];
  let rest = size;
  let text = '';
  for (let index = from; index <= to; index += 1) {
    const each = SIZES[index] ?? 1n;
    const isFirst = index === from;
    if (!isFirst) text += index === 1 ? ' ' : ':';
    if (index === 3) text += secondsText(rest);
    else text += isFirst && index === 0 ? rest / each : two(rest / each);
    rest %= each;
  }
  return sign + text;
}

/** An interval as a cast to STRING writes it: `INTERVAL '1-2' YEAR TO MONTH`. */
export const intervalText = (value: bigint, unit: string): string => `INTERVAL '${valueText(value, unit)}' ${unit}`;

const PARTS: Readonly<Record<string, bigint>> = {
  YEAR: 12n,
  MONTH: 1n,
  WEEK: 604_800_000_000n,
  DAY: 86_400_000_000n,
  HOUR: 3_600_000_000n,
  MINUTE: 60_000_000n,
  SECOND: 1_000_000n,
  MILLISECOND: 1_000n,
  MICROSECOND: 1n,
};
export const unitSize = (unit: string): bigint => PARTS[unit] ?? 0n;

/** `1-2`, `1 12:30:00`, `90` read by a unit, in months or microseconds; undefined where the text does not fit it. */
export function readInterval(text: string, unit: string): bigint | undefined {
  const plain = text.trim();
  const sign = plain.startsWith('-') ? -1n : 1n;
  const bare = plain.replace(/^[+-]/, '');
  if (unit === 'YEAR TO MONTH') {
    const parts = /^(\d+)-(\d{1,2})$/.exec(bare);
    if (!parts || Number(parts[2]) > 11) return undefined;
    return sign * (BigInt(parts[1] ?? 0) * 12n + BigInt(parts[2] ?? 0));
  }
  if (unit === 'SECOND') {
    const parts = /^(\d+)(?:\.(\d{1,9}))?$/.exec(bare);
    if (!parts) return undefined;
    return sign * (BigInt(parts[1] ?? 0) * 1_000_000n + BigInt((parts[2] ?? '').slice(0, 6).padEnd(6, '0')));
  }
  if (!unit.includes(' TO ')) return /^\d+$/.test(bare) ? sign * BigInt(bare) * unitSize(unit) : undefined;
  const [first = '', last = ''] = unit.split(' TO ');
  const pattern = WORDS.slice(WORDS.indexOf(first), WORDS.indexOf(last) + 1)
    .map((word, index) => {
      const digits = word === 'SECOND' ? '(\\d{1,2}(?:\\.\\d{1,9})?)' : index === 0 ? '(\\d+)' : '(\\d{1,2})';
      return `${index === 0 ? '' : word === 'HOUR' ? '\\s+' : ':'}${digits}`;
    })
    .join('');
  const parts = new RegExp(`^${pattern}$`).exec(bare);
  if (!parts) return undefined;
  let total = 0n;
  for (const [index, digits] of parts.slice(1).entries()) {
    const word = WORDS[WORDS.indexOf(first) + index] ?? '';
    const [whole = '0', fraction = ''] = digits.split('.');
    if (index > 0 && Number(whole) > (word === 'HOUR' ? 23 : 59)) return undefined;
    total += BigInt(whole) * unitSize(word) + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  }
  return sign * total;
}
