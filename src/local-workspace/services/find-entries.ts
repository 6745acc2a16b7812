import type { Catalog } from '../engine/catalog/catalog.ts';
import type { CatalogEntry, RoutineEntry, SchemaEntry, TableEntry } from '../engine/catalog/entries.ts';
import type { Access } from '../engine/grants/access.ts';
import { ApiError, invalidValue } from './api-error.ts';

/** For whom something is looked up; with `browse`, BROWSE is enough. */
export type Seeker = { readonly access: Access; readonly browse: boolean };

export function missing(kind: 'Catalog' | 'Schema' | 'Table' | 'Function' | 'Volume' | 'Metastore', name: string) {
  return new ApiError(404, `${kind.toUpperCase()}_DOES_NOT_EXIST`, `${kind} '${name}' does not exist.`);
}

/** Throws 404, or `Refused` where the caller may not see it. */
export function findCatalog(catalog: Catalog, name: string, { access, browse }: Seeker): CatalogEntry {
  const entry = catalog.catalog(name);
  if (!entry) throw missing('Catalog', name);
  access.wantSeen(entry.name, browse);
  return entry;
}

/** The schema `catalog.schema`; the error names the first part that is not there or not to be seen. */
export function findSchema(catalog: Catalog, catalogName: string, name: string, seeker: Seeker): SchemaEntry {
  const entry = catalog.schema(catalogName, name);
  if (!entry) {
    findCatalog(catalog, catalogName, seeker);
    throw missing('Schema', `${catalogName}.${name}`);
  }
  seeker.access.wantSeen(entry.catalog, seeker.browse, entry.name);
  return entry;
}

/** The two parts of a schema's full name. */
export function twoParts(full: string): [catalog: string, schema: string] {
  const [catalog = '', schema = '', ...rest] = full.split('.');
  if (catalog === '' || schema === '' || rest.length > 0)
    throw invalidValue(`'${full}' is not the full name of a schema: catalog.schema is expected.`);
  return [catalog, schema];
}

/** The three parts of a full name. */
export function threeParts(full: string): [catalog: string, schema: string, name: string] {
  const [catalog = '', schema = '', name = '', ...rest] = full.split('.');
  if (name === '' || rest.length > 0)
    throw invalidValue(`'${full}' is not a full name: catalog.schema.table is expected.`);
  return [catalog, schema, name];
}

export function findFunction(catalog: Catalog, full: string, seeker: Seeker): RoutineEntry {
  const [catalogName, schema, name] = threeParts(full);
  const entry = catalog.routine(catalogName, schema, name);
  if (!entry) {
    findSchema(catalog, catalogName, schema, seeker);
    throw missing('Function', full);
  }
  seeker.access.wantRoutineSeen(entry, seeker.browse);
  return entry;
}

export function findTable(catalog: Catalog, full: string, seeker: Seeker): TableEntry {
  const [catalogName, schema, name] = threeParts(full);
  const entry = catalog.table(catalogName, schema, name);
  if (!entry) {
    findSchema(catalog, catalogName, schema, seeker);
    throw missing('Table', full);
  }
  seeker.access.wantSeen(entry.catalog, seeker.browse, entry.schema, entry.name);
  return entry;
}
