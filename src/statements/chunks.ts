import { LakegooseError } from '../base/errors.ts';
import type { ExternalLink, ResultData, ResultManifest, Row, StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { getResultChunk } from '../databricks-client/statements.ts';

/** A chunk of a result: its rows, or a link to them. */
type Chunk = { readonly rows: readonly Row[] } | { readonly link: ExternalLink };

/**
 * All chunks of a finished statement, in order. What is not whole is not passed off as whole: throws
 * `databricks.odd_result` as soon as they are not those that the manifest tells of, at the latest instead of an end.
 */
export async function* chunksOf(
  client: DatabricksClient,
  { statement_id: id, manifest, result }: StatementResponse,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const chunkCount = manifest?.total_chunk_count;
  const rowCount = rowsToCome(manifest);
  const odd = () => new LakegooseError('databricks.odd_result', { host: client.host });
  let [index, rows] = [0, 0];
  for (let data = result; data !== undefined; ) {
    for (const { place, count, chunk } of chunksIn(data)) {
      const { chunk_index: itsIndex = index, row_offset: itsOffset = rows, row_count: itsCount = count } = place;
      if (itsIndex !== index || itsOffset !== rows || itsCount !== count) throw odd();
      index++;
      rows += count;
      if (rows > (rowCount ?? rows)) throw odd();
      yield chunk;
    }
    const next: number | undefined = data.external_links?.at(-1)?.next_chunk_index ?? data.next_chunk_index;
    // One that points backwards would be read over and over again.
    if (next !== undefined && (next !== index || next >= (chunkCount ?? next + 1))) throw odd();
    data = next === undefined ? undefined : await getResultChunk(client, id, next, signal);
  }
  // Without rows there may be one empty chunk or none (facts `databricks-api.md` §1).
  const isEmpty = rows === 0 && (chunkCount ?? 0) <= 1;
  if (rows !== (rowCount ?? rows) || (!isEmpty && index !== (chunkCount ?? index))) throw odd();
}

type Placed = {
  readonly place: Pick<ResultData, 'chunk_index' | 'row_offset' | 'row_count'>;
  readonly count: number;
  readonly chunk: Chunk;
};

function chunksIn(data: ResultData): readonly Placed[] {
  const { data_array: rows, external_links: links = [] } = data;
  return [
    ...(rows === undefined ? [] : [{ place: data, count: rows.length, chunk: { rows } }]),
    ...links.map((link) => ({ place: link, count: link.row_count, chunk: { link } })),
  ];
}

/** Where a limit has held rows back, the total might be that of all of them: then the chunks alone tell. */
function rowsToCome({ total_row_count: total, truncated, chunks }: Partial<ResultManifest> = {}): number | undefined {
  return truncated ? chunks?.reduce((sum, { row_count: count }) => sum + count, 0) : total;
}
