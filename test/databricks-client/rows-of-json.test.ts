import { expect, test } from 'vitest';
import type { Row } from '../../src/databricks-api/statements.ts';
import { NotRows, rowsOfJson } from '../../src/databricks-client/rows-of-json.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Uint8Array, size: number): Promise<Row[]> {
  const rows: Row[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for await (const group of rowsOfJson(pieces(bytes, size))) rows.push(...group);
  return rows;
}

const tricky: Row[] = [
  ['1', null, ''],
  ['[', ']', '],['],
  ['"', '\\', '\\"'],
  ['{"a":[1,2]}', '\n\t\u0000', '雪だるま☃️👩‍👩‍👧'],
  [null, null, null],
  [],
  ['x'.repeat(5000), '\u2028', '\\\\'],
];

test('gives every row once, wherever the bytes are split', async () => {
  const texts = [JSON.stringify(tricky), JSON.stringify(tricky, undefined, 1), ` \n${JSON.stringify(tricky)}\r\n `];
  for (const text of texts) {
    for (const size of [1, 2, 3, 7, 64, 1000, 1_000_000]) expect(await read(text, size)).toEqual(tricky);
  }
  expect(await read('[]', 1)).toEqual([]);
});

test('gives what is complete in small groups, however large the pieces are', async () => {
  const rows = Array.from({ length: 10_000 }, (_none, at) => [`row ${at}`]);
  const sizes: number[] = [];
  for await (const group of rowsOfJson(pieces(Buffer.from(JSON.stringify(rows)), 1_000_000))) sizes.push(group.length);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(rows.length);
  expect(Math.max(...sizes)).toBeLessThan(1000);
});

/** A row that is given on as soon as it is complete. */
const long = JSON.stringify(['x'.repeat(20_000)]);

test.each([
  ['nothing', ''],
  ['a page', '<html>'],
  ['the end is missing', '[["1"],["2"]'],
  ['ends in a row', '[["1"],["2"'],
  ['ends in a text', '[["1"],["2'],
  ['a number', '[[1]]'],
  ['a nested array', '[["1",["2"]]]'],
  ['an object', '[[{"a":"b"}]]'],
  ['a bracket too many', '[["1"]]]'],
  ['a comma is missing', `[${long}${long}]`],
  ['a comma too many', `[${long},,${long}]`],
  ['a comma at the end', `[${long},]`],
  ['a comma at the start', `[,${long}]`],
  ['something between rows', `[${long},1,${long}]`],
  ['two arrays', `[${long}][${long}]`],
  ['a broken escape', '[["\\x"]]'],
])('refuses what are no rows: %s', async (_what, text) => {
  for (const size of [1, 1000]) await expect(read(text, size)).rejects.toThrow(NotRows);
});

test('refuses what is no UTF-8', async () => {
  await expect(read(Buffer.from([0x5b, 0x5b, 0x22, 0xff, 0x22, 0x5d, 0x5d]), 100)).rejects.toThrow(NotRows);
});
