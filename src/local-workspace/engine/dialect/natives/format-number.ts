import { SqlError } from '../sql-error.ts';

const digitsOf = (text: string): { negative: boolean; unscaled: bigint; scale: number } | undefined => {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E(-?\d+))?$/.exec(text);
  if (!parts) return undefined;
  const fraction = parts[3] ?? '';
  const scale = fraction.length - Number(parts[4] ?? 0);
  const unscaled = BigInt(`${parts[2]}${fraction}`);
  return {
    negative: parts[1] === '-',
    unscaled: scale < 0 ? unscaled * 10n ** BigInt(-scale) : unscaled,
    scale: Math.max(scale, 0),
  };
};

/** Half to even, as Java's `DecimalFormat` rounds. */
function halfEven(unscaled: bigint, scale: number, places: number): bigint {
  if (places >= scale) return unscaled * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  const [whole, rest] = [unscaled / unit, unscaled % unit];
  const up = rest * 2n > unit || (rest * 2n === unit && whole % 2n === 1n);
  return whole + (up ? 1n : 0n);
}

/** A number's text by a pattern of Java's `DecimalFormat` of `#`, `0`, `,` and `.` alone. */
export function formatNumber(text: string, pattern: string): string {
  if (text === 'NaN') return text;
  if (/^-?Infinity$/.test(text)) return text.replace('Infinity', '∞');
  const shape = /^((?:#|,)*)((?:0|,)*)(?:\.(0*)(#*))?$/.exec(pattern);
  const number = digitsOf(text);
  if (!shape || !number)
    throw new SqlError(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      `The local workspace cannot compute format_number() with the pattern '${pattern}'. A Databricks SQL warehouse may.`,
    );
  const [, head = '', zeros = '', least = '', more = ''] = shape;
  const places = least.length + more.length;
  const rounded = halfEven(number.unscaled, number.scale, places)
    .toString()
    .padStart(places + 1, '0');
  const fraction = places === 0 ? '' : rounded.slice(-places);
  const kept = fraction.replace(new RegExp(`0{0,${more.length}}$`), '');
  const shown = kept.length < least.length ? fraction.slice(0, least.length) : kept;
  const wanted = zeros.replaceAll(',', '').length;
  let whole = (places === 0 ? rounded : rounded.slice(0, -places)).replace(/^0+/, '').padStart(wanted, '0');
  const grouping = `${head}${zeros}`.lastIndexOf(',');
  const size = grouping < 0 ? 0 : `${head}${zeros}`.length - grouping - 1;
  if (size > 0) whole = whole.replace(new RegExp(`\\B(?=(\\d{${size}})+(?!\\d))`, 'g'), ',');
  const value = shown === '' ? whole || (pattern.includes('.') ? '0' : '0') : `${whole}.${shown}`;
  return number.negative && /[1-9]/.test(value) ? `-${value}` : number.negative ? `-${value}` : value;
}
