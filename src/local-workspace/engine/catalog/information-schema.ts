import {
  BOOLEAN,
  type Column,
  INT,
  type SqlType,
  STRING,
  TIMESTAMP,
  typeName,
  wireTypeName,
} from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Grants } from '../grants/grants.ts';
import { grantsOn, type ListedGrant } from '../grants/list-grants.ts';
import { catalogSecurable, type Securable, schemaSecurable, tableSecurable } from '../grants/securable.ts';
import type { CatalogEntry, SchemaEntry, TableEntry } from './entries.ts';
import { type Cell, moment, virtualRows } from './virtual-rows.ts';

/** What is told of: one catalog, or every one where it is asked under `system`. */
export type Told = {
  readonly catalogs: readonly CatalogEntry[];
  readonly schemas: readonly SchemaEntry[];
  readonly tables: readonly TableEntry[];
  readonly grants: Grants;
  /** Of who asks; what is listed above is what they may see. */
  readonly access: Access;
};
type Relation = { readonly columns: readonly Column[]; readonly rows: (told: Told) => readonly (readonly Cell[])[] };

/** Columns from their names; every one is a STRING that is not said to be another type. */
function columns(names: string, others: Readonly<Record<string, SqlType>> = {}): Column[] {
  return names.split(' ').map((name) => ({ name, type: others[name] ?? STRING }));
}

const times = { created: TIMESTAMP, last_altered: TIMESTAMP };
const history = (created: number, altered: number, by: string): Cell[] => [
  ...[moment(created), by],
  ...[moment(altered), by],
];
const INTEGERS: Readonly<Record<string, number>> = { TINYINT: 3, SMALLINT: 5, INT: 10, BIGINT: 19 };

function columnRow(table: TableEntry, column: TableEntry['columns'][number], index: number): Cell[] {
  const { name, precision, scale } = column.type;
  const whole = INTEGERS[name];
  const isDecimal = name === 'DECIMAL';
  return [
    ...[table.catalog, table.schema, table.name, column.name, index + 1, null],
    ...[column.required === true ? 'NO' : 'YES', typeName(column.type), wireTypeName(column.type)],
    ...(name === 'STRING' ? [0, 0] : [null, null]),
    ...(isDecimal ? [precision, 10, scale] : whole === undefined ? [null, null, null] : [whole, 10, 0]),
    ...[null, null, null, null, 'NO', null, null, null, null, null, null, 'NO', null, 'NO', 'NO', null, 'YES', null],
    column.comment ?? null,
  ];
}

/** What is granted on it, itself or by what it lies in; others' grants only for those who manage it. */
function privilegeRows({ grants, access }: Told, securable: Securable, place: readonly string[]): Cell[][] {
  const from = ({ on }: ListedGrant): string => (on.name === securable.name ? 'NONE' : on.type);
  return grantsOn(grants, access, securable, true).map((grant) => [
    ...[grant.grantor, grant.principal, ...place],
    ...[grant.privilege, 'NO', from(grant)],
  ]);
}

/**
 * The relations of `information_schema` that are computed, with the columns that Databricks documents.
 * Source: docs.databricks.com, SQL reference, information schema.
 */
export const INFORMATION_SCHEMA: Readonly<Record<string, Relation>> = {
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
      'table_catalog table_schema table_name column_name ordinal_position column_default is_nullable full_data_type data_type character_maximum_length character_octet_length numeric_precision numeric_precision_radix numeric_scale datetime_precision interval_type interval_precision maximum_cardinality is_identity identity_generation identity_start identity_increment identity_maximum identity_minimum identity_cycle is_generated generation_expression is_system_time_period_start is_system_time_period_end system_time_period_timestamp_generation is_updatable partition_ordinal_position comment',
      Object.fromEntries(
        'ordinal_position character_maximum_length character_octet_length numeric_precision numeric_precision_radix numeric_scale datetime_precision interval_precision maximum_cardinality partition_ordinal_position'
          .split(' ')
          .map((name) => [name, INT]),
      ),
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
