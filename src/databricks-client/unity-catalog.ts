import { catalogList, schemaList, tableInfo, tableList, tableSummaryList } from '../databricks-api/unity-catalog.ts';
import type { DatabricksClient } from './client.ts';
import { allPages } from './pages.ts';
import { request } from './request.ts';

const root = '/api/2.1/unity-catalog';

/** `max_results=0` asks for pages of the server's own size; without it the call is the deprecated unpaged one. */
const paged = (token: string | undefined) => ({ max_results: 0, page_token: token });

export function listCatalogs(client: DatabricksClient, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, { method: 'GET', path: `${root}/catalogs`, query: paged(token), answer: catalogList, signal }),
    (page) => page.catalogs,
  );
}

export function listSchemas(client: DatabricksClient, catalog: string, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: `${root}/schemas`,
        query: { catalog_name: catalog, ...paged(token) },
        names: [catalog],
        answer: schemaList,
        signal,
      }),
    (page) => page.schemas,
  );
}

export function listTables(client: DatabricksClient, catalog: string, schema: string, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: `${root}/tables`,
        query: { catalog_name: catalog, schema_name: schema, omit_columns: 'true', ...paged(token) },
        names: [catalog, schema],
        answer: tableList,
        signal,
      }),
    (page) => page.tables,
  );
}

/** Tables of a catalog whose name fits a pattern of SQL LIKE. Names and types only. */
export function listTableSummaries(client: DatabricksClient, catalog: string, like: string, signal: AbortSignal) {
  return allPages(
    (token) =>
      request(client, {
        method: 'GET',
        path: `${root}/table-summaries`,
        query: { catalog_name: catalog, table_name_pattern: like, ...paged(token) },
        names: [catalog],
        answer: tableSummaryList,
        signal,
      }),
    (page) => page.tables,
  );
}

/** The first table of a schema, or none. */
export async function firstTable(client: DatabricksClient, catalog: string, schema: string, signal: AbortSignal) {
  const query = { catalog_name: catalog, schema_name: schema, omit_columns: 'true', max_results: 1 };
  const path = `${root}/tables`;
  const page = await request(client, {
    method: 'GET',
    path,
    query,
    names: [catalog, schema],
    answer: tableList,
    signal,
  });
  return page.tables?.[0];
}

/**
 * `fullName` is `catalog.schema.table`. BROWSE on its catalog is enough to see what the table is; without `browse` it takes
 * what a statement on it would take.
 */
export function getTable(client: DatabricksClient, fullName: string, signal: AbortSignal, browse = true) {
  const path = `${root}/tables/${encodeURIComponent(fullName)}`;
  const query = browse ? { include_browse: 'true' } : {};
  return request(client, { method: 'GET', path, query, names: fullName.split('.'), answer: tableInfo, signal });
}
