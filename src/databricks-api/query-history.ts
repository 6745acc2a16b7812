import { z } from 'zod';

/** Query history, `GET /api/2.0/sql/history/queries`. Source: databricks-sdk-py `service/sql.py`, QueryInfo. */
export const queryInfo = z.looseObject({
  query_id: z.string(),
  /** QUEUED STARTED COMPILING COMPILED RUNNING FINISHED CANCELED FAILED. */
  status: z.string(),
  query_text: z.string().optional(),
  statement_type: z.string().optional(),
  /** Milliseconds since 1970. */
  query_start_time_ms: z.number().int().optional(),
  query_end_time_ms: z.number().int().optional(),
  /** Milliseconds. */
  duration: z.number().int().optional(),
  user_id: z.number().optional(),
  user_name: z.string().optional(),
  warehouse_id: z.string().optional(),
  client_application: z.string().optional(),
  rows_produced: z.number().int().optional(),
  error_message: z.string().optional(),
  is_final: z.boolean().optional(),
  query_tags: z.array(z.looseObject({ key: z.string(), value: z.string().optional() })).optional(),
});
export type QueryInfo = z.infer<typeof queryInfo>;

export const queryHistory = z.looseObject({
  res: z.array(queryInfo).optional(),
  has_next_page: z.boolean().optional(),
  next_page_token: z.string().optional(),
});
