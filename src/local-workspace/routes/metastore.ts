import type { Catalog } from '../engine/catalog/catalog.ts';
import { METASTORE_ID, WORKSPACE_ID } from '../engine/catalog/identity.ts';
import { METASTORE } from '../engine/grants/securable.ts';
import { accessOf } from '../services/access-of.ts';
import { invalidValue } from '../services/api-error.ts';
import { findSchema, missing } from '../services/find-entries.ts';
import { type Pages, page } from '../services/page.ts';
import type { Route, RouteRequest } from '../services/route.ts';

const BASE = '/api/2.1/unity-catalog';

/** Unity Catalog reads beside catalogs, schemas and tables. No volumes can be made here, so none are. */
export function metastoreRoutes(catalog: Catalog, pages: Pages): Route[] {
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path: `${BASE}${path}`, answer });
  const seeker = (user: RouteRequest['user'], query: URLSearchParams) => ({
    access: accessOf(catalog, user),
    browse: query.get('include_browse') === 'true',
  });
  return [
    get('/volumes', ({ query, user }) => {
      const [catalogName, schema] = [query.get('catalog_name'), query.get('schema_name')];
      if (!catalogName || !schema) throw invalidValue('Missing required field: catalog_name and schema_name');
      const found = findSchema(catalog, catalogName, schema, seeker(user, query));
      const { items, ...next } = page([], { query, user }, `volumes ${found.name}`, pages);
      return { json: { volumes: items, ...next } };
    }),
    get('/volumes/:full_name', ({ params, query, user }) => {
      const [catalogName = '', schema = ''] = (params.full_name ?? '').split('.');
      findSchema(catalog, catalogName, schema, seeker(user, query));
      throw missing('Volume', params.full_name ?? '');
    }),
    get('/current-metastore-assignment', () => ({
      json: { metastore_id: METASTORE_ID, workspace_id: Number(WORKSPACE_ID), default_catalog_name: 'main' },
    })),
    get('/metastore_summary', () => ({
      json: {
        metastore_id: METASTORE_ID,
        name: 'local',
        owner: catalog.grants.ownerOf(METASTORE),
        cloud: 'local',
        region: 'local',
        global_metastore_id: `local:local:${METASTORE_ID}`,
        privilege_model_version: '1.0',
      },
    })),
  ];
}
