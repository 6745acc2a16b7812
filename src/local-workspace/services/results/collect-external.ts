import type { Column } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';
import { collectGarbage } from '../../engine/run/collect-garbage.ts';
import type { Collected, Collector, Limits } from './collector.ts';
import type { ChunkFile, ResultFiles } from './result-files.ts';
import type { Writer, WriterOf } from './writer.ts';

const CHUNK_BYTES = 8_000_000;
const CHUNK_ROWS = 100_000;
/** How many rows are written between two collections, most of which are of what is young. */
const ROWS_A_COLLECTION = 8192;
const MINOR_A_MAJOR = 16;

/** What one row counts for `byte_limit`: the real count is internal too, and differs from the bytes of any format. */
function rowBytes(batch: Batch, index: number): number {
  let bytes = 0;
  for (const column of batch.columns) {
    const value = column[index];
    bytes += typeof value === 'string' ? Buffer.byteLength(value) + 4 : 8;
  }
  return bytes;
}

/** How many rows of the batch are within the limits. */
function within(batch: Batch, result: Collected, limits: Limits, counted: { bytes: number }): number {
  const rows = Math.min(batch.rowCount, limits.rows - result.rowCount);
  if (limits.bytes === Number.POSITIVE_INFINITY) return rows;
  for (let index = 0; index < rows; index += 1) {
    counted.bytes += rowBytes(batch, index);
    if (counted.bytes > limits.bytes) return index;
  }
  return rows;
}

/** Writes a result to files, a chunk each, as it comes from the engine; no more than a batch of it is in memory. */
export function collectExternal(
  result: Collected,
  limits: Limits,
  writerOf: WriterOf,
  files: ResultFiles,
  statementId: string,
): Collector {
  const counted = { bytes: 0 };
  let collections = 0;
  let writer: Writer | undefined;
  let file: ChunkFile | undefined;
  const write = async (bytes: Uint8Array): Promise<void> => {
    const chunk = result.chunks.at(-1);
    if (bytes.length === 0 || !chunk) return;
    await file?.write(bytes);
    chunk.bytes += bytes.length;
    result.bytes += bytes.length;
  };
  const close = async (): Promise<void> => {
    if (!file || !writer) return;
    await write(writer.end());
    await file.close();
    file = undefined;
  };
  const open = async (to: Writer): Promise<void> => {
    file = await files.create(statementId, result.chunks.length);
    result.chunks.push({ offset: result.rowCount, rowCount: 0, bytes: 0 });
    await write(to.begin(result.chunks.length === 1));
  };
  return {
    columns: (columns: readonly Column[]) => {
      writer = writerOf(columns);
    },
    add: async (batch) => {
      if (!writer) return false;
      const rows = within(batch, result, limits, counted);
      if (rows > 0) {
        const last = result.chunks.at(-1);
        if (!last || last.rowCount + rows > CHUNK_ROWS || last.bytes > CHUNK_BYTES) {
          await close();
          await open(writer);
        }
        const chunk = result.chunks.at(-1);
        await write(writer.rows(batch, rows, chunk?.rowCount === 0));
        if (chunk) chunk.rowCount += rows;
        result.rowCount += rows;
        if (Math.floor(result.rowCount / ROWS_A_COLLECTION) > collections) {
          collections += 1;
          collectGarbage(collections % MINOR_A_MAJOR === 0 ? 'major' : 'minor');
        }
      }
      result.truncated = rows < batch.rowCount;
      return !result.truncated;
    },
    end: close,
  };
}
