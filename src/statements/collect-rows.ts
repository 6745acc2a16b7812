import type { ResultColumn, StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getResultChunk } from '../databricks-client/statements.ts';

export type Row = readonly (string | null)[];

export type StatementResult = {
  readonly statementId: string;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  /** Whether the warehouse held rows back because of the row limit. */
  readonly truncated: boolean;
};

/** All chunks of a finished statement, in order. The row limit of the statement bounds them. */
export async function collectRows(
  client: DatabricksClient,
  finished: StatementResponse,
  signal: AbortSignal,
): Promise<StatementResult> {
  const rows: Row[] = [...(finished.result?.data_array ?? [])];
  let next = finished.result?.next_chunk_index;
  while (next !== undefined) {
    const chunk = await getResultChunk(client, finished.statement_id, next, signal);
    rows.push(...(chunk.data_array ?? []));
    next = chunk.next_chunk_index;
  }
  return {
    statementId: finished.statement_id,
    columns: finished.manifest?.schema.columns ?? [],
    rows,
    truncated: finished.manifest?.truncated ?? false,
  };
}
