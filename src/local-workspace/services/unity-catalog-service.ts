import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { type CatalogEntry, fullName, type SchemaEntry, type TableEntry } from '../engine/catalog/entries.ts';
import { METASTORE_ID, OWNER } from '../engine/catalog/identity.ts';
import { typeText, wireTypeName } from '../engine/dialect/types.ts';
import { ApiError } from './api-error.ts';

export function missing(kind: 'Catalog' | 'Schema' | 'Table' | 'Function' | 'Volume', name: string): ApiError {
  return new ApiError(404, `${kind.toUpperCase()}_DOES_NOT_EXIST`, `${kind} '${name}' does not exist.`);
}

const comment = (entry: { comment?: string }) => (entry.comment === undefined ? {} : { comment: entry.comment });

export function catalogInfo(entry: CatalogEntry) {
  return {
    name: entry.name,
    full_name: entry.name,
    owner: OWNER,
    comment: entry.comment,
    metastore_id: METASTORE_ID,
    catalog_type: entry.name === 'system' ? 'SYSTEM_CATALOG' : 'MANAGED_CATALOG',
    securable_type: 'CATALOG',
  };
}

export function schemaInfo(entry: SchemaEntry) {
  const { catalog: catalog_name, name, createdAt: created_at } = entry;
  const metastore_id = METASTORE_ID;
  return {
    name,
    catalog_name,
    metastore_id,
    full_name: `${catalog_name}.${name}`,
    owner: OWNER,
    created_at,
    ...comment(entry),
  };
}

/** A table as Unity Catalog tells it; types are in lower case, times in milliseconds. */
export function tableInfo(entry: TableEntry): TableInfo {
  return {
    name: entry.name,
    catalog_name: entry.catalog,
    schema_name: entry.schema,
    full_name: fullName(entry),
    table_type: entry.kind === 'VIEW' ? 'VIEW' : 'MANAGED',
    ...(entry.kind === 'TABLE' && { data_source_format: 'DELTA' }),
    columns: entry.columns.map((column, position) => ({
      name: column.name,
      type_text: typeText(column.type).toLowerCase(),
      type_name: wireTypeName(column.type),
      type_precision: column.type.precision,
      type_scale: column.type.scale,
      position,
      nullable: column.required !== true,
      ...comment(column),
    })),
    owner: OWNER,
    metastore_id: METASTORE_ID,
    created_at: entry.createdAt,
    created_by: OWNER,
    updated_at: entry.updatedAt,
    updated_by: OWNER,
    ...comment(entry),
    ...(entry.definition && { view_definition: entry.definition.text }),
  };
}

export function findCatalog(catalog: Catalog, name: string): CatalogEntry {
  const entry = catalog.catalog(name);
  if (!entry) throw missing('Catalog', name);
  return entry;
}

/** The schema `catalog.schema`; the error names the first part that does not exist. */
export function findSchema(catalog: Catalog, catalogName: string, name: string): SchemaEntry {
  findCatalog(catalog, catalogName);
  const entry = catalog.schema(catalogName, name);
  if (!entry) throw missing('Schema', `${catalogName}.${name}`);
  return entry;
}

export function findTable(catalog: Catalog, full: string): TableEntry {
  const [catalogName = '', schema = '', name = '', ...rest] = full.split('.');
  if (name === '' || rest.length > 0)
    throw new ApiError(
      400,
      'INVALID_PARAMETER_VALUE',
      `'${full}' is not a full name: catalog.schema.table is expected.`,
    );
  findSchema(catalog, catalogName, schema);
  const entry = catalog.table(catalogName, schema, name);
  if (!entry) throw missing('Table', full);
  return entry;
}

/** What the caller may do: everything in what is writable here, and reading elsewhere. */
export function privileges(entry: CatalogEntry) {
  const reading = ['BROWSE', 'SELECT', 'USE_CATALOG', 'USE_SCHEMA'];
  const names = entry.readOnly ? reading : ['ALL_PRIVILEGES'];
  return names.map((privilege) => ({ privilege }));
}
