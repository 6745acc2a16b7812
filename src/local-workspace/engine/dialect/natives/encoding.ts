import { crc32 } from 'node:zlib';
import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { bytesOf } from './show-value.ts';

export function unhex(text: string): Uint8Array | null {
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  return Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex');
}

function badInput(text: string, format: string): SqlError {
  const sentence = `The value '${text}' of the type "STRING" cannot be cast to "BINARY" because it is malformed. Correct the value as per the ${format} format.`;
  return new SqlError('CONVERSION_INVALID_INPUT', '22018', sentence);
}
function ofBase64(bare: string, text: string): Uint8Array {
  const isWhole = /^[A-Za-z0-9+/]*={0,2}$/.test(bare) && (!bare.endsWith('=') || bare.length % 4 === 0);
  if (!isWhole || bare.length % 4 === 1) throw badInput(text, 'BASE64');
  return Buffer.from(bare, 'base64');
}
/** What is no letter of base 64 is passed over, as Java's MIME decoder does. */
export const unbase64 = (text: string): Uint8Array => ofBase64(text.replace(/[^A-Za-z0-9+/=]/g, ''), text);

export function toBinary(text: string, format: string): Uint8Array {
  const kind = format.toLowerCase();
  if (kind === 'hex') {
    const bytes = unhex(text);
    if (!bytes) throw badInput(text, 'HEX');
    return bytes;
  }
  if (kind === 'utf-8' || kind === 'utf8') return Buffer.from(text, 'utf8');
  if (kind === 'base64') return ofBase64(text.replace(/\s+/g, ''), text);
  throw new SqlError(
    'DATATYPE_MISMATCH.INVALID_ARG_VALUE',
    '42K09',
    `The format '${format}' is none of hex, utf-8, base64.`,
  );
}

export function tryToBinary(text: string, format: string): Uint8Array | null {
  try {
    return toBinary(text, format);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A number written to another base; digits that the base has not end it. */
export function conv(text: string, from: number, to: number): string | null {
  const [base, target] = [from, Math.abs(to)];
  if (base < 2 || base > 36 || target < 2 || target > 36 || text === '') return null;
  const plain = text.trim();
  const isNegative = plain.startsWith('-');
  let value = 0n;
  for (const letter of plain.slice(isNegative ? 1 : 0).toUpperCase()) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0 || digit >= base) break;
    value = value * BigInt(base) + BigInt(digit);
    if (value > 0xffffffffffffffffn) throw overflow(text);
  }
  if (isNegative) value = BigInt.asUintN(64, -value);
  if (to > 0) return value.toString(target).toUpperCase();
  const signed = BigInt.asIntN(64, value);
  return signed.toString(target).toUpperCase();
}
const overflow = (text: string): SqlError =>
  new SqlError('ARITHMETIC_OVERFLOW', '22003', `Overflow in function conv() of '${text}'.`);

const ENCODINGS: Readonly<Record<string, string>> = {
  'UTF-8': 'utf8',
  'US-ASCII': 'ascii',
  'ISO-8859-1': 'latin1',
  'UTF-16LE': 'utf16le',
  'UTF-16BE': 'utf16be',
  'UTF-16': 'utf16',
};

function encodingOf(name: string, routine: string): string {
  const found = ENCODINGS[name.toUpperCase()];
  if (found) return found;
  const sentence = `The value of parameter(s) \`charset\` in \`${routine}\` is invalid: expects one of the 'iso-8859-1', 'us-ascii', 'utf-16', 'utf-16be', 'utf-16le', 'utf-32', 'utf-8', but got ${name}.`;
  if (name.toUpperCase() === 'UTF-32')
    throw new SqlError(
      'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
      '0A000',
      `The local workspace cannot compute ${routine}() with UTF-32.`,
    );
  throw new SqlError('INVALID_PARAMETER_VALUE.CHARSET', '22023', sentence);
}

function cannot(name: string, routine: string): SqlError {
  return new SqlError(
    'MALFORMED_CHARACTER_CODING',
    '22000',
    `Invalid value found when performing \`${routine}\` with ${name}.`,
  );
}

const highest = (text: string): number =>
  Math.max(0, ...[...new Set(text)].map((letter) => letter.codePointAt(0) ?? 0));

export function encode(text: string, name: string): Uint8Array {
  const kind = encodingOf(name, 'encode');
  if (kind === 'ascii' && highest(text) > 0x7f) throw cannot(name, 'encode');
  if (kind === 'latin1' && highest(text) > 0xff) throw cannot(name, 'encode');
  if (kind === 'ascii' || kind === 'latin1') return Buffer.from(text, 'latin1');
  if (kind === 'utf8') return Buffer.from(text, 'utf8');
  const little = Buffer.from(text, 'utf16le');
  if (kind === 'utf16le') return little;
  const big = Buffer.from(little).swap16();
  return kind === 'utf16be' ? big : Buffer.concat([Buffer.from([0xfe, 0xff]), big]);
}

export function decode(value: DuckDBValue, name: string): string {
  const kind = encodingOf(name, 'decode');
  const bytes = bytesOf(value);
  const label = kind === 'utf8' ? 'utf-8' : kind === 'utf16le' ? 'utf-16le' : 'utf-16be';
  if (kind === 'ascii' && bytes.some((byte) => byte > 127)) throw cannot(name, 'decode');
  if (kind === 'ascii' || kind === 'latin1') return bytes.toString('latin1');
  const isLittle = kind === 'utf16' && bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isLittle ? 'utf-16le' : label, { fatal: true, ignoreBOM: kind !== 'utf16' }).decode(bytes);
  } catch {
    throw cannot(name, 'decode');
  }
}

/** Bytes as a text, as `to_char` writes them. */
export function bytesAs(value: DuckDBValue, format: string): string {
  const kind = format.toLowerCase();
  const bytes = bytesOf(value);
  if (kind === 'hex') return bytes.toString('hex').toUpperCase();
  if (kind === 'base64') return bytes.toString('base64');
  if (kind === 'utf-8') return decode(value, kind);
  const sentence = `The value of parameter(s) \`format\` in \`to_char\` is invalid: expects one of binary formats 'base64', 'hex', 'utf-8', but got '${format}'.`;
  throw new SqlError('INVALID_PARAMETER_VALUE.BINARY_FORMAT', '22023', sentence);
}

export const crc32Of = (value: DuckDBValue): bigint => BigInt(crc32(bytesOf(value)));
