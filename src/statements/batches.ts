import type { ExternalLink, ResultData, Row, StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { externalBytes, externalRows } from '../databricks-client/external-links.ts';
import { getResultChunk } from '../databricks-client/statements.ts';
import { externalChunk } from './external-chunk.ts';

/** The rows of a finished statement, chunk by chunk, in order. */
export async function* batches(
  client: DatabricksClient,
  finished: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  for await (const { data_array: rows, external_links: links = [] } of chunks(client, finished, signal)) {
    if (rows !== undefined) yield rows;
    for (const link of links) yield* externalRows(client, chunkOf(client, finished, link), signal);
  }
}

/** The bytes of a finished statement's chunks, each an Arrow IPC stream. */
export async function* arrowChunks(
  client: DatabricksClient,
  finished: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  for await (const { external_links: links = [] } of chunks(client, finished, signal)) {
    for (const link of links) yield externalBytes(client, chunkOf(client, finished, link), signal);
  }
}

async function* chunks(
  client: DatabricksClient,
  { statement_id: id, result }: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<ResultData> {
  let chunk = result;
  while (chunk !== undefined) {
    yield chunk;
    const next: number | undefined = chunk.next_chunk_index ?? chunk.external_links?.at(-1)?.next_chunk_index;
    chunk = next === undefined ? undefined : await getResultChunk(client, id, next, signal);
  }
}

function chunkOf(client: DatabricksClient, { statement_id: id }: StatementResponse, link: ExternalLink) {
  return externalChunk(client, id, link.chunk_index, link);
}
