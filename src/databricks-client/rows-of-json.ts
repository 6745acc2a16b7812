import type { Row } from '../databricks-api/statements.ts';

/** The text is not an array of arrays of strings and nulls, or it ends too early. */
export class NotRows extends Error {}

const [quote, backslash, open, close, comma] = [0x22, 0x5c, 0x5b, 0x5d, 0x2c];
const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0a, 0x0d];

/** One row larger than this cannot be: a cell is a text of at most some megabytes. */
const largestRow = 256 * 1024 * 1024;

/**
 * Rows are parsed as soon as so many bytes are there. What is alive while V8 collects garbage makes its heap grow: with
 * 64 KiB at a time, a result of 1 GiB takes twice the memory.
 */
const groupBytes = 8 * 1024;

/**
 * The rows of a result in the format JSON_ARRAY, `[["1",null],["2","b"]]`, as its bytes come: what is complete is given
 * on in small groups, and only the row that is not is kept. Throws `NotRows`.
 */
export async function* rowsOfJson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  let kept: Uint8Array[] = [];
  let keptLength = 0;
  // How deep in brackets, and whether in a text. The bytes that count are ASCII, which UTF-8 uses for nothing else.
  let [depth, inText, escaped, began] = [0, false, false, false];
  // What stands before the next row or the end of all.
  let before: 'start' | 'row' | 'comma' = 'start';
  for await (const chunk of bytes) {
    // The rows that are not given on yet, and where the last whole one ends.
    let [from, end] = [keptLength > 0 ? 0 : -1, 0];
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
      } else if (depth >= 2) {
        if (byte === quote) inText = true;
        else if (byte === open) depth++;
        else if (byte === close) depth--;
        if (depth > 1) continue;
        before = 'row';
        end = at + 1;
        if (keptLength + end - from < groupBytes) continue;
        yield parsed([...kept, chunk.subarray(from, end)]);
        [kept, keptLength, from, end] = [[], 0, -1, 0];
      } else if (byte === open && (depth === 1 ? before !== 'row' : !began)) {
        if (depth === 1 && from < 0) from = at;
        depth++;
        began = true;
      } else if (byte === comma && depth === 1 && before === 'row') before = 'comma';
      else if (byte === close && depth === 1 && before !== 'comma') depth--;
      else if (!blanks.includes(byte)) throw new NotRows();
    }
    if (from < 0) continue;
    if (end > 0) {
      yield parsed([...kept, chunk.subarray(from, end)]);
      [kept, keptLength] = [[], 0];
      from = depth >= 2 ? chunk.indexOf(open, end) : -1;
    }
    if (from < 0) continue;
    kept.push(chunk.subarray(from));
    keptLength += chunk.length - from;
    if (keptLength > largestRow) throw new NotRows();
  }
  if (depth !== 0 || inText || !began) throw new NotRows();
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(parts: readonly Uint8Array[]): readonly Row[] {
  let rows: unknown;
  try {
    rows = JSON.parse(`[${utf8.decode(Buffer.concat(parts))}]`);
  } catch {
    throw new NotRows();
  }
  if (!isRows(rows)) throw new NotRows();
  return rows;
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(isCell));
}

function isCell(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
