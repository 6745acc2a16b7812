import { LakegooseError } from '../base/errors.ts';
import type { ExternalLink } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import type { ExternalChunk } from '../databricks-client/external-links.ts';
import { getResultChunk } from '../databricks-client/statements.ts';

/**
 * A chunk of a statement that succeeded with EXTERNAL_LINKS, for `externalRows` and `externalBytes`. `link` is the one
 * that came with the statement, where it did.
 */
export function externalChunk(
  client: DatabricksClient,
  statementId: string,
  chunkIndex: number,
  link?: ExternalLink,
): ExternalChunk {
  const freshLink = async (signal: AbortSignal): Promise<ExternalLink> => {
    const answer = await getResultChunk(client, statementId, chunkIndex, signal);
    const found = answer.external_links?.find((one) => one.chunk_index === chunkIndex);
    if (found === undefined) throw new LakegooseError('databricks.odd_result', { host: client.host });
    return found;
  };
  return { freshLink, ...(link === undefined ? {} : { link }) };
}
