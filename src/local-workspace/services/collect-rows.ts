import type { Row } from '../engine/run/engine.ts';
import type { StatementRecord } from './statement-record.ts';

const INLINE_LIMIT = 26_214_400;
const CHUNK_BYTES = 4_000_000;
const CHUNK_ROWS = 50_000;

/** The real refusal of an INLINE result over 25 MiB, on whose text clients retry (facts `databricks-api.md` §1). */
export class InlineLimitError extends Error {
  override readonly name = 'InlineLimitError';
  constructor() {
    super(
      `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${INLINE_LIMIT} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`,
    );
  }
}

function rowBytes(row: Row): number {
  let bytes = 3;
  for (const cell of row) bytes += cell === null ? 5 : Buffer.byteLength(cell) + 3;
  return bytes;
}

/** Adds rows to a statement's chunks up to its limits; false when no more are wanted. */
export function collectRows(
  record: StatementRecord,
  rows: readonly Row[],
  limits: { rows: number; bytes: number },
): boolean {
  for (const row of rows) {
    const bytes = rowBytes(row);
    if (record.rowCount >= limits.rows || record.bytes + bytes > limits.bytes) {
      record.truncated = true;
      return false;
    }
    if (record.bytes + bytes > INLINE_LIMIT) throw new InlineLimitError();
    let chunk = record.chunks.at(-1);
    if (!chunk || chunk.rows.length >= CHUNK_ROWS || chunk.bytes + bytes > CHUNK_BYTES) {
      chunk = { rows: [], offset: record.rowCount, bytes: 0 };
      record.chunks.push(chunk);
    }
    chunk.rows.push(row);
    chunk.bytes += bytes;
    record.rowCount += 1;
    record.bytes += bytes;
  }
  return !record.cancelled;
}
