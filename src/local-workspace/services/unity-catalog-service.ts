import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { type CatalogEntry, fullName, type SchemaEntry, type TableEntry } from '../engine/catalog/entries.ts';
import { METASTORE_ID } from '../engine/catalog/identity.ts';
import { typeText, wireTypeName } from '../engine/dialect/types.ts';
import type { Access } from '../engine/grants/access.ts';
import { catalogSecurable, schemaSecurable, tableSecurable } from '../engine/grants/securable.ts';

const comment = (entry: { comment?: string }) => (entry.comment === undefined ? {} : { comment: entry.comment });
const browseOnly = (isSeen: boolean) => (isSeen ? {} : { browse_only: true });

/** Catalogs, schemas and tables as Unity Catalog tells them to one caller. */
export function wireOf(catalog: Catalog, access: Access) {
  return {
    catalog: (entry: CatalogEntry) => ({
      name: entry.name,
      full_name: entry.name,
      owner: catalog.grants.ownerOf(catalogSecurable(entry.name)),
      comment: entry.comment,
      metastore_id: METASTORE_ID,
      catalog_type: entry.name === 'system' ? 'SYSTEM_CATALOG' : 'MANAGED_CATALOG',
      securable_type: 'CATALOG',
      ...browseOnly(access.seesCatalog(entry.name, false)),
    }),
    schema: (entry: SchemaEntry) => ({
      name: entry.name,
      catalog_name: entry.catalog,
      metastore_id: METASTORE_ID,
      full_name: `${entry.catalog}.${entry.name}`,
      owner: catalog.grants.ownerOf(schemaSecurable(entry.catalog, entry.name)),
      created_at: entry.createdAt,
      created_by: catalog.grants.makerOf(schemaSecurable(entry.catalog, entry.name)),
      ...comment(entry),
      ...browseOnly(access.seesSchema(entry.catalog, entry.name, false)),
    }),
    table: (entry: TableEntry): TableInfo => ({
      ...tableInfo(entry),
      owner: catalog.grants.ownerOf(tableSecurable(entry)),
      created_by: catalog.grants.makerOf(tableSecurable(entry)),
      ...browseOnly(access.seesTable(entry, false)),
    }),
  };
}

/** Types are in lower case, times in milliseconds. */
function tableInfo(entry: TableEntry): TableInfo {
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
    metastore_id: METASTORE_ID,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    ...comment(entry),
    ...(entry.definition && { view_definition: entry.definition.text }),
  };
}
