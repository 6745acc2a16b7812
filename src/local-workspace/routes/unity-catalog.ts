import type { Catalog } from '../engine/catalog/catalog.ts';
import { fullName } from '../engine/catalog/entries.ts';
import { invalidValue } from '../services/api-error.ts';
import { type Pages, page } from '../services/page.ts';
import type { Route } from '../services/route.ts';
import {
  catalogInfo,
  findCatalog,
  findSchema,
  findTable,
  schemaInfo,
  tableInfo,
} from '../services/unity-catalog-service.ts';

const BASE = '/api/2.1/unity-catalog';

function wanted(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') throw invalidValue(`Missing required field: ${name}`);
  return value;
}

/** SQL LIKE on names: `%` any text, `_` one character. */
function likeName(pattern: string | null): RegExp {
  const escaped = (pattern ?? '%').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'i');
}

/** Unity Catalog reads, `/api/2.1/unity-catalog/…`. */
export function unityCatalogRoutes(catalog: Catalog, pages: Pages): Route[] {
  const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path: `${BASE}${path}`, answer });
  return [
    get('/catalogs', ({ query }) => {
      const { items, ...next } = page(catalog.catalogs(), query, 'catalogs', pages);
      return { json: { catalogs: items.map(catalogInfo), ...next } };
    }),
    get('/catalogs/:name', ({ params }) => ({ json: catalogInfo(findCatalog(catalog, params.name ?? '')) })),
    get('/schemas', ({ query }) => {
      const { name } = findCatalog(catalog, wanted(query, 'catalog_name'));
      const { items, ...next } = page(catalog.schemas(name), query, `schemas ${name}`, pages);
      return { json: { schemas: items.map(schemaInfo), ...next } };
    }),
    get('/schemas/:full_name', ({ params }) => {
      const [catalogName = '', schema = ''] = (params.full_name ?? '').split('.');
      return { json: schemaInfo(findSchema(catalog, catalogName, schema)) };
    }),
    get('/tables', ({ query }) => {
      const schema = findSchema(catalog, wanted(query, 'catalog_name'), wanted(query, 'schema_name'));
      const tables = catalog.tables(schema.catalog, schema.name);
      const { items, ...next } = page(tables, query, `tables ${schema.catalog}.${schema.name}`, pages, 50);
      const bare = query.get('omit_columns') === 'true';
      const shown = items.map(tableInfo).map(({ columns, ...info }) => (bare ? info : { ...info, columns }));
      return { json: { tables: shown, ...next } };
    }),
    get('/tables/:full_name', ({ params }) => ({ json: tableInfo(findTable(catalog, params.full_name ?? '')) })),
    get('/tables/:full_name/exists', ({ params }) => {
      const [catalogName = '', schema = '', name = ''] = (params.full_name ?? '').split('.');
      return { json: { table_exists: catalog.table(catalogName, schema, name) !== undefined } };
    }),
    get('/table-summaries', ({ query }) => {
      const { name } = findCatalog(catalog, wanted(query, 'catalog_name'));
      const [schemaLike, tableLike] = [
        likeName(query.get('schema_name_pattern')),
        likeName(query.get('table_name_pattern')),
      ];
      const schemas = catalog.schemas(name).filter((schema) => schemaLike.test(schema.name));
      const tables = schemas
        .flatMap((schema) => catalog.tables(name, schema.name))
        .filter((table) => tableLike.test(table.name));
      const list = `summaries ${name} ${schemaLike} ${tableLike}`;
      const { items, ...next } = page(tables, query, list, pages, 10_000);
      const summary = items.map((table) => ({
        full_name: fullName(table),
        table_type: table.kind === 'VIEW' ? 'VIEW' : 'MANAGED',
      }));
      return { json: { tables: summary, ...next } };
    }),
  ];
}
