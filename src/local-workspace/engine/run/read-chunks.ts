import type { DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import type { Batch } from './batch.ts';
import type { Sink } from './request.ts';

/** The rows of a chunk may be one text 2,048 times: no more letters than this become JavaScript's at once. */
const MOST_LETTERS = 8_000_000;

type Vector = ReturnType<DuckDBDataChunk['getColumnVector']>;

/** The columns of the whole chunk; undefined where they have too many letters. */
function wholeColumns(vectors: readonly Vector[], rowCount: number): DuckDBValue[][] | undefined {
  let letters = 0;
  const columns: DuckDBValue[][] = [];
  for (const vector of vectors) {
    const column: DuckDBValue[] = [];
    for (let row = 0; row < rowCount; row += 1) {
      const value: DuckDBValue = vector.getItem(row);
      if (typeof value === 'string') letters += value.length;
      if (letters > MOST_LETTERS) return undefined;
      column.push(value);
    }
    columns.push(column);
  }
  return columns;
}

function* batchesOf(chunk: DuckDBDataChunk): Generator<Batch> {
  const { rowCount } = chunk;
  const vectors = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
  const columns = wholeColumns(vectors, rowCount);
  if (columns) yield { rowCount, columns };
  else
    for (let row = 0; row < rowCount; row += 1)
      yield { rowCount: 1, columns: vectors.map((vector) => [vector.getItem(row)]) };
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
