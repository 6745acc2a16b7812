import type { StatementResponse, StatementState } from '../../databricks-api/statements.ts';
import { type Column, typeText } from '../engine/dialect/types.ts';
import type { Row } from '../engine/run/engine.ts';

export type Chunk = { readonly rows: Row[]; readonly offset: number; bytes: number };

/** One statement from its request to an hour after its end. */
export type StatementRecord = {
  readonly id: string;
  state: StatementState;
  columns: readonly Column[];
  readonly chunks: Chunk[];
  rowCount: number;
  bytes: number;
  truncated: boolean;
  error?: { readonly message: string; readonly sqlState: string | undefined };
  finishedAt?: number;
  cancelled: boolean;
  interrupt?: () => void;
  /** Settles when the state is final. */
  readonly done: Promise<void>;
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  TINYINT: 'BYTE',
  SMALLINT: 'SHORT',
  BIGINT: 'LONG',
  VOID: 'NULL',
};

function wireColumn(column: Column, position: number) {
  const { type } = column;
  return {
    name: column.name,
    type_text: typeText(type),
    type_name: TYPE_NAMES[type.name] ?? type.name,
    position,
    ...(type.name === 'DECIMAL' && { type_precision: type.precision, type_scale: type.scale }),
  };
}

/** `result` of one chunk, with the way to the next. */
export function wireChunk(record: StatementRecord, index: number) {
  const chunk = record.chunks[index];
  if (!chunk) return {};
  const next = index + 1;
  return {
    chunk_index: index,
    row_offset: chunk.offset,
    row_count: chunk.rows.length,
    data_array: chunk.rows,
    ...(next < record.chunks.length && {
      next_chunk_index: next,
      next_chunk_internal_link: `/api/2.0/sql/statements/${record.id}/result/chunks/${next}?row_offset=${chunk.offset + chunk.rows.length}`,
    }),
  };
}

/** A statement as the API answers it; an SQL error is a FAILED state, not an HTTP error. */
export function wireStatement(record: StatementRecord): StatementResponse {
  const { id: statement_id, state } = record;
  if (state === 'FAILED' && record.error) {
    const { message, sqlState } = record.error;
    return {
      statement_id,
      status: {
        state,
        error: { error_code: 'BAD_REQUEST', message },
        ...(sqlState !== undefined && { sql_state: sqlState }),
      },
    };
  }
  if (state !== 'SUCCEEDED') return { statement_id, status: { state } };
  return {
    statement_id,
    status: { state },
    manifest: {
      format: 'JSON_ARRAY',
      schema: { column_count: record.columns.length, columns: record.columns.map(wireColumn) },
      total_chunk_count: record.chunks.length,
      total_row_count: record.rowCount,
      truncated: record.truncated,
      ...(record.chunks.length > 0 && {
        chunks: record.chunks.map((chunk, index) => ({
          chunk_index: index,
          row_offset: chunk.offset,
          row_count: chunk.rows.length,
        })),
      }),
    },
    result: wireChunk(record, 0),
  };
}
