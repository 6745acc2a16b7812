import { keywordName } from './keywords.ts';
import type { Random } from './random.ts';

const gaps = [
  ' ',
  '\n',
  '\r',
  '\t',
  '\u000b',
  '\f',
  '\u00a0',
  '\u3000',
  '\u2028',
  '  ',
  '/**/',
  '/* x */',
  '/* /* */ */',
  '/* /*+ */',
  "/* ' */",
  '-- x\n',
  '-- x\r',
  '--\n',
  '--\\\nDROP\n',
  '-- \\\r\n',
  '/*! */',
  '/* -- */',
  '-- /*\n',
  '/* " */',
  '/*\n*/',
  '--x\\\n\n',
];
const odd = [
  '\ufeff',
  '\u200b',
  '\u0085',
  '\u2029',
  '\u0000',
  '$',
  '$$',
  `$${'{x}'}`,
  '\\',
  '@',
  '#',
  '{',
  '\ud83d\ude00',
  '\u0345',
  'ⓐ',
];
const signs = [
  ';',
  '(',
  ')',
  '`',
  "'",
  '"',
  '/*',
  '*/',
  '--',
  '/*+',
  '?',
  ':',
  '|>',
  '.',
  ',',
  '::',
  '@v1',
  '>>',
  '->',
  "r'",
  '$a$',
];
const words = [
  'DROP',
  'DELETE',
  'INSERT',
  'INTO',
  'OVERWRITE',
  'FROM',
  'SELECT',
  'WITH',
  'AS',
  'USING',
  'REPLACE',
  'WHERE',
  'CASE',
  'END',
  'THEN',
  'TABLE',
  'BEGIN',
  'SET',
  'UPDATE',
  'reflect',
  "IDENTIFIER('secret')",
];
const lookAlikes: Readonly<Record<string, readonly string[]>> = {
  i: ['ı', 'і', 'İ'],
  I: ['ı', 'İ', 'Ι'],
  s: ['ſ', 'ѕ'],
  S: ['ſ', 'Ѕ'],
  k: ['K'],
  K: ['K'],
  e: ['е'],
  a: ['а'],
  o: ['ο'],
  t: ['т'],
};

/** A text that differs from `text` a little: comments, white space, quotes, case, look-alikes, nesting, keywords for names, or a piece of another. */
export function mutate(text: string, other: string, random: Random): string {
  const changes = 1 + random.below(3);
  let mutant = text;
  for (let change = 0; change < changes; change++) mutant = mutateOnce(mutant, other, random);
  return mutant;
}

function mutateOnce(text: string, other: string, random: Random): string {
  const place = random.below(text.length + 1);
  const put = (piece: string, length = 0) => text.slice(0, place) + piece + text.slice(place + length);
  switch (random.below(17)) {
    case 0:
    case 1:
    case 2:
      return replaceGap(text, random);
    case 3:
      return put(random.pick(gaps));
    case 4:
      return put(random.pick(signs));
    case 5:
      return put(random.pick(odd));
    case 6:
      return put('', 1 + random.below(3));
    case 7:
      return swapCase(text, random);
    case 8:
      return lookAlike(text, random);
    case 9:
      return put(` ${random.pick(words)} `);
    case 10:
      return nest(text, random);
    case 11:
      return `${text.slice(0, place)}${other.slice(random.below(other.length + 1))}`;
    case 12:
      return quote(text, random);
    case 13:
    case 14:
      return rename(text, random);
    case 15:
      return put(` ${keywordName(random)} `);
    default:
      return `${text}${random.pick([';', ' ;', '; ', ';;', '; SELECT 1', '-- x', '/* x */', ';--'])}`;
  }
}

function replaceGap(text: string, random: Random): string {
  const at = [...text.matchAll(/ /g)].map((found) => found.index);
  if (at.length === 0) return `${random.pick(gaps)}${text}`;
  const place = random.pick(at);
  return `${text.slice(0, place)}${random.pick(gaps)}${text.slice(place + 1)}`;
}

function swapCase(text: string, random: Random): string {
  return Array.from(text, (character) => {
    if (random.below(3) > 0) return character;
    return character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase();
  }).join('');
}

function lookAlike(text: string, random: Random): string {
  const at = Array.from(text).flatMap((character, index) => (lookAlikes[character] === undefined ? [] : [index]));
  if (at.length === 0) return text;
  const place = random.pick(at);
  return Array.from(text, (character, index) =>
    index === place ? random.pick(lookAlikes[character] ?? [character]) : character,
  ).join('');
}

function nest(text: string, random: Random): string {
  const shell = random.pick([
    ['(', ')'],
    ['BEGIN ', '; END'],
    ['EXPLAIN ', ''],
    ['WITH x AS (SELECT 1) ', ''],
    ['SELECT * FROM (', ')'],
    ['BEGIN IF 1 = 1 THEN ', '; END IF; END'],
    ['DESCRIBE QUERY ', ''],
    ['INSERT INTO t ', ''],
    ['CREATE TABLE t AS ', ''],
    ['BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ', '; END; SELECT 1; END'],
    ['FROM s ', ''],
    ['CACHE TABLE q AS ', ''],
  ]);
  return `${shell[0]}${text}${shell[1]}`;
}

/** A keyword in the place of a word. */
function rename(text: string, random: Random): string {
  const found = [...text.matchAll(/\b\w+\b/g)];
  if (found.length === 0) return text;
  const { 0: word, index } = random.pick(found);
  return `${text.slice(0, index)}${keywordName(random)}${text.slice(index + word.length)}`;
}

/** One word in backquotes, or in quotes of another kind. */
function quote(text: string, random: Random): string {
  const found = [...text.matchAll(/\b\w+\b/g)];
  if (found.length === 0) return text;
  const { 0: word, index } = random.pick(found);
  const [open, close] = random.pick([
    ['`', '`'],
    ["'", "'"],
    ['"', '"'],
    ["r'", "'"],
    ['', '.x'],
    ['x.', ''],
  ]);
  return `${text.slice(0, index)}${open}${word}${close}${text.slice(index + word.length)}`;
}
