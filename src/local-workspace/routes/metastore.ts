import type { Catalog } from '../engine/catalog/catalog.ts';
import { METASTORE_ID, OWNER, WORKSPACE_ID } from '../engine/catalog/identity.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import { type Pages, page } from '../services/page.ts';
import type { Route } from '../services/route.ts';
import { findCatalog, findSchema, findTable, missing, privileges } from '../services/unity-catalog-service.ts';

const BASE = '/api/2.1/unity-catalog';

function notComputed(what: string): ApiError {
  return new ApiError(
    501,
    'NOT_IMPLEMENTED',
    `${what} exist in Databricks, but this is the local workspace, which does not compute them.`,
  );
}

/** The catalog of a securable that exists. */
function catalogOf(catalog: Catalog, type: string, name: string) {
  const [catalogName = '', schema = ''] = name.split('.');
  switch (type.toLowerCase()) {
    case 'catalog':
      return findCatalog(catalog, name);
    case 'schema':
      return findCatalog(catalog, findSchema(catalog, catalogName, schema).catalog);
    case 'table':
      return findCatalog(catalog, findTable(catalog, name).catalog);
    default:
      throw notComputed(`Permissions on a ${type}`);
  }
}

/** Unity Catalog reads beside catalogs, schemas and tables. No functions or volumes can be made here, so none are. */
export function metastoreRoutes(catalog: Catalog, pages: Pages): Route[] {
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path: `${BASE}${path}`, answer });
  const nothing = (key: 'functions' | 'volumes', kind: 'Function' | 'Volume'): Route[] => [
    get(`/${key}`, ({ query }) => {
      const [catalogName, schema] = [query.get('catalog_name'), query.get('schema_name')];
      if (!catalogName || !schema) throw invalidValue('Missing required field: catalog_name and schema_name');
      const { items, ...next } = page([], query, `${key} ${findSchema(catalog, catalogName, schema).name}`, pages);
      return { json: { [key]: items, ...next } };
    }),
    get(`/${key}/:full_name`, ({ params }) => {
      const [catalogName = '', schema = ''] = (params.full_name ?? '').split('.');
      findSchema(catalog, catalogName, schema);
      throw missing(kind, params.full_name ?? '');
    }),
  ];
  return [
    ...nothing('functions', 'Function'),
    ...nothing('volumes', 'Volume'),
    get('/current-metastore-assignment', () => ({
      json: { metastore_id: METASTORE_ID, workspace_id: Number(WORKSPACE_ID), default_catalog_name: 'main' },
    })),
    get('/metastore_summary', () => ({
      json: {
        metastore_id: METASTORE_ID,
        name: 'local',
        owner: OWNER,
        cloud: 'local',
        region: 'local',
        global_metastore_id: `local:local:${METASTORE_ID}`,
        privilege_model_version: '1.0',
      },
    })),
    get('/effective-permissions/:securable_type/:full_name', ({ params, query, user }) => {
      const within = catalogOf(catalog, params.securable_type ?? '', params.full_name ?? '');
      const principal = query.get('principal') ?? user.userName;
      if (principal !== user.userName) throw notComputed('Permissions of other principals');
      return { json: { privilege_assignments: [{ principal, privileges: privileges(within) }] } };
    }),
  ];
}
