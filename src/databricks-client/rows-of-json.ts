export type Row = readonly (string | null)[];

/** The text is not an array of arrays of strings and nulls, or it ends too early. */
export class NotRows extends Error {}

const [quote, backslash, open, close] = [0x22, 0x5c, 0x5b, 0x5d];

/** One row larger than this cannot be: a cell is a text of at most some megabytes. */
const largestRow = 256 * 1024 * 1024;

/**
 * The rows of a result in the format JSON_ARRAY, `[["1",null],["2","b"]]`, as its bytes come: what is complete is given
 * on, and only the row that is not is kept. Throws `NotRows`.
 */
export async function* rowsOfJson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  let kept: Uint8Array[] = [];
  let keptLength = 0;
  // How deep in brackets, and whether in a text. All four bytes that count are ASCII, which UTF-8 uses for nothing else.
  let [depth, inText, escaped, began] = [0, false, false, false];
  for await (const chunk of bytes) {
    let [from, to] = [0, 0];
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inText = false;
      } else if (byte === quote) inText = true;
      else if (byte === open) {
        depth++;
        began = true;
        if (depth === 2 && to === 0 && keptLength === 0) from = at;
      } else if (byte === close) {
        depth--;
        if (depth === 1) to = at + 1;
      }
    }
    if (to > 0) {
      yield parsed([...kept, chunk.subarray(from, to)]);
      [kept, keptLength] = [[], 0];
      // Between two rows is a comma, which the next text must not begin with.
      from = chunk.indexOf(open, to);
    }
    if (from < 0 || depth < 2) continue;
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
