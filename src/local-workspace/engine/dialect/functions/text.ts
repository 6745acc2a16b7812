import { coerce, commonType, mismatch } from '../analyze/coerce.ts';
import { mayRaise } from '../analyze/raise.ts';
import * as byteStrings from '../natives/byte-strings.ts';
import * as letters from '../natives/letters.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { array, BINARY, BOOLEAN, INT, type SqlType, STRING, VOID } from '../types.ts';
import { define, failing, fn } from './define.ts';
import { formatNumber, printf } from './formats.ts';
import { joinedBytes, joinedTexts } from './joined.ts';
import { argument, convert, count, countFrom, type Given, type Rule, text, unexpected, wantFoldable } from './rule.ts';
import { castable, match, readSignature } from './signature.ts';

const isBinary = (given: Given): boolean =>
  given.args.length > 0 && given.args.every(({ type }) => type.name === 'BINARY');

/** A rule for texts, and another for binary values where all arguments are such. */
const textOrBinary =
  (forText: Rule, forBinary: Rule): Rule =>
  (given) =>
    (isBinary(given) ? forBinary : forText)(given);

const concat: Rule = (given) => {
  const [first] = given.args;
  if (given.args.some(({ type }) => type.name === 'ARRAY'))
    return ARRAYS.concat_arrays?.(given) ?? { sql: '', type: STRING };
  if (!first) return { sql: "''", type: STRING };
  countFrom(given, 1);
  if (isBinary(given)) return { sql: joinedBytes(given), type: BINARY };
  const sql = joinedTexts(given);
  // Beside NULL the engine would leave out what may fail.
  if (!given.args.some(({ type }) => type.name === 'VOID') || !mayRaise(sql)) return { sql, type: STRING };
  const all = given.args.map((_, index) => text(given, index));
  return { sql: `CASE WHEN len([${all.join(', ')}]) = 0 THEN '' END`, type: STRING };
};
const ARRAYS = define({
  concat_arrays: (given) => {
    countFrom(given, 1);
    if (given.args.some(({ type }) => type.name === 'VOID')) throw mismatch(given.name, given.args, given.at);
    const type = given.args.reduce<SqlType | undefined>((known, arg) => known && commonType(known, arg.type), VOID);
    if (!type) throw mismatch(given.name, given.args, given.at);
    const args = given.args.map((arg) => coerce(arg, type).sql);
    const anyNull = args.map((arg) => `${arg} IS NULL`).join(' OR ');
    return { sql: `CASE WHEN ${anyNull} THEN NULL ELSE list_concat(${args.join(', ')}) END`, type };
  },
});

/** NULLs, and those in arrays, are left out; without a mark there is nothing. */
const concatWs: Rule = (given) => {
  countFrom(given, 1);
  const mark = text(given, 0);
  // Each list costs the engine much, so that neighbouring texts share one.
  const lists: { isArray: boolean; items: string[] }[] = [];
  for (const [index, arg] of given.args.entries()) {
    if (index === 0) continue;
    const last = lists.at(-1);
    if (arg.type.name === 'ARRAY') lists.push({ isArray: true, items: [coerce(arg, array(STRING)).sql] });
    else if (last && !last.isArray) last.items.push(text(given, index));
    else lists.push({ isArray: false, items: [text(given, index)] });
  }
  if (lists.length === 0) return { sql: `CASE WHEN ${mark} IS NOT NULL THEN '' END`, type: STRING };
  const all = lists.map(({ isArray, items }) => (isArray ? `coalesce(${items[0]}, [])` : `[${items.join(', ')}]`));
  return {
    sql: `CASE WHEN ${mark} IS NOT NULL THEN coalesce(array_to_string(list_filter(list_concat(${all.join(', ')}), lambda part: part IS NOT NULL), ${mark}), '') END`,
    type: STRING,
  };
};

const test = (engine: string) =>
  textOrBinary(
    define({ [engine]: fn('string, string -> boolean', `${engine}($1, $2)`) })[engine] ?? concat,
    (given) => {
      const [a, b] = given.args.map(({ sql }) => `hex(${sql})`);
      const found = {
        contains: `(instr(${a}, ${b}) % 2 = 1 OR ${b} = '')`,
        starts_with: `starts_with(${a}, ${b})`,
        ends_with: `ends_with(${a}, ${b})`,
      };
      return { sql: Object.entries(found).find(([name]) => name === engine)?.[1] ?? '', type: BOOLEAN };
    },
  );

const length: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  if (value.type.name === 'BINARY') return { sql: `CAST(octet_length(${value.sql}) AS INTEGER)`, type: INT };
  if (!castable(value.type, STRING)) throw unexpected(given, value, '("STRING" or "BINARY")');
  return { sql: `CAST(length(${text(given, 0)}) AS INTEGER)`, type: INT };
};

/** With two arguments, what is cut off comes first. */
function trimmed(engine: string, given: Given): ReturnType<Rule> {
  count(given, 1, 2);
  const texts = given.args.map((_, index) => text(given, index));
  return { sql: `${engine}(${texts.at(-1)}, ${texts.length === 2 ? texts[0] : "' '"})`, type: STRING };
}

const MASK = 'string!, string! = `X`, string! = `x`, string! = `n`, string! = NULL -> string';
define({ mask: fn(MASK, letters.mask, true) });
/** What stands for a letter is one character. */
const mask: Rule = (given) => {
  const { args, type } = match(given, readSignature(MASK));
  for (const [index, { literal }] of given.args.entries()) {
    if (index === 0) continue;
    wantFoldable(given, index);
    if (literal !== undefined && Array.from(literal).length !== 1)
      throw new SqlError(
        'DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE',
        '42K09',
        `Cannot resolve "mask" due to data type mismatch: the length of argument ${index + 1} must be 1.`,
        given.at,
      );
  }
  return { sql: `spark_mask(${args.join(', ')})`, type };
};

/** How many bytes a text or a binary value has. */
function bytes(given: Given): string {
  count(given, 1);
  const value = argument(given, 0);
  return `CAST(${value.type.name === 'BINARY' ? `octet_length(${value.sql})` : `strlen(${text(given, 0)})`} AS INTEGER)`;
}

/** The n-th of its arguments; beyond them there is an error. */
const elt: Rule = (given) => {
  countFrom(given, 2);
  const place = argument(given, 0);
  if (!castable(place.type, INT)) throw unexpected(given, place, '"INT"');
  const index = coerce(place, INT).sql;
  const rest = given.args.slice(1).map((_, at) => ` WHEN ${at + 1} THEN ${text(given, at + 1)}`);
  const failure = `error('[INVALID_ARRAY_INDEX] The index ' || ${index} || ' is out of bounds. The array has ${rest.length} elements. SQLSTATE: 22003')`;
  return {
    sql: `CASE ${index}${rest.join('')} ELSE CASE WHEN ${index} IS NOT NULL THEN ${failure} END END`,
    type: STRING,
  };
};

const OF_TEXT = define({
  substring: fn('string, int, int = 2147483647 -> string', letters.substring),
  left: fn('string, int -> string', (value: string, size: number) => letters.substring(value, 1, size)),
  lpad: failing('string, int, string = ` ` -> string', letters.lpad),
  rpad: failing('string, int, string = ` ` -> string', letters.rpad),
  overlay: fn('string, string, int, int = -1 -> string', letters.overlay),
  is_valid_utf8: fn('string -> boolean', 'CASE WHEN $1 IS NOT NULL THEN true END'),
  validate_utf8: fn('string -> string', '$1'),
});
const OF_BYTES = define({
  substring_bytes: fn('binary, int, int = 2147483647 -> binary', byteStrings.subBytes),
  left_bytes: fn('binary, int -> binary', byteStrings.leftBytes),
  lpad_bytes: failing('binary, int, binary = `\\x00`::BLOB -> binary', byteStrings.lpadBytes),
  rpad_bytes: failing('binary, int, binary = `\\x00`::BLOB -> binary', byteStrings.rpadBytes),
  overlay_bytes: fn('binary, binary, int, int = -1 -> binary', byteStrings.overlayBytes),
  is_valid_utf8_bytes: fn('binary -> boolean', byteStrings.isText),
  validate_utf8_bytes: failing('binary -> string', byteStrings.validText),
  try_validate_utf8_bytes: fn('binary -> string', byteStrings.tryValidText),
  make_valid_utf8_bytes: fn('binary -> string', byteStrings.madeText),
  reverse_bytes: fn('binary -> binary', byteStrings.reverseBytes),
});
/** A function of characters, or of bytes. */
const either =
  (name: string, ofBytes = name): Rule =>
  (given) => {
    const isBytes = argument(given, 0).type.name === 'BINARY';
    if (isBytes && given.args.some(({ type }) => type.name === 'STRING'))
      throw cannotCompute(`${given.name}() of bytes and a text`, given.at);
    const rule = isBytes ? OF_BYTES[`${ofBytes}_bytes`] : OF_TEXT[name];
    if (!rule) throw cannotCompute(`${given.name}() of bytes`, given.at);
    return rule(given);
  };
const INSTR = define({
  instr: fn('string, string -> int', (value: string, part: string) => letters.locate(part, value, 1)),
  locate_from: fn('string, string, int -> int', letters.locate),
});

/** Text functions; positions and lengths count characters. */
export const TEXT = define({
  concat,
  concat_ws: concatWs,
  length,
  len: 'length',
  char_length: 'length',
  character_length: 'length',
  upper: fn('string -> string', (value: string) => value.toUpperCase()),
  ucase: 'upper',
  lower: fn('string -> string', (value: string) => value.toLowerCase()),
  lcase: 'lower',
  initcap: fn('string -> string', letters.initcap),
  reverse: (given) => {
    const { name } = argument(given, 0).type;
    if (name === 'BINARY') return OF_BYTES.reverse_bytes?.(given) ?? concat(given);
    return (name === 'ARRAY' ? ARRAY_REVERSE : TEXT_REVERSE).reverse?.(given) ?? concat(given);
  },
  // As in ltrim and rtrim, what is trimmed off comes first.
  trim: (given) => trimmed('trim', given),
  btrim: fn('string, string = ` ` -> string', 'trim($1, $2)'),
  'trim both': 'btrim',
  'trim leading': fn('string, string = ` ` -> string', 'ltrim($1, $2)'),
  'trim trailing': fn('string, string = ` ` -> string', 'rtrim($1, $2)'),
  ltrim: (given) => trimmed('ltrim', given),
  rtrim: (given) => trimmed('rtrim', given),
  lpad: either('lpad'),
  rpad: either('rpad'),
  repeat: failing('string, int -> string', letters.repeat),
  space: failing('int -> string', (times: number) => letters.repeat(' ', times)),
  replace: failing('string, string, string = `` -> string', letters.replace),
  translate: fn('string, string, string -> string', letters.translate),
  overlay: either('overlay'),
  substring: either('substring'),
  substr: 'substring',
  left: either('left'),
  right: fn('string, int -> string', (value: string, size: number) =>
    size <= 0 ? '' : letters.substring(value, -size, size),
  ),
  substring_index: fn('string, string, int -> string', letters.substringIndex),
  split_part: failing('string, string, int -> string', letters.splitPart),
  instr: (given) => {
    if (given.args.length > 2) throw cannotCompute('instr() with a position', given.at);
    return INSTR.instr?.(given) ?? concat(given);
  },
  charindex: 'locate',
  position: 'locate',
  locate: (given) => {
    const { args } = match(given, readSignature('string, string, int = 1 -> int'));
    // From a place that is NULL nothing is found, not even where the texts are NULL.
    return { sql: `CASE WHEN ${args[2]} IS NULL THEN 0 ELSE spark_locate_from(${args.join(', ')}) END`, type: INT };
  },
  startswith: test('starts_with'),
  endswith: test('ends_with'),
  contains: test('contains'),
  find_in_set: fn('string, string -> int', letters.findInSet),
  levenshtein: failing('string, string, int = 2147483647 -> int', letters.levenshtein),
  soundex: fn('string! -> string', letters.soundex),
  mask,
  ascii: fn('string -> int', letters.ascii),
  chr: fn('bigint -> string', letters.chr),
  char: 'chr',
  luhn_check: fn('string -> boolean', letters.luhn),
  format_number: formatNumber,
  format_string: printf,
  printf,
  quote: fn('string -> string', (value: string) => `'${value.replaceAll("'", "\\'")}'`),
  elt,
  bit_length: (given) => ({ sql: `(${bytes(given)} * 8)`, type: INT }),
  octet_length: (given) => ({ sql: bytes(given), type: INT }),
  is_valid_utf8: either('is_valid_utf8'),
  validate_utf8: either('validate_utf8'),
  try_validate_utf8: either('validate_utf8', 'try_validate_utf8'),
  make_valid_utf8: either('validate_utf8', 'make_valid_utf8'),
  string: convert(STRING),
});

const TEXT_REVERSE = { reverse: define({ reverse_text: fn('chars -> string', letters.reverse) }).reverse_text };
const ARRAY_REVERSE = {
  reverse: define({ reverse_array: fn('array<T> -> array<T>', 'list_reverse($1)') }).reverse_array,
};
