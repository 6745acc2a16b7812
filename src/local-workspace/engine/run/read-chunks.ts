import type { DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import type { Batch } from './batch.ts';
import type { Sink } from './request.ts';

/** The rows of a chunk may be one text 2,048 times: no more letters than this become JavaScript's at once. */
const MOST_LETTERS = 8_000_000;

function* batchesOf(chunk: DuckDBDataChunk): Generator<Batch> {
  const vectors = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
  let columns: DuckDBValue[][] = vectors.map(() => []);
  let letters = 0;
  let first = 0;
  for (let row = 0; row < chunk.rowCount; row += 1) {
    for (const [index, vector] of vectors.entries()) {
      const value: DuckDBValue = vector.getItem(row);
      if (typeof value === 'string') letters += value.length;
      columns[index]?.push(value);
    }
    if (letters < MOST_LETTERS && row + 1 < chunk.rowCount) continue;
    yield { rowCount: row + 1 - first, columns };
    columns = vectors.map(() => []);
    letters = 0;
    first = row + 1;
  }
}

/** Hands on a result; the engine is at the next chunk while one is written down. False where not all was wanted. */
export async function readChunks(result: DuckDBResult, sink: Sink): Promise<boolean> {
  let next = result.fetchChunk();
  try {
    for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
      next = result.fetchChunk();
      for (const batch of batchesOf(chunk)) if (!(await sink.rows(batch))) return false;
    }
    return true;
  } finally {
    // The connection must not be closed under it; what it fails with has been thrown already, or is wanted no more.
    await next.catch(() => undefined);
  }
}
