import type { StatementResponse } from '../../databricks-api/statements.ts';
import { type Column, typeText, wireTypeName } from '../engine/dialect/types.ts';
import type { ExternalLinks } from './external-links.ts';
import { JsonText } from './json-text.ts';
import type { Chunk } from './results/collector.ts';
import { isExternal, type StatementRecord } from './statement-record.ts';

const [OPEN, CLOSE] = [Buffer.from('['), Buffer.from(']')];

/** As the API answers it, where the rows of INLINE are JSON already. */
type WireStatement = Omit<StatementResponse, 'result'> & { readonly result?: ReturnType<typeof wireChunk> };

function wireColumn(column: Column, position: number) {
  const { type } = column;
  return {
    name: column.name,
    type_text: typeText(type),
    type_name: wireTypeName(type),
    position,
    ...(type.name === 'DECIMAL' && { type_precision: type.precision, type_scale: type.scale }),
  };
}

/** A chunk in the manifest; the bytes of INLINE results are not told (facts `databricks-api.md` §1). */
function wireChunkInfo(record: StatementRecord, chunk: Chunk, index: number) {
  return {
    chunk_index: index,
    row_offset: chunk.offset,
    row_count: chunk.rowCount,
    ...(isExternal(record) && { byte_count: chunk.bytes }),
  };
}

/** `result` of one chunk, its rows or a link to them, with the way to the next. */
export function wireChunk(record: StatementRecord, index: number, links: ExternalLinks) {
  const { chunks } = record.result;
  const chunk = chunks[index];
  if (!chunk) return {};
  const next = index + 1;
  const info = {
    ...wireChunkInfo(record, chunk, index),
    ...(next < chunks.length && {
      next_chunk_index: next,
      next_chunk_internal_link: `/api/2.0/sql/statements/${record.id}/result/chunks/${next}?row_offset=${chunk.offset + chunk.rowCount}`,
    }),
  };
  return isExternal(record)
    ? { external_links: [{ ...info, ...links.make(record.id, index) }] }
    : { ...info, data_array: new JsonText([OPEN, ...(chunk.json ?? []), CLOSE]) };
}

/** A statement as the API answers it; an SQL error is a FAILED state, not an HTTP error. */
export function wireStatement(record: StatementRecord, links: ExternalLinks): WireStatement {
  const { id: statement_id, state, result } = record;
  if (state === 'FAILED' && record.error) {
    const { code: error_code, message, sqlState } = record.error;
    const sql_state = sqlState === undefined ? {} : { sql_state: sqlState };
    return { statement_id, status: { state, error: { error_code, message }, ...sql_state } };
  }
  if (state !== 'SUCCEEDED') return { statement_id, status: { state } };
  const { chunks } = result;
  return {
    statement_id,
    status: { state },
    manifest: {
      format: record.asked.format ?? 'JSON_ARRAY',
      schema: { column_count: record.columns.length, columns: record.columns.map(wireColumn) },
      total_chunk_count: chunks.length,
      total_row_count: result.rowCount,
      ...(isExternal(record) && { total_byte_count: result.bytes }),
      truncated: result.truncated,
      ...(chunks.length > 0 && { chunks: chunks.map((chunk, index) => wireChunkInfo(record, chunk, index)) }),
    },
    result: wireChunk(record, 0, links),
  };
}
