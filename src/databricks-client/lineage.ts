import { columnLineage, tableLineage } from '../databricks-api/lineage.ts';
import type { DatabricksClient } from './client.ts';
import { request } from './request.ts';

const root = '/api/2.0/lineage-tracking';

/** One hop, both directions. The query string and not a body, since `fetch` sends no body with a GET. */
export function getTableLineage(client: DatabricksClient, table: string, signal: AbortSignal) {
  const query = { table_name: table, include_entity_lineage: 'true' };
  return request(client, { method: 'GET', path: `${root}/table-lineage`, query, answer: tableLineage, signal });
}

export function getColumnLineage(client: DatabricksClient, table: string, column: string, signal: AbortSignal) {
  const query = { table_name: table, column_name: column };
  return request(client, { method: 'GET', path: `${root}/column-lineage`, query, answer: columnLineage, signal });
}
