import { BOOLEAN, INT, wireTypeName } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { catalogSecurable, schemaSecurable, tableSecurable } from '../grants/securable.ts';
import { describedType, type TableEntry } from './entries.ts';
import { INFORMATION_OF_NOTHING } from './information-of-nothing.ts';
import { INFORMATION_OF_ROUTINES } from './information-of-routines.ts';
import {
  columns,
  history,
  NUMBERS,
  OF_TYPE,
  privilegeRows,
  type Relation,
  type Told,
  times,
  typeCells,
} from './information-relation.ts';
import { type Cell, virtualRows } from './virtual-rows.ts';

/** Where a column stands among those that part the table, from 1. */
function partition({ partitionedBy = [] }: TableEntry, name: string): number | null {
  const place = partitionedBy.findIndex((own) => own.toLowerCase() === name.toLowerCase());
  return place < 0 ? null : place + 1;
}

function columnRow(table: TableEntry, column: TableEntry['columns'][number], index: number): Cell[] {
  return [
    ...[table.catalog, table.schema, table.name, column.name, index + 1, column.default ?? null],
    ...[column.required === true ? 'NO' : 'YES', describedType(column), wireTypeName(column.type)],
    ...typeCells(column.type),
    ...['NO', null, null, null, null, null, null, 'NO', null, 'NO', 'NO', null, 'YES'],
    ...[partition(table, column.name), column.comment ?? null],
  ];
}

/**
 * The relations of `information_schema` that are computed, with the columns that Databricks documents.
 * Source: docs.databricks.com, SQL reference, information schema.
 */
export const INFORMATION_SCHEMA: Readonly<Record<string, Relation>> = {
  ...INFORMATION_OF_ROUTINES,
  ...INFORMATION_OF_NOTHING,
  information_schema_catalog_name: { columns: columns('catalog_name'), rows: ({ within }) => [[within]] },
  catalogs: {
    columns: columns('catalog_name catalog_owner comment created created_by last_altered last_altered_by', times),
    rows: ({ catalogs, grants }) =>
      catalogs.map(({ name, comment }) => {
        const securable = catalogSecurable(name);
        return [name, grants.ownerOf(securable), comment, ...history(0, 0, grants.makerOf(securable))];
      }),
  },
  schemata: {
    columns: columns(
      'catalog_name schema_name schema_owner comment created created_by last_altered last_altered_by',
      times,
    ),
    rows: ({ schemas, grants }) =>
      schemas.map(({ catalog, name, comment, createdAt }) => {
        const securable = schemaSecurable(catalog, name);
        return [
          ...[catalog, name, grants.ownerOf(securable), comment ?? null],
          ...history(createdAt, createdAt, grants.makerOf(securable)),
        ];
      }),
  },
  tables: {
    columns: columns(
      'table_catalog table_schema table_name table_type is_insertable_into commit_action table_owner comment created created_by last_altered last_altered_by data_source_format storage_path storage_sub_directory',
      times,
    ),
    rows: ({ tables, grants }) =>
      tables.map((table) => [
        ...[table.catalog, table.schema, table.name, table.kind === 'VIEW' ? 'VIEW' : 'MANAGED'],
        ...[table.kind === 'VIEW' ? 'NO' : 'YES', 'PRESERVE'],
        ...[grants.ownerOf(tableSecurable(table)), table.comment ?? null],
        ...history(table.createdAt, table.updatedAt, grants.makerOf(tableSecurable(table))),
        ...[table.kind === 'VIEW' ? 'UNKNOWN_DATA_SOURCE_FORMAT' : 'DELTA', null, null],
      ]),
  },
  columns: {
    columns: columns(
      `table_catalog table_schema table_name column_name ordinal_position column_default is_nullable full_data_type data_type ${OF_TYPE} is_identity identity_generation identity_start identity_increment identity_maximum identity_minimum identity_cycle is_generated generation_expression is_system_time_period_start is_system_time_period_end system_time_period_timestamp_generation is_updatable partition_ordinal_position comment`,
      { ...NUMBERS, character_octet_length: INT },
    ),
    rows: ({ tables }) =>
      tables.flatMap((table) => table.columns.map((column, index) => columnRow(table, column, index))),
  },
  views: {
    columns: columns(
      'table_catalog table_schema table_name view_definition check_option is_updatable is_insertable_into sql_path is_materialized',
      { is_updatable: BOOLEAN, is_insertable_into: BOOLEAN, is_materialized: BOOLEAN },
    ),
    // What a view is made of is its owner's to know (docs.databricks.com, information_schema.views).
    rows: ({ tables, access }) =>
      tables
        .filter((table) => table.kind === 'VIEW')
        .map((table) => [
          ...[table.catalog, table.schema, table.name],
          access.owns(tableSecurable(table)) ? (table.definition?.text ?? null) : null,
          ...['NONE', false, false, null, false],
        ]),
  },
  catalog_privileges: {
    columns: columns('grantor grantee catalog_name privilege_type is_grantable inherited_from'),
    rows: (told) => told.catalogs.flatMap(({ name }) => privilegeRows(told, catalogSecurable(name), [name])),
  },
  schema_privileges: {
    columns: columns('grantor grantee catalog_name schema_name privilege_type is_grantable inherited_from'),
    rows: (told) =>
      told.schemas.flatMap(({ catalog, name }) => privilegeRows(told, schemaSecurable(catalog, name), [catalog, name])),
  },
  table_privileges: {
    columns: columns(
      'grantor grantee table_catalog table_schema table_name privilege_type is_grantable inherited_from',
    ),
    rows: (told) =>
      told.tables.flatMap((table) =>
        privilegeRows(told, tableSecurable(table), [table.catalog, table.schema, table.name]),
      ),
  },
};

export function informationTable(
  catalog: string,
  name: string,
  told: (access: Access) => Told,
): TableEntry | undefined {
  const relation = Object.hasOwn(INFORMATION_SCHEMA, name) ? INFORMATION_SCHEMA[name] : undefined;
  if (!relation) return undefined;
  return {
    catalog,
    schema: 'information_schema',
    name,
    kind: 'VIEW',
    columns: relation.columns,
    createdAt: 0,
    updatedAt: 0,
    rows: (access) => virtualRows(relation.columns, relation.rows(told(access))),
  };
}
