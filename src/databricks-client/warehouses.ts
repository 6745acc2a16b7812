import { warehouseList } from '../databricks-api/warehouses.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

/** The SQL warehouses that the signed-in user may use. */
export function listWarehouses(client: DatabricksClient, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: '/api/2.0/sql/warehouses',
        query: { skip_cannot_use: 'true', page_token: token },
        answer: warehouseList,
        signal,
      }),
    (page) => page.warehouses,
  );
}
