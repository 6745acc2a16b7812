import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getResultChunk } from '../databricks-client/statements.ts';
import type { Row } from './statement.ts';

/** The rows of a finished statement, chunk by chunk, in order. */
export async function* batches(
  client: DatabricksClient,
  { statement_id: id, result }: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let chunk = result;
  while (chunk !== undefined) {
    if (chunk.data_array !== undefined) yield chunk.data_array;
    const next: number | undefined = chunk.next_chunk_index;
    chunk = next === undefined ? undefined : await getResultChunk(client, id, next, signal);
  }
}
