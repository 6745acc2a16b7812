import type { Column } from '../../engine/dialect/types.ts';
import type { Batch } from '../../engine/run/batch.ts';
import { type Chunk, type Collected, type Collector, type Limits, ResultError } from './collector.ts';
import { jsonRow } from './json-rows.ts';

const INLINE_LIMIT = 26_214_400;
const CHUNK_BYTES = 4_000_000;
const CHUNK_ROWS = 50_000;

/** The real refusal of an INLINE result over 25 MiB, on whose text clients retry (facts `databricks-api.md` §1). */
const TOO_LARGE = `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${INLINE_LIMIT} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`;

/** The chunk that takes the next row of so many bytes. */
function chunkFor(result: Collected, bytes: number): Chunk {
  const last = result.chunks.at(-1);
  if (last && last.rowCount < CHUNK_ROWS && last.bytes + bytes <= CHUNK_BYTES) return last;
  const chunk = { json: [], offset: result.rowCount, rowCount: 0, bytes: 0 };
  result.chunks.push(chunk);
  return chunk;
}

function addRows(result: Collected, batch: Batch, columns: readonly Column[], limits: Limits): boolean {
  let chunk: Chunk | undefined;
  let text = '';
  const hold = (): void => {
    if (text !== '') chunk?.json?.push(Buffer.from(text));
    text = '';
  };
  for (let index = 0; index < batch.rowCount; index += 1) {
    const row = jsonRow(batch, columns, index);
    const bytes = Buffer.byteLength(row) + 1;
    if (result.rowCount >= limits.rows || result.bytes + bytes > limits.bytes) {
      result.truncated = true;
      hold();
      return false;
    }
    if (result.bytes + bytes > INLINE_LIMIT) throw new ResultError('BAD_REQUEST', TOO_LARGE);
    const next = chunkFor(result, bytes);
    if (next !== chunk) hold();
    chunk = next;
    text += chunk.rowCount > 0 ? `,${row}` : row;
    chunk.rowCount += 1;
    chunk.bytes += bytes;
    result.rowCount += 1;
    result.bytes += bytes;
  }
  hold();
  return true;
}

/** Keeps an INLINE result in memory as the JSON it is sent as, in chunks, up to the limits of the request and the API. */
export function collectInline(result: Collected, limits: Limits): Collector {
  let columns: readonly Column[] = [];
  return {
    columns: (known) => {
      columns = known;
    },
    add: (batch) => addRows(result, batch, columns, limits),
    end: () => undefined,
  };
}
