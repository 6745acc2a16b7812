import { z } from 'zod';
import { int64 } from './int64.ts';

/**
 * SQL Statement Execution API, `/api/2.0/sql/statements`.
 * Source: databricks-sdk-go `service/sql/model.go`, databricks-sdk-py `service/sql.py` (facts `databricks-api.md` §1).
 */
export const statementState = z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'CLOSED']);
export type StatementState = z.infer<typeof statementState>;

/** A named parameter, `:name` in the text. No value, or null, is NULL. `type` is a SQL type name, STRING by default. */
export const statementParameter = z.looseObject({
  name: z.string(),
  value: z.string().nullish(),
  type: z.string().optional(),
});
export type StatementParameter = z.infer<typeof statementParameter>;

export const executeStatementRequest = z.looseObject({
  statement: z.string(),
  warehouse_id: z.string(),
  catalog: z.string().optional(),
  schema: z.string().optional(),
  /** `"0s"`, or `"5s"` to `"50s"`. */
  wait_timeout: z.string().optional(),
  on_wait_timeout: z.enum(['CONTINUE', 'CANCEL']).optional(),
  disposition: z.enum(['INLINE', 'EXTERNAL_LINKS']).optional(),
  format: z.enum(['JSON_ARRAY', 'ARROW_STREAM', 'CSV']).optional(),
  row_limit: int64().optional(),
  byte_limit: int64().optional(),
  parameters: z.array(statementParameter).optional(),
  query_tags: z.array(z.looseObject({ key: z.string(), value: z.string().optional() })).optional(),
});
export type ExecuteStatementRequest = z.infer<typeof executeStatementRequest>;

export const resultColumn = z.looseObject({
  name: z.string(),
  /** 0-based. */
  position: z.number().int(),
  /** `LONG` where the SQL type is BIGINT. */
  type_name: z.string(),
  /** The SQL type, such as `DECIMAL(18,2)`. */
  type_text: z.string(),
  type_precision: z.number().int().optional(),
  type_scale: z.number().int().optional(),
});
export type ResultColumn = z.infer<typeof resultColumn>;

/** Every cell is a string or null, whatever its type. */
export type Row = readonly (string | null)[];
export const dataArray = z.array(z.array(z.string().nullable()));

/** Valid for at most 15 minutes; fetched without an Authorization header and with `http_headers`. Never to be logged. */
export const externalLink = z.looseObject({
  external_link: z.string(),
  expiration: z.string(),
  chunk_index: z.number().int(),
  row_offset: z.number().int(),
  row_count: z.number().int(),
  byte_count: z.number().int().optional(),
  http_headers: z.record(z.string(), z.string()).optional(),
  next_chunk_index: z.number().int().optional(),
  next_chunk_internal_link: z.string().optional(),
});
export type ExternalLink = z.infer<typeof externalLink>;

/** Either `data_array` (INLINE) or `external_links`. */
export const resultData = z.looseObject({
  chunk_index: z.number().int().optional(),
  row_offset: z.number().int().optional(),
  row_count: z.number().int().optional(),
  data_array: dataArray.optional(),
  external_links: z.array(externalLink).optional(),
  next_chunk_index: z.number().int().optional(),
  next_chunk_internal_link: z.string().optional(),
});
export type ResultData = z.infer<typeof resultData>;

export const resultManifest = z.looseObject({
  format: z.string().optional(),
  schema: z.looseObject({ column_count: z.number().int(), columns: z.array(resultColumn).optional() }),
  total_chunk_count: z.number().int().optional(),
  total_row_count: z.number().int().optional(),
  /** Absent for INLINE. */
  total_byte_count: z.number().int().optional(),
  truncated: z.boolean().optional(),
  chunks: z
    .array(z.looseObject({ chunk_index: z.number().int(), row_offset: z.number().int(), row_count: z.number().int() }))
    .optional(),
});
export type ResultManifest = z.infer<typeof resultManifest>;

/** An SQL error is HTTP 200 with state FAILED. `message` reads `[CLASS] text SQLSTATE: xxxxx; line n pos m`. */
export const statementStatus = z.looseObject({
  state: statementState,
  sql_state: z.string().optional(),
  error: z.looseObject({ error_code: z.string().optional(), message: z.string().optional() }).optional(),
});

export const statementResponse = z.looseObject({
  statement_id: z.string(),
  status: statementStatus,
  manifest: resultManifest.optional(),
  result: resultData.optional(),
});
export type StatementResponse = z.infer<typeof statementResponse>;
