import { cannotCompute, SqlError } from '../sql-error.ts';
import { type Json, JsonNumber, parseJson, parseStrictJson, writePlain } from './json-text.ts';
import { javaDouble } from './number-text.ts';

/**
 * A VARIANT is held as JSON whose numbers tell what they are: whole ones as they are, decimals with a point (`1.0` where
 * nothing is behind it) or with more digits than a BIGINT has, doubles with an exponent.
 */
export type NumberKind = 'whole' | 'decimal' | 'double';
export function kindOf(text: string): NumberKind {
  if (text.includes('E')) return 'double';
  return text.includes('.') || BigInt.asIntN(64, BigInt(text)) !== BigInt(text) ? 'decimal' : 'whole';
}

const doubleText = (value: number): string => {
  if (!Number.isFinite(value)) throw cannotCompute('a VARIANT of a number this large');
  const text = javaDouble(value);
  return text.includes('E') ? text : `${text}E0`;
};
export function decimalText(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '');
  const value = `${BigInt(whole) === 0n && whole.startsWith('-') && kept !== '' ? '-0' : BigInt(whole)}`;
  return `${value}.${kept || '0'}`;
}

const MOST_DIGITS = 38;

/** A number of JSON as VARIANT holds it: a decimal where it has no exponent and not too many digits. */
function heldNumber(text: string): string {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').length;
  const places = (text.split('.')[1] ?? '').length;
  if (/e/i.test(text) || digits > MOST_DIGITS || places > MOST_DIGITS) return doubleText(Number(text));
  return text.includes('.') ? decimalText(text) : String(BigInt(text));
}
export const heldDouble = (value: number): string => doubleText(value);

function shownNumber(text: string): string {
  if (kindOf(text) === 'double') return javaDouble(Number(text));
  return text.replace(/\.0$/, '');
}

/** Keys in the order of their letters, as VARIANT keeps them. */
function ordered(value: Json): Json {
  if (isList(value)) return value.map(ordered);
  if (!(value instanceof Map)) return value;
  const entries = [...value].map(([key, item]): [string, Json] => [key, ordered(item)]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const readVariant = (text: string): Json => parseJson(text) ?? null;
export const writeVariant = (value: Json): string => writePlain(value);
/** As JSON, as `to_json` and a cell write it. */
export const showJson = (value: Json): string => writePlain(value, shownNumber);
export const showVariant = (text: string): string => (/\.0|E/.test(text) ? showJson(readVariant(text)) : text);
/** As a cast to STRING writes it: a text without quotes. */
export const textOfVariant = (value: Json): string =>
  typeof value === 'string' ? value : value instanceof JsonNumber ? shownNumber(value.text) : showJson(value);

export function tryParseVariant(text: string): string | null {
  const value = parseStrictJson(text);
  return value === undefined ? null : writePlain(ordered(value), heldNumber);
}
export function parseVariant(text: string): string {
  const value = tryParseVariant(text);
  if (value !== null) return value;
  const sentence = `Malformed records are detected in record parsing: ${text.slice(0, 200)}. Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.`;
  throw new SqlError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', '22023', sentence);
}
