import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { submitStatement } from '../databricks-client/statements.ts';
import type { Allowed } from '../sql-guard/verdict.ts';
import type { Statement } from './statement.ts';

/** A result that is read and not saved is cut here: well below the 25 MiB that the workspace refuses to send inline. */
const inlineBytes = 8 * 1024 * 1024;

const dispositions = {
  inline: { disposition: 'INLINE', format: 'JSON_ARRAY', byte_limit: inlineBytes },
  whole: { disposition: 'INLINE', format: 'JSON_ARRAY' },
  links: { disposition: 'EXTERNAL_LINKS', format: 'JSON_ARRAY' },
  arrow: { disposition: 'EXTERNAL_LINKS', format: 'ARROW_STREAM' },
} as const;

/** Sends what the guard re-emitted of a statement, never the original. */
export function submit(
  client: DatabricksClient,
  { parameters, catalog, schema, rowLimit, results, tags }: Statement,
  { sent }: Allowed,
  warehouseId: string,
  lastAttempt: AbortSignal,
): Promise<StatementResponse> {
  const body = {
    statement: sent.text,
    warehouse_id: warehouseId,
    // The identifier is wanted at once: without it a statement cannot be cancelled.
    wait_timeout: '0s',
    on_wait_timeout: 'CONTINUE',
    ...dispositions[results],
    query_tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    ...(rowLimit === undefined ? {} : { row_limit: rowLimit }),
    ...(parameters === undefined ? {} : { parameters: [...parameters] }),
    ...(catalog === undefined ? {} : { catalog }),
    ...(schema === undefined ? {} : { schema }),
  } as const;
  return submitStatement(client, body, lastAttempt);
}
