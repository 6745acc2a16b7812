import type { TableColumn, TableEntry } from '../catalog/entries.ts';
import type { SqlType } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Grants } from '../grants/grants.ts';
import { tableSecurable } from '../grants/securable.ts';
import { propertiesOf } from './table-details.ts';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const WORDS = /\b(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)\b/g;

/** A type as Spark's JSON of DESCRIBE has it: names in lower case, and what the type is made of. */
function typeJson(type: SqlType): Json {
  const [first, second] = (type.parts ?? []).map(typeJson);
  const name = type.name.toLowerCase();
  switch (type.name) {
    case 'STRING':
      return { name, collation: 'UTF8_BINARY' };
    case 'TIMESTAMP':
      return { name: 'timestamp_ltz' };
    case 'DECIMAL':
      return { name, precision: type.precision, scale: type.scale };
    case 'INTERVAL': {
      const [from = '', to = from] = (type.unit ?? '').match(WORDS) ?? [];
      return { name, start_unit: from.toLowerCase(), end_unit: to.toLowerCase() };
    }
    case 'ARRAY':
      return { name, element_type: first ?? {}, element_nullable: true };
    case 'MAP':
      return { name, key_type: first ?? {}, value_type: second ?? {}, value_nullable: true };
    case 'STRUCT': {
      const fields = (type.parts ?? []).map((part, index) => ({
        name: type.names?.[index] ?? '',
        type: typeJson(part),
        nullable: true,
      }));
      return { name, fields };
    }
    default:
      return { name };
  }
}

function columnType({ type, length, isChar }: TableColumn): Json {
  return length === undefined ? typeJson(type) : { name: isChar ? 'char' : 'varchar', length };
}

function columnJson(own: TableColumn): Json {
  return {
    name: own.name,
    type: columnType(own),
    nullable: own.required !== true,
    ...(own.comment !== undefined && { comment: own.comment }),
    ...(own.default !== undefined && { default: own.default }),
  };
}

const isoSeconds = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

function viewJson({ definition }: TableEntry): { readonly [key: string]: Json } {
  if (!definition) return {};
  return {
    view_text: definition.text,
    view_original_text: definition.text,
    view_schema_mode: 'COMPENSATION',
    view_catalog_and_namespace: `${definition.catalog}.${definition.schema}`,
    view_query_output_columns: definition.columns ?? [],
  };
}

/** DESCRIBE EXTENDED … AS JSON. Source of its keys: docs.databricks.com, DESCRIBE TABLE, and Spark 4. */
export function describedJson(entry: TableEntry, grants: Grants, access: Access): Json {
  const isView = entry.kind === 'VIEW';
  const securable = tableSecurable(entry);
  const properties = propertiesOf(entry);
  return {
    table_name: entry.name,
    catalog_name: entry.catalog,
    namespace: [entry.schema],
    schema_name: entry.schema,
    columns: entry.columns.map(columnJson),
    owner: grants.ownerOf(securable),
    created_time: isoSeconds(entry.createdAt),
    last_access: 'UNKNOWN',
    type: isView ? 'VIEW' : 'MANAGED',
    ...(!isView && { provider: 'delta' }),
    ...(entry.comment !== undefined && { comment: entry.comment }),
    ...(isView && access.owns(securable) && viewJson(entry)),
    ...(Object.keys(properties).length > 0 && { table_properties: properties }),
    ...(entry.partitionedBy && { partition_columns: entry.partitionedBy }),
    ...(entry.clusteredBy && { clustering_columns: entry.clusteredBy }),
  };
}
