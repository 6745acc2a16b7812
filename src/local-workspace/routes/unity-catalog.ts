import type { Catalog } from '../engine/catalog/catalog.ts';
import { fullName } from '../engine/catalog/entries.ts';
import { matchesName } from '../engine/catalog/match-name.ts';
import { accessOf } from '../services/access-of.ts';
import { invalidValue } from '../services/api-error.ts';
import { findCatalog, findSchema, findTable, type Seeker, twoParts } from '../services/find-entries.ts';
import { type Pages, page } from '../services/page.ts';
import type { Answer, Route, RouteRequest } from '../services/route.ts';
import { wireOf } from '../services/unity-catalog-service.ts';

const BASE = '/api/2.1/unity-catalog';

function wanted(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null || value === '') throw invalidValue(`Missing required field: ${name}`);
  return value;
}

/** SQL LIKE on names: `%` any text, `_` one character. */
const LIKE = { any: '%', one: '_' };

/** Unity Catalog reads, `/api/2.1/unity-catalog/…`; a list tells what the caller may see. */
export function unityCatalogRoutes(catalog: Catalog, pages: Pages): Route[] {
  type Reader = Seeker & { readonly wire: ReturnType<typeof wireOf> };
  const get = (path: string, answer: (request: RouteRequest, reader: Reader) => Answer): Route => ({
    method: 'GET',
    path: `${BASE}${path}`,
    answer: (request) => {
      const access = accessOf(catalog, request.user);
      const browse = request.query.get('include_browse') === 'true';
      return answer(request, { access, browse, wire: wireOf(catalog, access) });
    },
  });
  return [
    get('/catalogs', (request, { access, browse, wire }) => {
      const seen = catalog.catalogs().filter((entry) => access.seesCatalog(entry.name, browse));
      const { items, ...next } = page(seen, request, 'catalogs', pages);
      return { json: { catalogs: items.map(wire.catalog), ...next } };
    }),
    get('/catalogs/:name', ({ params }, reader) => ({
      json: reader.wire.catalog(findCatalog(catalog, params.name ?? '', reader)),
    })),
    get('/schemas', ({ query, user }, reader) => {
      const { name } = findCatalog(catalog, wanted(query, 'catalog_name'), reader);
      const seen = catalog.schemas(name).filter((entry) => reader.access.seesSchema(name, entry.name, reader.browse));
      const { items, ...next } = page(seen, { query, user }, `schemas ${name}`, pages);
      return { json: { schemas: items.map(reader.wire.schema), ...next } };
    }),
    get('/schemas/:full_name', ({ params }, reader) => {
      const [catalogName, schema] = twoParts(params.full_name ?? '');
      return { json: reader.wire.schema(findSchema(catalog, catalogName, schema, reader)) };
    }),
    get('/tables', ({ query, user }, reader) => {
      const schema = findSchema(catalog, wanted(query, 'catalog_name'), wanted(query, 'schema_name'), reader);
      const tables = catalog
        .tables(schema.catalog, schema.name)
        .filter((entry) => reader.access.seesTable(entry, reader.browse));
      const { items, ...next } = page(tables, { query, user }, `tables ${schema.catalog}.${schema.name}`, pages, 50);
      const bare = query.get('omit_columns') === 'true';
      const shown = items.map(reader.wire.table).map(({ columns, ...info }) => (bare ? info : { ...info, columns }));
      return { json: { tables: shown, ...next } };
    }),
    get('/tables/:full_name', ({ params }, reader) => {
      const entry = findTable(catalog, params.full_name ?? '', reader);
      return { json: { ...reader.wire.table(entry), ...reader.wire.dependencies(entry) } };
    }),
    get('/tables/:full_name/exists', ({ params }, { access }) => {
      const [catalogName = '', schema = '', name = ''] = (params.full_name ?? '').toLowerCase().split('.');
      const isThere = catalog.table(catalogName, schema, name) !== undefined;
      const deepest = isThere ? name : undefined;
      const known = catalog.schema(catalogName, schema) ? schema : undefined;
      if (catalog.catalog(catalogName)) access.wantSeen(catalogName, true, known, deepest);
      return { json: { table_exists: isThere } };
    }),
    get('/table-summaries', ({ query, user }, { access, browse }) => {
      const { name } = findCatalog(catalog, wanted(query, 'catalog_name'), { access, browse });
      const schemaLike = query.get('schema_name_pattern') ?? '%';
      const tableLike = query.get('table_name_pattern') ?? '%';
      const schemas = catalog.schemas(name).filter((schema) => matchesName(schemaLike, schema.name, LIKE));
      const tables = schemas
        .flatMap((schema) => catalog.tables(name, schema.name))
        .filter((table) => matchesName(tableLike, table.name, LIKE) && access.seesTable(table, browse));
      const list = `summaries ${name} ${schemaLike} ${tableLike}`;
      const { items, ...next } = page(tables, { query, user }, list, pages, 10_000);
      const summary = items.map((table) => ({
        full_name: fullName(table),
        table_type: table.kind === 'VIEW' ? 'VIEW' : 'MANAGED',
      }));
      return { json: { tables: summary, ...next } };
    }),
  ];
}
