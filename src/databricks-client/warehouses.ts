import { defaultWarehouseOverride, warehouse, warehouseList } from '../databricks-api/warehouses.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const root = '/api/2.0/sql/warehouses';

/** The SQL warehouses that the signed-in user may use. */
export function listWarehouses(client: DatabricksClient, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: root,
        query: { skip_cannot_use: 'true', page_token: token },
        answer: warehouseList,
        signal,
      }),
    (page) => page.warehouses,
  );
}

/** One SQL warehouse; `default` stands for the workspace's own default. */
export function getWarehouse(client: DatabricksClient, id: string, signal: AbortSignal) {
  return request(client, { method: 'GET', path: `${root}/${encodeURIComponent(id)}`, answer: warehouse, signal });
}

/** The default that the signed-in user has chosen in the workspace. 404 where there is none. */
export function getDefaultOverride(client: DatabricksClient, signal: AbortSignal) {
  const path = '/api/warehouses/v1/default-warehouse-overrides/me';
  return request(client, { method: 'GET', path, answer: defaultWarehouseOverride, signal });
}
