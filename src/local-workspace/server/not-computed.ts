import { ApiError } from '../services/api-error.ts';
import type { Route } from '../services/route.ts';
import { paramsOf } from './match-route.ts';

/** Families of Databricks' REST API that exist there and are not computed here: 501, not 404. */
export const NOT_COMPUTED: readonly string[] = [
  '/oidc/',
  '/api/1.2/',
  '/api/2.0/clusters',
  '/api/2.1/clusters',
  '/api/2.0/jobs',
  '/api/2.1/jobs',
  '/api/2.2/jobs',
  '/api/2.0/workspace/',
  '/api/2.0/workspace-files/',
  '/api/2.0/repos',
  '/api/2.0/dbfs/',
  '/api/2.0/fs/',
  '/api/2.0/pipelines',
  '/api/2.0/mlflow/',
  '/api/2.0/permissions/',
  '/api/2.0/secrets/',
  '/api/2.0/lakeview/',
  '/api/2.0/genie/',
  '/api/2.0/vector-search/',
  '/api/2.0/apps',
  '/api/2.0/tokens/',
  '/api/2.0/token-management/',
  '/api/2.0/preview/scim/v2/',
  '/api/2.0/sql/queries',
  '/api/2.0/sql/alerts',
  '/api/2.0/lineage-tracking/external-lineage',
  '/api/2.0/lineage-tracking/external-metadata',
  '/api/2.1/unity-catalog/models',
  '/api/2.1/unity-catalog/external-locations',
  '/api/2.1/unity-catalog/storage-credentials',
  '/api/2.1/marketplace-',
];

const LISTS = ['catalogs', 'schemas', 'tables'].map((list) => `/api/2.1/unity-catalog/${list}`);

/** Calls that exist there beside the ones computed here. POST on lineage-tracking is none: it answers 404 there too. */
export const REFUSED: readonly Pick<Route, 'method' | 'path'>[] = [
  { method: 'POST', path: '/api/2.0/sql/warehouses' },
  { method: 'POST', path: '/api/2.0/sql/warehouses/:id/edit' },
  { method: 'DELETE', path: '/api/2.0/sql/warehouses/:id' },
  ...LISTS.flatMap((path): Pick<Route, 'method' | 'path'>[] => [
    { method: 'POST', path },
    { method: 'DELETE', path: `${path}/:full_name` },
  ]),
  { method: 'POST', path: '/api/2.0/serving-endpoints' },
  { method: 'DELETE', path: '/api/2.0/serving-endpoints/:name' },
];

/** The refusal of a path that no route answers; `known` says that the path has a route for another method. */
export function noRoute(method: string, path: string, known: boolean): ApiError {
  const isFamily = !known && NOT_COMPUTED.some((prefix) => path.startsWith(prefix));
  if (isFamily || REFUSED.some((call) => call.method === method && paramsOf(call, path) !== undefined)) {
    return new ApiError(
      501,
      'NOT_IMPLEMENTED',
      `'${method} ${path}' exists in Databricks, but this is the local workspace, which does not compute it.`,
    );
  }
  return new ApiError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${method} ${path}'`);
}
