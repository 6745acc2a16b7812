import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { type CatalogEntry, fullName, type SchemaEntry, type TableEntry } from '../engine/catalog/entries.ts';
import { METASTORE_ID } from '../engine/catalog/identity.ts';
import { tableId } from '../engine/catalog/table-id.ts';
import type { Access } from '../engine/grants/access.ts';
import { catalogSecurable, schemaSecurable, tableSecurable } from '../engine/grants/securable.ts';
import { viewReads } from '../engine/plan/view-reads.ts';
import { wireColumn } from './wire-column.ts';

const comment = (entry: { comment?: string }) => (entry.comment === undefined ? {} : { comment: entry.comment });
/** When and by whom it was made; what cannot be changed here was changed then. */
const told = (at: number, by: string) => ({ created_at: at, created_by: by, updated_at: at, updated_by: by });

const browseOnly = (isSeen: boolean) => (isSeen ? {} : { browse_only: true });

/** Catalogs, schemas and tables as Unity Catalog tells them to one caller. */
export function wireOf(catalog: Catalog, access: Access) {
  return {
    catalog: (entry: CatalogEntry) => ({
      name: entry.name,
      full_name: entry.name,
      owner: catalog.grants.ownerOf(catalogSecurable(entry.name)),
      comment: entry.comment,
      ...told(catalog.bornAt, catalog.grants.makerOf(catalogSecurable(entry.name))),
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
      ...told(entry.createdAt, catalog.grants.makerOf(schemaSecurable(entry.catalog, entry.name))),
      ...comment(entry),
      ...browseOnly(access.seesSchema(entry.catalog, entry.name, false)),
    }),
    table: (entry: TableEntry): TableInfo => ({
      ...tableInfo(entry),
      // As in information_schema.views: for its owner only, for it names what others may not see.
      ...(entry.definition && access.owns(tableSecurable(entry)) && { view_definition: entry.definition.text }),
      owner: catalog.grants.ownerOf(tableSecurable(entry)),
      created_by: catalog.grants.makerOf(tableSecurable(entry)),
      updated_by: entry.updatedBy ?? catalog.grants.makerOf(tableSecurable(entry)),
      ...browseOnly(access.seesTable(entry, false)),
    }),
    /** Of a view asked for by its name: what it reads (databricks-sdk-py `service/catalog.py`, DependencyList). */
    dependencies: (entry: TableEntry) => {
      if (!entry.definition) return {};
      const seen = viewReads(catalog, entry).filter((name) => {
        const [catalogName = '', schema = '', table = ''] = name.split('.');
        return access.seesTable({ catalog: catalogName, schema, name: table }, true);
      });
      const dependencies = seen.map((table_full_name) => ({ table: { table_full_name } }));
      return { view_dependencies: { dependencies } };
    },
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
    columns: entry.columns.map(wireColumn),
    properties: entry.properties ?? {},
    table_id: tableId(entry),
    metastore_id: METASTORE_ID,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
    ...comment(entry),
  };
}
