import type { StatementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { arrowChunks, batches } from './batches.ts';
import { oneArrowStream } from './result-files/one-arrow-stream.ts';
import type { Result } from './statement.ts';
import type { Warehouse } from './warehouse.ts';

/** The result of a statement that succeeded; its rows are fetched as they are asked for. */
export function resultOf(
  client: DatabricksClient,
  last: StatementResponse,
  warehouse: Warehouse,
  rowLimit: number | undefined,
): Result {
  const { schema, total_row_count: rowCount, truncated } = last.manifest ?? {};
  return {
    statementId: last.statement_id,
    warehouse,
    columns: schema?.columns ?? [],
    rowCount,
    ...(truncated ? { cutBy: rowCount === rowLimit ? 'row_limit' : 'byte_limit' } : {}),
    batches: (signal) => batches(client, last, signal),
    arrow: (signal) => oneArrowStream(arrowChunks(client, last, signal), client.host),
  };
}
