import type { ExternalLink, Row, StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { externalBytes, externalRows } from '../databricks-client/external-links.ts';
import { chunksOf } from './chunks.ts';
import { externalChunk } from './external-chunk.ts';

/** The rows of a finished statement, chunk by chunk, in order. Throws `databricks.odd_result` where they are not all. */
export async function* batches(
  client: DatabricksClient,
  finished: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  for await (const chunk of chunksOf(client, finished, signal)) {
    if ('rows' in chunk) yield chunk.rows;
    else yield* externalRows(client, chunkOf(client, finished, chunk.link), signal);
  }
}

/** The bytes of a finished statement's chunks, each an Arrow IPC stream. Throws as `batches` does. */
export async function* arrowChunks(
  client: DatabricksClient,
  finished: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  for await (const chunk of chunksOf(client, finished, signal)) {
    if ('link' in chunk) yield externalBytes(client, chunkOf(client, finished, chunk.link), signal);
  }
}

function chunkOf(client: DatabricksClient, { statement_id: id }: StatementResponse, link: ExternalLink) {
  return externalChunk(client, id, link.chunk_index, link);
}
