import type { Column } from '../../engine/dialect/types.ts';
import { type Row, textRows } from '../../engine/run/batch.ts';
import { type Collected, type Collector, type Limits, ResultError } from './collector.ts';

const INLINE_LIMIT = 26_214_400;
const CHUNK_BYTES = 4_000_000;
const CHUNK_ROWS = 50_000;

/** The real refusal of an INLINE result over 25 MiB, on whose text clients retry (facts `databricks-api.md` §1). */
const TOO_LARGE = `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${INLINE_LIMIT} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`;

function rowBytes(row: Row): number {
  let bytes = 3;
  for (const cell of row) bytes += cell === null ? 5 : Buffer.byteLength(cell) + 3;
  return bytes;
}

function addRow(result: Collected, row: Row, limits: Limits): boolean {
  const bytes = rowBytes(row);
  if (result.rowCount >= limits.rows || result.bytes + bytes > limits.bytes) {
    result.truncated = true;
    return false;
  }
  if (result.bytes + bytes > INLINE_LIMIT) throw new ResultError('BAD_REQUEST', TOO_LARGE);
  let chunk = result.chunks.at(-1);
  if (!chunk || chunk.rowCount >= CHUNK_ROWS || chunk.bytes + bytes > CHUNK_BYTES) {
    chunk = { rows: [], offset: result.rowCount, rowCount: 0, bytes: 0 };
    result.chunks.push(chunk);
  }
  chunk.rows?.push(row);
  chunk.rowCount += 1;
  chunk.bytes += bytes;
  result.rowCount += 1;
  result.bytes += bytes;
  return true;
}

/** Keeps an INLINE result in memory, in chunks, up to the limits of the request and of the API. */
export function collectInline(result: Collected, limits: Limits): Collector {
  let columns: readonly Column[] = [];
  return {
    columns: (known) => {
      columns = known;
    },
    add: (batch) => textRows(batch, columns, 0, batch.rowCount).every((row) => addRow(result, row, limits)),
    end: () => undefined,
  };
}
