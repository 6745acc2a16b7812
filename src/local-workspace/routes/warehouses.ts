import { ApiError } from '../services/api-error.ts';
import { LOCAL_USER } from '../services/local-user.ts';
import { page } from '../services/page.ts';
import type { Route } from '../services/route.ts';
import type { WarehouseService } from '../services/warehouse-service.ts';
import { WAREHOUSE_ID, type Warehouse } from '../services/warehouses.ts';

const PATH = '/api/2.0/sql/warehouses';

/** SQL warehouses, `/api/2.0/sql/warehouses`. */
export function warehouseRoutes(warehouses: WarehouseService, host: () => string): Route[] {
  const wire = ({ id, name }: Warehouse) => {
    const { hostname, port } = new URL(host());
    const path = `/sql/1.0/warehouses/${id}`;
    const state = warehouses.state(id);
    return {
      id,
      name,
      state,
      cluster_size: '2X-Small',
      warehouse_type: 'PRO',
      enable_serverless_compute: true,
      enable_photon: false,
      auto_stop_mins: warehouses.autoStopMinutes,
      min_num_clusters: 1,
      max_num_clusters: 1,
      num_clusters: state === 'RUNNING' ? 1 : 0,
      num_active_sessions: warehouses.sessions(id),
      creator_name: LOCAL_USER.userName,
      odbc_params: { hostname, path, port: Number(port), protocol: 'http' },
      ...(state === 'RUNNING' && { health: { status: 'HEALTHY' } }),
    };
  };
  return [
    {
      method: 'GET',
      path: PATH,
      // `skip_cannot_use` is what the Databricks CLI asks with; without it the list is of all there are (facts §2).
      answer: ({ query, user }) => {
        const usable = warehouses.list(user, query.get('skip_cannot_use') === 'true');
        const { items, ...next } = page(
          usable,
          { query, user },
          'warehouses',
          { emptyFirst: false },
          1000,
          'page_size',
        );
        return { json: { warehouses: items.map(wire), ...next } };
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:id`,
      // The Databricks CLI asks for the id `default` first (libs/databrickscfg/cfgpickers/warehouses.go).
      answer: ({ params: { id = '' }, user }) => ({
        json: wire(warehouses.find(id === 'default' ? WAREHOUSE_ID : id, user)),
      }),
    },
    ...(['start', 'stop'] as const).map(
      (verb): Route => ({
        method: 'POST',
        path: `${PATH}/:id/${verb}`,
        answer: ({ params: { id = '' }, user }) => {
          warehouses[verb](warehouses.find(id, user).id);
          return { json: {} };
        },
      }),
    ),
    {
      method: 'GET',
      path: '/api/warehouses/v1/default-warehouse-overrides/me',
      answer: () => {
        throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', 'No default warehouse override for this user.');
      },
    },
  ];
}
