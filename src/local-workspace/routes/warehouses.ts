import { ApiError } from '../services/api-error.ts';
import type { Route } from '../services/route.ts';

/** The one SQL warehouse, always RUNNING. */
export const WAREHOUSE_ID = '10ca1000000000ff';

function warehouse(creator: string, host: string) {
  const { hostname, port } = new URL(host);
  const path = `/sql/1.0/warehouses/${WAREHOUSE_ID}`;
  return {
    id: WAREHOUSE_ID,
    name: 'Local Warehouse',
    state: 'RUNNING',
    cluster_size: '2X-Small',
    warehouse_type: 'PRO',
    enable_serverless_compute: true,
    enable_photon: false,
    auto_stop_mins: 0,
    min_num_clusters: 1,
    max_num_clusters: 1,
    num_clusters: 1,
    num_active_sessions: 0,
    creator_name: creator,
    odbc_params: { hostname, path, port: Number(port), protocol: 'http' },
    health: { status: 'HEALTHY' },
  };
}

function missing(id: string): ApiError {
  return new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
}

/** SQL warehouses, `/api/2.0/sql/warehouses`. */
export function warehouseRoutes(host: () => string): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/2.0/sql/warehouses',
      answer: ({ user }) => ({ json: { warehouses: [warehouse(user.userName, host())] } }),
    },
    {
      method: 'GET',
      path: '/api/2.0/sql/warehouses/:id',
      // `default` has no answer: the CLI then goes on to the list (facts §2).
      answer: ({ params, user }) => {
        if (params.id !== WAREHOUSE_ID) throw missing(params.id ?? '');
        return { json: warehouse(user.userName, host()) };
      },
    },
    {
      method: 'GET',
      path: '/api/warehouses/v1/default-warehouse-overrides/me',
      answer: () => {
        throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', 'No default warehouse override for this user.');
      },
    },
  ];
}
