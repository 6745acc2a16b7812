import type { SqlType } from '../dialect/types.ts';
import { columns, NUMBERS, type Relation, times } from './information-relation.ts';

const CONSTRAINT = 'constraint_catalog constraint_schema constraint_name';
const TABLE = 'table_catalog table_schema table_name';
const TAG = 'tag_name tag_value';

const none = (names: string, others?: Readonly<Record<string, SqlType>>): Relation => ({
  columns: columns(names, others),
  rows: () => [],
});

/**
 * Relations about what cannot be made here: keys, tags and volumes. So they are empty, and tools that look there find
 * that there is none. Delta's CHECK constraints are properties of their tables, as on Databricks.
 */
export const INFORMATION_OF_NOTHING: Readonly<Record<string, Relation>> = {
  table_constraints: none(`${CONSTRAINT} ${TABLE} constraint_type is_deferrable initially_deferred enforced comment`),
  key_column_usage: none(`${CONSTRAINT} ${TABLE} column_name ordinal_position position_in_unique_constraint`, NUMBERS),
  referential_constraints: none(
    `${CONSTRAINT} unique_constraint_catalog unique_constraint_schema unique_constraint_name match_option update_rule delete_rule`,
  ),
  constraint_table_usage: none(`${TABLE} ${CONSTRAINT}`),
  constraint_column_usage: none(`${TABLE} column_name ${CONSTRAINT}`),
  check_constraints: none(`${CONSTRAINT} check_clause sql_path`),
  catalog_tags: none(`catalog_name ${TAG}`),
  schema_tags: none(`catalog_name schema_name ${TAG}`),
  table_tags: none(`catalog_name schema_name table_name ${TAG}`),
  column_tags: none(`catalog_name schema_name table_name column_name ${TAG}`),
  volume_tags: none(`catalog_name schema_name volume_name ${TAG}`),
  volumes: none(
    'volume_catalog volume_schema volume_name volume_type volume_owner comment storage_location created created_by last_altered last_altered_by',
    times,
  ),
  volume_privileges: none(
    'grantor grantee volume_catalog volume_schema volume_name privilege_type is_grantable inherited_from',
  ),
};
