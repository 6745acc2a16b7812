import { createHash } from 'node:crypto';
import type { DuckDBValue } from '@duckdb/node-api';
import { anew } from '../analyze/draws.ts';
import * as aes from '../natives/aes.ts';
import * as encoding from '../natives/encoding.ts';
import { bytesOf } from '../natives/show-value.ts';
import * as url from '../natives/url.ts';
import * as types from '../types.ts';
import { define, failing, fn } from './define.ts';
import { argument, count, type Rule, text } from './rule.ts';

const hash = (name: string) => (value: DuckDBValue) => createHash(name).update(bytesOf(value)).digest('hex');

const HEX = define({
  hex_number: fn('bigint -> string', (value: bigint) => BigInt.asUintN(64, value).toString(16).toUpperCase()),
  hex_bytes: fn('binary -> string', (value: DuckDBValue) => bytesOf(value).toString('hex').toUpperCase()),
});
const hex: Rule = (given) => {
  const { type, name } = argument(given, 0);
  if (type.name === 'DATE' || type.name.startsWith('TIMESTAMP'))
    return hex({ ...given, args: [{ sql: text(given, 0), type: types.STRING, name }] });
  const bytes = type.name === 'STRING' || type.name === 'BINARY' || type.name === 'VOID';
  return (bytes ? HEX.hex_bytes : HEX.hex_number)?.(given) ?? { sql: '', type: types.STRING };
};

const AES = define({
  aes_hidden: failing(
    'binary, binary, string = `GCM`, string = `DEFAULT`, binary = ``::BLOB, binary = ``::BLOB -> binary',
    aes.aesEncrypt,
  ),
});
const URL_PARTS = define({
  url_part: failing('string!, string!, string! = NULL -> string', url.parseUrl, true),
  try_url_part: fn('string!, string!, string! = NULL -> string', url.tryParseUrl, true),
});
/** A part of an address; a key that is NULL is not one that is left out. */
const urlPart =
  (name: keyof typeof URL_PARTS): Rule =>
  (given) => {
    const { sql, type } = URL_PARTS[name]?.(given) ?? { sql: '', type: types.STRING };
    const key = given.args[2];
    return { sql: key ? `CASE WHEN ${key.sql} IS NOT NULL THEN ${sql} END` : sql, type };
  };

/** Functions between texts, bytes and numbers of another base, and digests. */
export const ENCODING = define({
  hex,
  unhex: fn('string -> binary', encoding.unhex),
  base64: fn('binary -> string', (value: DuckDBValue) => bytesOf(value).toString('base64')),
  unbase64: failing('string -> binary', encoding.unbase64),
  bin: fn('bigint -> string', (value: bigint) => BigInt.asUintN(64, value).toString(2)),
  conv: fn('string, int, int -> string', encoding.conv),
  encode: failing('string, string -> binary', encoding.encode),
  md5: fn('binary -> string', hash('md5')),
  sha: fn('binary -> string', hash('sha1')),
  sha1: 'sha',
  sha2: fn('binary, int -> string', (value: DuckDBValue, bits: number) =>
    [0, 224, 256, 384, 512].includes(bits)
      ? createHash(`sha${bits || 256}`)
          .update(bytesOf(value))
          .digest('hex')
      : null,
  ),
  uuid: (given) => {
    count(given, 0);
    return { sql: `CAST(${anew('uuid()')} AS VARCHAR)`, type: types.STRING };
  },
  crc32: fn('binary -> bigint', encoding.crc32Of),
  binary: fn('binary -> binary', '$1'),
  to_binary: failing('string, string = `hex` -> binary', encoding.toBinary),
  try_to_binary: fn('string, string = `hex` -> binary', encoding.tryToBinary),
  aes_encrypt: (given) => {
    const hidden = AES.aes_hidden?.(given) ?? argument(given, 0);
    // Without a vector of their own the same bytes are hidden otherwise each time, but by ECB.
    const isSame = given.args.length > 4 || given.args[2]?.literal?.toUpperCase() === 'ECB';
    return { sql: isSame ? hidden.sql : anew(hidden.sql), type: types.BINARY };
  },
  aes_decrypt: failing(
    'binary, binary, string = `GCM`, string = `DEFAULT`, binary = ``::BLOB -> binary',
    aes.aesDecrypt,
  ),
  try_aes_decrypt: fn(
    'binary, binary, string = `GCM`, string = `DEFAULT`, binary = ``::BLOB -> binary',
    aes.tryAesDecrypt,
  ),
  url_encode: fn('string -> string', url.urlEncode),
  url_decode: failing('string -> string', url.urlDecode),
  try_url_decode: fn('string -> string', url.tryUrlDecode),
  parse_url: urlPart('url_part'),
  try_parse_url: urlPart('try_url_part'),
});

const decodeText = define({ decode_bytes: failing('binary, string -> string', encoding.decode) }).decode_bytes;
/** Two arguments are bytes and a character set; more are a value, pairs of keys and results, and what else. */
export const decode: Rule = (given) => decodeText?.(given) ?? { sql: '', type: types.STRING };
