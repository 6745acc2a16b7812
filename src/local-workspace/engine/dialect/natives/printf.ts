import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { itemsOf } from './show-value.ts';

const refuse = (part: string): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    `The local workspace cannot compute format_string() with '${part}'. A Databricks SQL warehouse may.`,
  );

function fixed(text: string, places: number): string {
  const value = Number(text);
  const [digits = '', exponent = '0'] = (text.includes('E') ? text : `${text}E0`).split('E');
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  if (!Number.isFinite(value)) return text;
  const scale = fraction.length - Number(exponent);
  const unscaled = BigInt(whole + fraction);
  const shift = places - scale;
  let rounded = unscaled;
  if (shift >= 0) rounded = unscaled * 10n ** BigInt(shift);
  else {
    const unit = 10n ** BigInt(-shift);
    rounded = unscaled / unit + ((unscaled % unit) * 2n >= unit ? 1n : 0n);
  }
  const padded = rounded.toString().padStart(places + 1, '0');
  return (
    (text.startsWith('-') ? '-' : '') + (places === 0 ? padded : `${padded.slice(0, -places)}.${padded.slice(-places)}`)
  );
}

/** `d.ddde+xx`: so many digits behind the point, the last one rounded half up. */
function scientific(text: string, places: number): string {
  const value = text.replace(/^-/, '');
  const [digits = '', exponent = '0'] = (value.includes('E') ? value : `${value}E0`).split('E');
  const [whole = '', fraction = ''] = digits.split('.');
  const all = (whole + fraction).replace(/^0+/, '');
  const sign = text.startsWith('-') ? '-' : '';
  if (all === '') return `${sign}${fixed('0', places)}e+00`;
  const lead = whole.replace(/^0+/, '').length || -(/^0*/.exec(fraction)?.[0].length ?? 0);
  const rounded = fixed(`${all.slice(0, 1)}.${all.slice(1)}`, places);
  const isCarried = rounded.startsWith('10');
  const power = lead - 1 + Number(exponent) + (isCarried ? 1 : 0);
  const shown = isCarried ? fixed('1', places) : rounded;
  return `${sign}${shown}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** As `e`, or without an exponent where that is short; `places` counts all digits. */
function general(text: string, places: number): string {
  const shown = scientific(text, places - 1);
  const power = Number(shown.split('e')[1]);
  return Number(text) === 0 || (power >= -4 && power < places) ? fixed(text, Math.max(places - 1 - power, 0)) : shown;
}

function convert(letter: string, kind: string, value: string | null, places: number | undefined, part: string): string {
  if (letter === 's' || letter === 'S') {
    const shown = (value ?? 'null').slice(0, places);
    return letter === 'S' ? shown.toUpperCase() : shown;
  }
  if (value === null) return 'null';
  if (letter === 'b') return kind === 'b' ? value : 'true';
  if (letter === 'd' && kind === 'i') return value;
  if ((letter === 'x' || letter === 'X' || letter === 'o') && kind === 'i' && !value.startsWith('-')) {
    const shown = BigInt(value).toString(letter === 'o' ? 8 : 16);
    return letter === 'X' ? shown.toUpperCase() : shown;
  }
  if (/[eEgG]/.test(letter) && kind === 'f' && Number.isFinite(Number(value))) {
    const shown = /e/i.test(letter) ? scientific(value, places ?? 6) : general(value, Math.max(places ?? 6, 1));
    return letter === 'E' || letter === 'G' ? shown.toUpperCase() : shown;
  }
  if (letter === 'f' && kind === 'f') return fixed(value, places ?? 6);
  throw refuse(part);
}

/** Java's `String.format` for texts and numbers; `kinds` has a letter for each argument. */
export function formatString(format: string, list: DuckDBValue, kinds: string): string {
  const values = itemsOf(list).map((item) => (item === null ? null : String(item)));
  let next = 0;
  return format.replace(
    /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])|%/g,
    (
      part,
      index: string | undefined,
      flags: string | undefined,
      width: string | undefined,
      places: string | undefined,
      letter: string | undefined,
    ) => {
      if (letter === 'n') return '\n';
      if (letter === '%') return '%';
      if (letter === undefined || flags === undefined || /[#( ]/.test(flags)) throw refuse(part);
      const at = index === undefined ? next : Number(index) - 1;
      if (index === undefined) next += 1;
      const value = values[at];
      if (value === undefined) throw refuse(part);
      let shown = convert(letter, kinds[at] ?? 's', value, places === undefined ? undefined : Number(places), part);
      if (flags.includes(',')) shown = shown.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
      if (flags.includes('+') && !shown.startsWith('-')) shown = `+${shown}`;
      const size = Number(width ?? 0);
      if (flags.includes('-')) return shown.padEnd(size);
      if (flags.includes('0') && /^[+-]?\d/.test(shown)) {
        const sign = /^[+-]/.exec(shown)?.[0] ?? '';
        return sign + shown.slice(sign.length).padStart(size - sign.length, '0');
      }
      return shown.padStart(size);
    },
  );
}
