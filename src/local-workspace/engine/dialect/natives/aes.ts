import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DuckDBValue } from '@duckdb/node-api';
import { SqlError } from '../sql-error.ts';
import { bytesOf } from './show-value.ts';

type Mode = { readonly name: 'ECB' | 'CBC' | 'GCM'; readonly iv: number };
const MODES: readonly Mode[] = [
  { name: 'ECB', iv: 0 },
  { name: 'CBC', iv: 16 },
  { name: 'GCM', iv: 12 },
];
const TAG = 16;
const gcmOf = (key: Buffer) => (key.length === 16 ? 'aes-128-gcm' : key.length === 24 ? 'aes-192-gcm' : 'aes-256-gcm');

function modeOf(mode: string, padding: string): Mode {
  const found = MODES.find(({ name }) => name === mode.toUpperCase());
  const paddings = found?.name === 'GCM' ? ['DEFAULT', 'NONE'] : ['DEFAULT', 'PKCS'];
  if (found && paddings.includes(padding.toUpperCase())) return found;
  const sentence = `The feature is not supported: AES-${mode} with the padding ${padding} by the \`aes_encrypt\`/\`aes_decrypt\` function.`;
  throw new SqlError('UNSUPPORTED_FEATURE.AES_MODE', '0A000', sentence);
}

/** The name of the cipher, as the crypto library has it, and its key. */
function keyed(value: DuckDBValue, { name }: Mode): { cipher: string; key: Buffer } {
  const key = bytesOf(value);
  if ([16, 24, 32].includes(key.length)) return { cipher: `aes-${key.length * 8}-${name.toLowerCase()}`, key };
  const sentence = `The value of parameter(s) \`key\` in \`aes_encrypt\`/\`aes_decrypt\` is invalid: expects a binary value with 16, 24 or 32 bytes, but got ${key.length} bytes.`;
  throw new SqlError('INVALID_PARAMETER_VALUE.AES_KEY_LENGTH', '22023', sentence);
}

function vector(given: Buffer, mode: Mode): Buffer {
  if (given.length === 0) return randomBytes(mode.iv);
  if (mode.iv === 0)
    throw new SqlError(
      'UNSUPPORTED_FEATURE.AES_MODE_IV',
      '0A000',
      `AES-${mode.name} with initialization vectors (IVs) is not supported.`,
    );
  if (given.length === mode.iv) return given;
  const sentence = `The value of parameter(s) \`iv\` in \`aes_encrypt\` is invalid: supports ${mode.iv}-byte IVs for ${mode.name}, but got ${given.length} bytes.`;
  throw new SqlError('INVALID_PARAMETER_VALUE.AES_IV_LENGTH', '22023', sentence);
}

function extra(given: Buffer, mode: Mode): Buffer {
  if (given.length === 0 || mode.name === 'GCM') return given;
  const sentence = `AES-${mode.name} with additional authenticated data (AAD) is not supported.`;
  throw new SqlError('UNSUPPORTED_FEATURE.AES_MODE_AAD', '0A000', sentence);
}

/** The vector, what is hidden, and, of GCM, the tag behind it. */
export function aesEncrypt(
  value: DuckDBValue,
  secret: DuckDBValue,
  modeName: string,
  padding: string,
  ivGiven: DuckDBValue,
  aadGiven: DuckDBValue,
): Uint8Array {
  const mode = modeOf(modeName, padding);
  const { cipher, key } = keyed(secret, mode);
  const iv = vector(bytesOf(ivGiven), mode);
  const aad = extra(bytesOf(aadGiven), mode);
  if (mode.name !== 'GCM') {
    const plain = createCipheriv(cipher, key, mode.iv === 0 ? null : iv);
    return Buffer.concat([iv, plain.update(bytesOf(value)), plain.final()]);
  }
  const sealed = createCipheriv(gcmOf(key), key, iv);
  sealed.setAAD(aad);
  return Buffer.concat([iv, sealed.update(bytesOf(value)), sealed.final(), sealed.getAuthTag()]);
}

export function aesDecrypt(
  value: DuckDBValue,
  secret: DuckDBValue,
  modeName: string,
  padding: string,
  aadGiven: DuckDBValue,
): Uint8Array {
  const mode = modeOf(modeName, padding);
  const { cipher, key } = keyed(secret, mode);
  const aad = extra(bytesOf(aadGiven), mode);
  const all = bytesOf(value);
  const [iv, rest] = [all.subarray(0, mode.iv), all.subarray(mode.iv)];
  try {
    if (mode.name !== 'GCM') {
      const plain = createDecipheriv(cipher, key, mode.iv === 0 ? null : iv);
      return Buffer.concat([plain.update(rest), plain.final()]);
    }
    const sealed = createDecipheriv(gcmOf(key), key, iv);
    sealed.setAAD(aad);
    sealed.setAuthTag(rest.subarray(-TAG));
    return Buffer.concat([sealed.update(rest.subarray(0, -TAG)), sealed.final()]);
  } catch {
    const sentence =
      'The value of parameter(s) `expr`, `key` in `aes_decrypt` is invalid: the bytes were not encrypted so, or with another key.';
    throw new SqlError('INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR', '22023', sentence);
  }
}

export function tryAesDecrypt(
  value: DuckDBValue,
  secret: DuckDBValue,
  mode: string,
  padding: string,
  aad: DuckDBValue,
): Uint8Array | null {
  try {
    return aesDecrypt(value, secret, mode, padding, aad);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}
