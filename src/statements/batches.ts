import type { ExternalLink, StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { externalRows } from '../databricks-client/external-links.ts';
import { getResultChunk } from '../databricks-client/statements.ts';
import { externalChunk } from './external-chunk.ts';
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
    const links: readonly ExternalLink[] = chunk.external_links ?? [];
    for (const link of links) yield* externalRows(client, externalChunk(client, id, link.chunk_index, link), signal);
    const next: number | undefined = chunk.next_chunk_index ?? links.at(-1)?.next_chunk_index;
    chunk = next === undefined ? undefined : await getResultChunk(client, id, next, signal);
  }
}
